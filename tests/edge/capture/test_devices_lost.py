"""Both devices vanish while a villager speaks: the recording waits for them, and ends honestly when they stay away."""

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import av
import pytest

from edge.capture.facts import (
    CameraBack,
    CameraLost,
    Fact,
    MicrophoneBack,
    MicrophoneLost,
    RecordingEnd,
    RecordingEnded,
    RecordingPaused,
    RecordingProgress,
    RecordingStarted,
    SegmentKept,
)
from edge.capture.profile import PROFILES
from edge.capture.recorder import Recording
from edge.capture.segments import Sealer
from edge.capture.tape import Wish
from hardware.camera_fake import FakeCamera
from hardware.microphone_fake import FakeMicrophone
from hardware.ports import SOUND_RATE_HZ, Sound
from tests.edge.capture.stage import Stage
from wire.port_words import TakeKind

PROFILE = PROFILES["480p"]
Begin = Callable[[TakeKind], Recording]


def test_both_come_back_and_the_recording_is_whole(
    stage: Stage, camera: FakeCamera, microphone: FakeMicrophone
) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.6)
    camera.plug.pull()
    microphone.plug.pull()
    stage.told.wait_for(CameraLost)
    stage.told.wait_for(MicrophoneLost)
    time.sleep(1.6)

    camera.plug.restore()
    microphone.plug.restore()
    stage.told.wait_for(CameraBack)
    stage.told.wait_for(MicrophoneBack)
    time.sleep(0.6)
    ended = stage.stop()

    assert ended.end is RecordingEnd.STOPPED
    with av.open(stage.movie(), "r") as movie:
        times = [frame.time or 0.0 for frame in movie.decode(video=0)]
    assert max(later - sooner for sooner, later in pairwise(times)) < 1.5
    assert times[-1] * 1000 == pytest.approx(ended.duration_ms, abs=100)


@pytest.fixture
def begin(stage: Stage) -> Begin:
    """A recording that gives its devices up after 1.5 seconds."""

    def make(kind: TakeKind) -> Recording:
        sealer = Sealer(stage.draft, [stage.identity.recipient])
        return Recording(sealer, Wish(PROFILE, kind=kind), stage.told.post, devices_lost_s=1.5)

    return make


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_when_they_stay_away_it_ends_and_keeps_what_there_is(begin: Begin, stage: Stage, kind: TakeKind) -> None:
    recording = begin(kind)
    camera, microphone = FakeCamera(PROFILE.size), FakeMicrophone()
    camera.open()
    microphone.open()
    for _ in range(20):
        recording.picture(camera.look())
        recording.sound(microphone.listen())
        recording.sound(microphone.listen())
    went_s = time.monotonic()

    ended = stage.told.wait_for(RecordingEnded)

    assert ended.end is RecordingEnd.DEVICES_LOST
    assert time.monotonic() - went_s == pytest.approx(1.5, abs=0.6)
    assert len(ended.segments) == stage.told.count(SegmentKept) == len(stage.draft.segments()) == 1
    assert ended.duration_ms >= 750


def test_devices_that_never_come_end_it_as_well(begin: Begin, stage: Stage) -> None:
    begin("video")

    ended = stage.told.wait_for(RecordingEnded)

    assert ended.end is RecordingEnd.DEVICES_LOST
    assert ended.pictures == 0


def test_one_device_is_enough_to_go_on(begin: Begin, stage: Stage) -> None:
    recording = begin("video")
    microphone = FakeMicrophone()
    microphone.open()
    for _ in range(110):
        recording.sound(microphone.listen())

    assert stage.told.count(RecordingEnded) == 0
    recording.stop()
    assert stage.told.wait_for(RecordingEnded).end is RecordingEnd.STOPPED


def test_a_pause_is_no_loss(begin: Begin, stage: Stage) -> None:
    recording = begin("video")
    camera = FakeCamera(PROFILE.size)
    camera.open()
    recording.pause()
    stage.told.wait_for(RecordingPaused)
    for _ in range(50):
        recording.picture(camera.look())

    assert stage.told.count(RecordingEnded) == 0
    recording.stop()
    assert stage.told.wait_for(RecordingEnded).duration_ms == 0


def test_a_terminal_that_stood_still_goes_on_recording(stage: Stage) -> None:
    """Stopped by its system for a while, it finds everything silent when it wakes; nothing was unplugged."""
    asleep = threading.Event()

    def post(fact: Fact) -> None:
        stage.told.post(fact)
        if isinstance(fact, RecordingProgress) and not asleep.is_set():
            asleep.set()
            time.sleep(2.5)

    sealer = Sealer(stage.draft, [stage.identity.recipient])
    recording = Recording(sealer, Wish(PROFILE, kind="audio"), post, devices_lost_s=1.5)
    while not asleep.is_set():
        recording.sound(_silence())
        time.sleep(0.02)
    time.sleep(2.6)
    recording.sound(_silence())
    time.sleep(0.2)
    recording.stop()
    recording.join()

    assert stage.told.wait_for(RecordingEnded).end is RecordingEnd.STOPPED


def _silence() -> Sound:
    return Sound(bytes(SOUND_RATE_HZ // 50 * 2), time.monotonic() - 0.02)
