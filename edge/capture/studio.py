"""The keeper's one door to camera, microphone and speaker.

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
    Fact,
    Level,
    MicrophoneBack,
    MicrophoneLost,
    MicrophoneMissing,
    PreviewStarted,
    RecordingEnded,
)
from edge.capture.level import LevelMeter
from edge.capture.picture import LivePicture
from edge.capture.profile import Profile
from edge.capture.recorder import Recording
from edge.capture.replay import Replay
from edge.capture.segments import Sealer, SegmentSink
from edge.capture.watch import Source, Watch
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
    """Previews, records and replays, one recording or replay at a time."""

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
        del count_faces
        self._profile = profile
        self._post = post
        self._speaker = devices.speaker
        self._papers = devices.papers
        self._live = LivePicture(picture_path)
        self._painting = threading.Lock()
        self._wanting = threading.Lock()
        self._previewing = False
        self._preview_told = True
        self._meter = LevelMeter()
        self._recording: Recording | None = None
        self._replay: Replay | None = None
        self._camera = Watch(_camera_source(devices.camera, self._saw), self._tell)
        self._microphone = Watch(_microphone_source(devices.microphone, self._heard), self._tell)

    @property
    def counts_faces(self) -> bool:
        """Whether FacesSeen is told while the camera runs."""
        return False

    @property
    def covers_faces(self) -> bool:
        """Whether a face can be covered; where it cannot, whoever asks for it is refused."""
        return False

    @property
    def has_papers_camera(self) -> bool:
        return self._papers is not None

    def pause_recording(self) -> None:
        """RecordingPaused follows; what is seen and heard from now on is not kept. Twice is once."""

    def resume_recording(self) -> None:
        """RecordingResumed follows, unless it was not paused."""

    def take_page(self) -> None:
        """PageTaken or PageNotTaken follows; the page stands in the live picture until the next start or stop.

        The papers camera needs no preview for it. Raises NoPapersCamera.
        """
        raise NoPapersCamera("there is no papers camera")

    def show_page(self, jpeg: bytes) -> None:
        """Paint a kept page (JPEG, or PNG of handwriting) into the live picture, until stop_preview.

        Raises BadPage for what is no picture.
        """
        del jpeg

    def start_preview(self, of: PreviewOf = "face", *, cover_face: bool = False) -> None:
        """Open camera and microphone; PreviewStarted, then Level ten times a second. Twice is once.

        Of "papers" only the papers camera is opened, and the found sheet's edge is drawn. A call with other wishes
        than before takes the place of the one before. Raises NoPapersCamera, or CannotCover.
        """
        if of == "papers":
            raise NoPapersCamera("there is no papers camera")
        if cover_face:
            raise CannotCover("there is no face model")
        with self._painting:
            if not self._previewing:
                self._previewing, self._preview_told = True, False
        self._want_devices()

    def stop_preview(self) -> None:
        """Blank the live picture; the devices are let go unless a recording needs them."""
        with self._painting:
            self._previewing = False
            if not self._is_replaying():
                self._live.blank()
        self._want_devices()

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
        if cover_face or change_voice or kind == "audio":
            raise CannotCover("not yet")
        self._refuse_if_occupied()
        self._recording = Recording(Sealer(sink, recipients), profile=self._profile, max_s=max_s, post=self._tell)
        self._want_devices()

    def stop_recording(self) -> None:
        """Keep what is recorded so far; RecordingEnded follows. Without a recording nothing happens."""
        if self._recording is not None:
            self._recording.stop()

    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None:
        """Play takes (each its sealed segments, in order) one after the other to picture and speaker.

        ReplayStarted, ReplayProgress (counted over all takes)..., ReplayEnded.

        The last picture stays when it was played to the end. Raises Occupied while a recording or another replay runs.
        """
        self._refuse_if_occupied()
        with self._painting:
            self._replay = Replay(takes, identity, live=self._live, speaker=self._speaker, post=self._post)

    def stop_replay(self) -> None:
        """End the replay; ReplayEnded(STOPPED) follows. After its end the last picture is blanked."""
        if self._replay is not None:
            self._replay.stop()
        with self._painting:
            if self._replay is not None and self._replay.ended.is_set() and not self._previewing:
                self._replay = None
                self._live.blank()

    def close(self) -> None:
        """Stop all, wait for the threads, remove the live picture."""
        self.stop_replay()
        self.stop_recording()
        for running in (self._replay, self._recording):
            if running is not None:
                running.join()
        self._camera.close()
        self._microphone.close()
        self._live.close()

    def _refuse_if_occupied(self) -> None:
        if self._is_recording() or self._is_replaying():
            raise Occupied("a recording or a replay is running")

    def _is_recording(self) -> bool:
        return self._recording is not None and not self._recording.ended.is_set()

    def _is_replaying(self) -> bool:
        return self._replay is not None and not self._replay.ended.is_set()

    def _want_devices(self) -> None:
        with self._wanting:
            wanted = self._previewing or self._is_recording()
            self._camera.want(wanted=wanted)
            self._microphone.want(wanted=wanted)

    def _tell(self, fact: Fact) -> None:
        if isinstance(fact, RecordingEnded):
            self._want_devices()
        self._post(fact)

    def _saw(self, picture: Picture) -> None:
        if self._recording is not None:
            self._recording.picture(picture)
        with self._painting:
            if not self._previewing or self._is_replaying():
                return
            self._live.paint(np.asarray(picture.bgr), picture.grabbed_at_s)
            told, self._preview_told = self._preview_told, True
        if not told:
            size = self._profile.size
            self._post(PreviewStarted(self._live.path, size.width_px, size.height_px))

    def _heard(self, sound: Sound) -> None:
        if self._recording is not None:
            self._recording.sound(sound)
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
