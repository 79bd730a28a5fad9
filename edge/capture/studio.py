"""The keeper's one door to cameras, microphone and speaker.

Every method but `close` returns at once and may be called in any order, from one thread; what happens is told
through `post`, which is called from device threads and must only hand over (loop.call_soon_threadsafe).
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from edge.capture.errors import CannotCover, NoPapersCamera, Occupied
from edge.capture.facts import (
    CameraBack,
    CameraLost,
    CameraMissing,
    FacesSeen,
    FacesUncounted,
    Fact,
    Level,
    MicrophoneBack,
    MicrophoneLost,
    MicrophoneMissing,
    PreviewStarted,
    RecordingEnded,
)
from edge.capture.level import LevelMeter
from edge.capture.profile import Profile
from edge.capture.recorder import Recording
from edge.capture.replay import Replay
from edge.capture.screen import Screen
from edge.capture.segments import Sealer, SegmentSink
from edge.capture.tape import Wish
from edge.capture.watch import Source, Watch
from edge.faces.cover import FaceCover
from edge.faces.crowd import Crowd
from edge.faces.detector import has_models
from edge.papers.desk import Desk
from edge.papers.page import decoded
from hardware.ports import Camera, Microphone, Picture, Sound, Speaker
from wire.port_words import PreviewOf, TakeKind
from wire.seal.age import DraftIdentity


@dataclass(frozen=True, slots=True)
class Devices:
    """What the board found."""

    camera: Camera
    microphone: Microphone
    speaker: Speaker
    papers: Camera | None = None
    """The document camera, where there is one."""


class Studio:
    """Previews, records, replays and takes pages; one recording or replay at a time."""

    def __init__(
        self,
        devices: Devices,
        *,
        profile: Profile,
        picture_path: Path,
        post: Callable[[Fact], None],
        count_faces: bool = True,
    ) -> None:
        """Make the live picture at `picture_path` (under /dev/shm) and start the device threads, idle."""
        self._profile = profile
        self._post = post
        self._speaker = devices.speaker
        self._screen = Screen(picture_path)
        self._wanting = threading.Lock()
        self._previewing = False
        self._covers_preview = False
        self._preview_told = True
        self._meter = LevelMeter()
        self._recording: Recording | None = None
        self._listener: Callable[[bytes], None] | None = None
        self._replay: Replay | None = None
        self._cover = FaceCover() if has_models() else None
        self._crowd = Crowd(self._counted, failed=self._uncounted) if count_faces and has_models() else None
        self._desk = Desk(devices.papers, self._screen, post) if devices.papers else None
        self._camera = Watch(_camera_source(devices.camera, self._saw), self._tell)
        self._microphone = Watch(_microphone_source(devices.microphone, self._heard), self._tell)

    @property
    def counts_faces(self) -> bool:
        """Whether FacesSeen is told while the camera runs."""
        return self._crowd is not None and self._crowd.counts

    @property
    def covers_faces(self) -> bool:
        """Whether a face can be covered; where it cannot, whoever asks for it is refused."""
        return self._cover is not None

    @property
    def has_papers_camera(self) -> bool:
        return self._desk is not None

    def start_preview(self, of: PreviewOf = "face", *, cover_face: bool = False) -> None:
        """Open camera and microphone; PreviewStarted, then Level ten times a second. Twice is once.

        Of "papers" only the papers camera is opened, and the found sheet's edge is drawn. A call with other wishes
        than before takes the place of the one before. Raises NoPapersCamera, or CannotCover.
        """
        if of == "papers":
            desk = self._needed_desk()
            self._end_face_preview()
            desk.start_preview()
            return
        self._refuse_if_bare(cover_face=cover_face)
        if self._desk:
            self._desk.stop_preview()
        self._begin_face_preview(cover_face=cover_face)
        self._want_devices()

    def stop_preview(self) -> None:
        """Blank the live picture; the devices are let go unless a recording needs them."""
        if self._desk:
            self._desk.stop_preview()
        self._end_face_preview()
        self._screen.give(None)

    def start_recording(
        self,
        sink: SegmentSink,
        recipients: Sequence[str],
        *,
        max_s: float = 600,
        kind: TakeKind = "video",
        cover_face: bool = False,
        change_voice: bool = False,
    ) -> None:
        """Record into `sink`, sealed to age `recipients`: RecordingStarted, SegmentKept..., RecordingEnded.

        "audio" opens no camera. Faces are covered and the voice is changed before the encoder; nothing else is kept.
        Raises Occupied while another recording or a replay runs, BadSeal for recipients that are none, CannotCover.
        """
        self._refuse_if_occupied()
        cover_face = cover_face and kind == "video"
        self._refuse_if_bare(cover_face=cover_face)
        wish = Wish(self._profile, kind=kind, change_voice=change_voice, cover_face=cover_face, max_s=max_s)
        self._recording = Recording(Sealer(sink, recipients), wish, self._tell)
        self._want_devices()

    def pause_recording(self) -> None:
        """RecordingPaused follows; what is seen and heard from now on is not kept. Twice is once."""
        if self._recording is not None:
            self._recording.pause()

    def resume_recording(self) -> None:
        """RecordingResumed follows, unless it was not paused."""
        if self._recording is not None:
            self._recording.resume()

    def stop_recording(self) -> None:
        """Keep what is recorded so far; RecordingEnded follows. Without a recording nothing happens."""
        if self._recording is not None:
            self._recording.stop()

    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None:
        """Play takes (each its sealed segments, in order) one after the other to picture and speaker.

        ReplayStarted, ReplayProgress (counted over all takes)..., ReplayEnded. The last picture stays when all was
        played to the end. Raises Occupied while a recording or another replay runs.
        """
        self._refuse_if_occupied()
        self._replay = Replay(takes, identity, screen=self._screen, speaker=self._speaker, post=self._post)

    def stop_replay(self) -> None:
        """End the replay; ReplayEnded(STOPPED) follows. After its end the last picture is blanked."""
        if self._replay is None:
            return
        self._replay.stop()
        if self._replay.ended.is_set():
            self._replay = None
            self._screen.clear_replay()

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        """Hand every block of the microphone to `hear`, on the microphone's thread, until None is given."""
        self._listener = hear
        self._want_devices()

    def take_page(self) -> None:
        """PageTaken or PageNotTaken follows; the page stands in the live picture until the next start or stop.

        The papers camera needs no preview for it. Raises NoPapersCamera.
        """
        self._needed_desk().take()

    def show_page(self, jpeg: bytes) -> None:
        """Paint a kept page (JPEG, or PNG of handwriting) into the live picture, until stop_preview.

        Raises BadPage for what is no picture.
        """
        page = decoded(jpeg)
        if self._desk:
            self._desk.stop_preview()
        self._end_face_preview()
        self._screen.give("page")
        self._screen.paint("page", page)

    def close(self) -> None:
        """Stop all, wait for the threads, remove the live picture."""
        self.stop_replay()
        self.stop_recording()
        for running in (self._replay, self._recording):
            if running is not None:
                running.join()
        for part in (self._camera, self._microphone, self._crowd, self._desk):
            if part is not None:
                part.close()
        self._screen.close()

    def _begin_face_preview(self, *, cover_face: bool) -> None:
        with self._wanting:
            if self._previewing and cover_face == self._covers_preview and self._screen.is_given_to("face"):
                return
            self._covers_preview = cover_face
            self._screen.give("face")
            self._previewing, self._preview_told = True, False

    def _end_face_preview(self) -> None:
        with self._wanting:
            self._previewing = False
        self._want_devices()

    def _needed_desk(self) -> Desk:
        if self._desk is None:
            raise NoPapersCamera("there is no papers camera")
        return self._desk

    def _refuse_if_bare(self, *, cover_face: bool) -> None:
        if cover_face and not self._cover:
            raise CannotCover("there is no face model")

    def _refuse_if_occupied(self) -> None:
        if self._is_recording() or self._is_replaying():
            raise Occupied("a recording or a replay is running")

    def _is_recording(self) -> bool:
        return self._recording is not None and not self._recording.ended.is_set()

    def _is_replaying(self) -> bool:
        return self._replay is not None and not self._replay.ended.is_set()

    def _want_devices(self) -> None:
        with self._wanting:
            films = self._recording is not None and self._is_recording() and self._recording.wish.kind == "video"
            sees = self._previewing or films
            self._camera.want(wanted=sees)
            self._microphone.want(wanted=self._previewing or self._is_recording() or self._listener is not None)
            if self._crowd and not sees:
                self._crowd.forget()

    def _tell(self, fact: Fact) -> None:
        if isinstance(fact, RecordingEnded):
            self._want_devices()
        self._post(fact)

    def _counted(self, faces: int) -> None:
        self._post(FacesSeen(faces))

    def _uncounted(self) -> None:
        self._post(FacesUncounted())

    def _saw(self, picture: Picture) -> None:
        """What is to be covered is covered here, before anybody else sees it."""
        recording, previewing = self._recording, self._previewing
        covers_take = recording is not None and recording.wish.cover_face and not recording.ended.is_set()
        covers_preview = self._covers_preview or covers_take
        if self._crowd:
            self._crowd.see(np.asarray(picture.bgr))
        covered = self._covered(picture) if covers_take or (previewing and covers_preview) else picture
        if recording is not None:
            recording.picture(covered if recording.wish.cover_face else picture)
        if previewing:
            self._preview(covered if covers_preview else picture, is_covered=covers_preview)

    def _covered(self, picture: Picture) -> Picture:
        cover = self._cover or FaceCover()
        return Picture(cover.covered(np.asarray(picture.bgr), picture.grabbed_at_s).data, picture.grabbed_at_s)

    def _preview(self, picture: Picture, *, is_covered: bool) -> None:
        with self._wanting:
            if self._covers_preview and not is_covered:  # the wish came after the picture
                return
            painted = self._screen.paint("face", np.asarray(picture.bgr), picture.grabbed_at_s)
            told, self._preview_told = self._preview_told, self._preview_told or painted
        if painted and not told:
            size = self._profile.size
            self._post(PreviewStarted(self._screen.path, size.width_px, size.height_px))

    def _heard(self, sound: Sound) -> None:
        if self._recording is not None:
            self._recording.sound(sound)
        listener = self._listener
        if listener is not None:
            listener(sound.samples)
        level = self._meter.hear(sound.samples)
        if level is not None:
            self._post(Level(level))


def _camera_source(camera: Camera, deliver: Callable[[Picture], None]) -> Source[Picture]:
    return Source(
        name="camera",
        open=camera.open,
        read=camera.look,
        close=camera.close,
        deliver=deliver,
        missing=CameraMissing,
        lost=CameraLost,
        back=CameraBack,
    )


def _microphone_source(microphone: Microphone, deliver: Callable[[Sound], None]) -> Source[Sound]:
    return Source(
        name="microphone",
        open=microphone.open,
        read=microphone.listen,
        close=microphone.close,
        deliver=deliver,
        missing=MicrophoneMissing,
        lost=MicrophoneLost,
        back=MicrophoneBack,
    )
