"""A recording of sound alone: no camera is opened, it is sealed like any other, and replayed before a calm picture."""

import hashlib
import time

import av
import numpy as np
import pytest

from edge.capture.facts import (
    CameraMissing,
    MicrophoneBack,
    MicrophoneLost,
    RecordingEnd,
    RecordingEnded,
    RecordingProgress,
    RecordingStarted,
    ReplayEnd,
    ReplayEnded,
    ReplayProgress,
    ReplayStarted,
)
from hardware.camera_fake import FakeCamera
from hardware.microphone_fake import FakeMicrophone
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage
from wire.picture import HEADER_BYTES, read_header
from wire.seal.padding import bucket


def test_no_camera_is_opened_and_there_is_nothing_but_sound(stage: Stage, camera: FakeCamera) -> None:
    camera.plug.pull()
    stage.record(max_s=4.6, kind="audio")

    ended = stage.told.wait_for(RecordingEnded)

    assert ended.end is RecordingEnd.FULL_LENGTH
    assert ended.duration_ms == pytest.approx(4600, abs=100)
    assert len(ended.segments) == 2
    assert ended.segments[0].duration_ms == pytest.approx(4000, abs=100)
    assert stage.told.count(CameraMissing) == 0
    assert stage.told.count(RecordingProgress) >= 15
    kept = [path.read_bytes() for path in stage.draft.segments()]
    assert [hashlib.sha256(sealed).hexdigest() for sealed in kept] == [part.sha256 for part in ended.segments]
    opened = [stage.identity.open(sealed) for sealed in kept]
    assert [bucket(len(segment)) for segment in opened] == [len(segment) for segment in opened]
    with av.open(stage.movie(), "r") as movie:
        assert [stream.type for stream in movie.streams] == ["audio"]
        sound = np.concatenate([frame.to_ndarray().reshape(-1) for frame in movie.decode(audio=0)])
    assert len(sound) / 48_000 == pytest.approx(4.6, abs=0.15)
    assert np.abs(sound[-4800:]).max() > 0.3


def test_it_is_replayed_before_a_calm_picture_that_follows_the_voice(stage: Stage, speaker: FakeSpeaker) -> None:
    stage.record(max_s=1.5, kind="audio")
    stage.told.wait_for(RecordingEnded)

    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)
    began_s = time.monotonic()
    stage.told.wait_for(ReplayProgress, number=4)
    picture = _seen(stage)
    ended = stage.told.wait_for(ReplayEnded)

    assert ended.end is ReplayEnd.PLAYED
    assert time.monotonic() - began_s == pytest.approx(1.5, abs=0.5)
    assert np.abs(np.frombuffer(bytes(speaker.heard), "<i2")[-24_000:]).max() > 8_000
    assert picture.max() < 160
    assert picture[0, 0].max() < 60 < picture[180, 320].min()


def test_without_a_speaker_its_replay_still_ends_in_time(stage: Stage, speaker: FakeSpeaker) -> None:
    stage.record(max_s=1, kind="audio")
    stage.told.wait_for(RecordingEnded)
    speaker.plug.pull()

    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)
    began_s = time.monotonic()

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.PLAYED
    assert time.monotonic() - began_s == pytest.approx(1, abs=0.4)


def test_a_microphone_lost_in_mid_recording_is_silence_and_the_segments_go_on(
    stage: Stage, microphone: FakeMicrophone
) -> None:
    stage.record(kind="audio")
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.6)
    microphone.plug.stall()
    stage.told.wait_for(MicrophoneLost)
    time.sleep(1.4)
    microphone.plug.restore()
    stage.told.wait_for(MicrophoneBack)
    time.sleep(0.6)

    ended = stage.stop()

    assert ended.end is RecordingEnd.STOPPED
    assert ended.duration_ms > 2500


def test_it_can_be_paused(stage: Stage) -> None:
    stage.record(kind="audio")
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.5)
    stage.studio.pause_recording()
    time.sleep(1.3)
    stage.studio.resume_recording()
    time.sleep(0.5)

    assert stage.stop().duration_ms == pytest.approx(1000, abs=200)


def _seen(stage: Stage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    memory = stage.picture_path.read_bytes()
    header = read_header(memory[:HEADER_BYTES])
    assert header is not None
    pixels = np.frombuffer(memory, np.uint8, count=header.length, offset=header.offset)
    return pixels.reshape(header.height, header.width, 3)
