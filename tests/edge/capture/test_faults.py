"""What breaks while a villager speaks: each has a clear fact, and nothing recorded so far is lost."""

import errno
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from demo.slate.check import check_clip
from edge.capture.drafts import DraftDirectory
from edge.capture.facts import (
    CameraBack,
    CameraLost,
    CameraMissing,
    DiskFull,
    Level,
    MicrophoneBack,
    MicrophoneLost,
    MicrophoneMissing,
    PreviewStarted,
    RecordingEnd,
    RecordingEnded,
    RecordingStarted,
    SegmentKept,
)
from edge.capture.profile import PROFILES
from edge.capture.studio import Devices
from hardware.camera_fake import FakeCamera
from hardware.camera_opencv import OpenCvCamera
from hardware.microphone_fake import FakeMicrophone
from hardware.ports import Picture
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage
from tests.hardware.mjpeg_server import MjpegServer
from wire.errors import BadSeal

Samples = NDArray[np.float32]


def test_a_missing_camera_is_a_fact_and_is_found_when_it_comes(stage: Stage, camera: FakeCamera) -> None:
    camera.plug.pull()
    stage.studio.start_preview()
    stage.told.wait_for(CameraMissing)

    camera.plug.restore()

    stage.told.wait_for(CameraBack)
    stage.told.wait_for(PreviewStarted)
    assert stage.told.count(CameraMissing) == 1


def test_a_busy_camera_is_a_missing_camera(stage: Stage, camera: FakeCamera) -> None:
    camera.plug.occupy()

    stage.studio.start_preview()

    assert stage.told.wait_for(CameraMissing).device


def test_each_new_preview_is_told_of_a_missing_camera(stage: Stage, camera: FakeCamera) -> None:
    camera.plug.pull()
    stage.studio.start_preview()
    stage.told.wait_for(CameraMissing)

    stage.studio.stop_preview()
    stage.studio.start_preview()

    stage.told.wait_for(CameraMissing, number=2)


@pytest.mark.parametrize("fault", ["stall", "pull"])
def test_a_camera_lost_in_mid_recording_joins_again_and_the_sound_goes_on(
    stage: Stage, camera: FakeCamera, fault: str
) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.7)

    getattr(camera.plug, fault)()
    stage.told.wait_for(CameraLost)
    time.sleep(1.4)
    camera.plug.restore()
    stage.told.wait_for(CameraBack)
    time.sleep(0.7)
    ended = stage.stop()

    pictures_s, sound = _tracks(stage)
    assert ended.end is RecordingEnd.STOPPED
    assert pictures_s == sorted(set(pictures_s))
    # The last picture is held: a player never waits longer than this for the next one.
    assert np.diff(pictures_s).max() < 1.5
    assert len(sound) / 48_000 == pytest.approx(pictures_s[-1], abs=0.2)
    assert _silences_s(sound) < 0.1


def test_segments_go_on_being_kept_while_the_camera_is_lost(stage: Stage, camera: FakeCamera) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)
    camera.plug.stall()

    kept = stage.told.wait_for(SegmentKept)

    assert kept.duration_ms == pytest.approx(4000, abs=1200)


def test_a_recording_without_any_camera_is_dark_and_has_its_sound(stage: Stage, camera: FakeCamera) -> None:
    camera.plug.pull()
    stage.record()
    stage.told.wait_for(CameraMissing)
    stage.told.wait_for(RecordingStarted)
    time.sleep(2)

    ended = stage.stop()

    _, sound = _tracks(stage)
    assert len(ended.segments) == 1
    assert np.abs(sound).max() > 0.3


@pytest.mark.parametrize("fault", ["stall", "pull"])
def test_a_microphone_lost_in_mid_recording_is_silence_until_it_is_back(
    stage: Stage, microphone: FakeMicrophone, fault: str
) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.7)

    getattr(microphone.plug, fault)()
    stage.told.wait_for(MicrophoneLost)
    time.sleep(1.4)
    microphone.plug.restore()
    stage.told.wait_for(MicrophoneBack)
    time.sleep(0.7)
    stage.stop()

    pictures_s, sound = _tracks(stage)
    assert len(sound) / 48_000 == pytest.approx(pictures_s[-1], abs=0.2)
    assert 1.2 < _silences_s(sound) < 3.5


def test_a_missing_microphone_is_a_fact(stage: Stage, microphone: FakeMicrophone) -> None:
    microphone.plug.pull()

    stage.studio.start_preview()

    stage.told.wait_for(MicrophoneMissing)
    stage.told.wait_for(PreviewStarted)


def test_sound_and_picture_are_together_again_after_the_microphone_was_away(clip_stage: Stage) -> None:
    clip_stage.record()
    clip_stage.told.wait_for(RecordingStarted)
    heard = clip_stage.studio._heard
    away = (time.monotonic() + 2.0, time.monotonic() + 4.3)
    source = clip_stage.studio._microphone._source

    object.__setattr__(source, "deliver", lambda sound: None if away[0] < time.monotonic() < away[1] else heard(sound))
    time.sleep(7)
    clip_stage.stop()

    seen = check_clip(clip_stage.movie())
    assert len(seen.beeps_s) >= 2
    assert seen.worst_offset_ms is not None
    assert abs(seen.worst_offset_ms) < 40


class _SmallDisk:
    """Takes `room` segments, then is full."""

    def __init__(self, draft: DraftDirectory, room: int) -> None:
        self._draft = draft
        self._room = room

    def keep(self, index: int, sealed: bytes) -> None:
        if index >= self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._draft.keep(index, sealed)


def test_a_full_disk_ends_the_recording_and_what_was_kept_still_plays(stage: Stage) -> None:
    stage.record(_SmallDisk(stage.draft, room=1))

    ended = stage.told.wait_for(RecordingEnded)

    pictures_s, _ = _tracks(stage)
    assert stage.told.wait_for(DiskFull).index == 1
    assert ended.end is RecordingEnd.DISK_FULL
    assert len(ended.segments) == len(stage.draft.segments()) == 1
    assert pictures_s[-1] == pytest.approx(4, abs=0.2)


def test_a_disk_that_was_full_can_be_recorded_to_again(stage: Stage) -> None:
    stage.record(_SmallDisk(stage.draft, room=0), max_s=1)
    stage.told.wait_for(RecordingEnded)

    stage.record(max_s=1)

    assert stage.told.wait_for(RecordingEnded, number=2).end is RecordingEnd.FULL_LENGTH


@pytest.mark.root
def test_a_full_file_system_leaves_no_torn_segment(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("NOT TESTED: a full file system; this machine mounts nothing")
    try:
        draft = DraftDirectory(disk / "draft")
        draft.keep(0, bytes(200_000))
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            draft.keep(1, bytes(200_000))

        assert [path.name for path in (disk / "draft").iterdir()] == ["00000.age"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


class _MoodyCamera(FakeCamera):
    """Has a bug that shows once."""

    def look(self) -> Picture:
        if self.given == 5:
            self.given += 1
            raise RuntimeError("a driver's bug")
        return super().look()


def test_an_unknown_failure_of_a_driver_is_a_lost_camera_not_the_end(
    stages: Callable[[Devices], Stage], microphone: FakeMicrophone, speaker: FakeSpeaker
) -> None:
    stage = stages(Devices(_MoodyCamera(PROFILES["480p"].size), microphone, speaker))

    stage.studio.start_preview()

    stage.told.wait_for(CameraLost)
    stage.told.wait_for(CameraBack)


def test_levels_stop_with_the_preview(stage: Stage) -> None:
    stage.studio.start_preview()
    stage.told.wait_for(Level)
    stage.studio.stop_preview()
    time.sleep(0.3)

    levels = stage.told.count(Level)
    time.sleep(0.4)

    assert stage.told.count(Level) == levels


def _tracks(stage: Stage) -> tuple[list[float], Samples]:
    """The pictures' times, and the sound without the encoder's lead."""
    times: list[float] = []
    blocks: list[Samples] = []
    with av.open(stage.movie(), "r") as container:
        for frame in container.decode(video=0, audio=0):
            if isinstance(frame, av.VideoFrame):
                times.append(frame.time or 0.0)
            elif isinstance(frame, av.AudioFrame):
                blocks.append(frame.to_ndarray().reshape(-1).astype(np.float32))
    return times, np.concatenate(blocks)[2048:]


def _silences_s(sound: Samples) -> float:
    """How much of the hum is missing."""
    blocks = sound[: len(sound) // 480 * 480].reshape(-1, 480)
    return float((np.abs(blocks).max(axis=1) < 0.05).sum()) / 100


def test_a_network_camera_that_hangs_is_called_again(
    stages: Callable[[Devices], Stage], microphone: FakeMicrophone, speaker: FakeSpeaker
) -> None:
    server = MjpegServer()
    camera = OpenCvCamera(server.url, PROFILES["480p"].size, open_timeout_s=1, read_timeout_s=0.5)
    stage = stages(Devices(camera, microphone, speaker))
    stage.record()
    stage.told.wait_for(RecordingStarted)
    time.sleep(1)

    server.stall()
    stage.told.wait_for(CameraLost)
    server.restore()
    stage.told.wait_for(CameraBack)
    time.sleep(0.7)
    ended = stage.stop()
    server.close()

    pictures_s, _ = _tracks(stage)
    assert ended.pictures > 30
    assert np.diff(pictures_s).max() < 1.5


def test_recipients_that_are_none_are_refused_before_anything_is_recorded(stage: Stage) -> None:
    for recipients in ([], ["age1nobody"], ["张三"]):
        with pytest.raises(BadSeal):
            stage.studio.start_recording(stage.draft, recipients)

    stage.record(max_s=0.5)
    assert stage.told.wait_for(RecordingEnded).end is RecordingEnd.FULL_LENGTH


class _WrongSizeCamera(FakeCamera):
    """A driver that breaks its promise in the middle."""

    def look(self) -> Picture:
        picture = super().look()
        if self.given < 40:
            return picture
        return Picture(memoryview(bytes(30)).cast("B", (2, 5, 3)), picture.grabbed_at_s)


def test_a_recording_that_breaks_still_ends_and_another_can_begin(
    stages: Callable[[Devices], Stage], microphone: FakeMicrophone, speaker: FakeSpeaker
) -> None:
    camera = _WrongSizeCamera(PROFILES["480p"].size)
    stage = stages(Devices(camera, microphone, speaker))
    stage.record()

    ended = stage.told.wait_for(RecordingEnded)
    camera.given = -1000
    stage.record(max_s=1)

    assert ended.end is RecordingEnd.BROKEN
    assert stage.told.count(DiskFull) == 0
    assert stage.told.wait_for(RecordingEnded, number=2).end is RecordingEnd.FULL_LENGTH
