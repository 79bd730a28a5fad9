"""A draft is played back from its sealed segments, and from nothing else."""

import time
from pathlib import Path

import numpy as np
import pytest

from edge.capture.drafts import DraftDirectory
from edge.capture.errors import Occupied
from edge.capture.facts import (
    RecordingEnded,
    RecordingStarted,
    ReplayEnd,
    ReplayEnded,
    ReplayProgress,
    ReplayStarted,
    SpeakerMissing,
)
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage, Watcher
from wire.picture import read_header
from wire.seal.age import DraftIdentity


def test_picture_and_sound_are_played_in_real_time(stage: Stage, speaker: FakeSpeaker) -> None:
    stage.record(max_s=2)
    stage.told.wait_for(RecordingEnded)

    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)
    began_s = time.monotonic()
    ended = stage.told.wait_for(ReplayEnded)

    assert ended.end is ReplayEnd.PLAYED
    assert time.monotonic() - began_s == pytest.approx(2, abs=0.4)
    assert stage.told.count(ReplayProgress) >= 8
    heard = np.frombuffer(bytes(speaker.heard), "<i2")
    assert len(heard) / 48_000 == pytest.approx(2.3, abs=0.2)
    assert np.abs(heard[-48_000:]).max() > 8_000


def test_flash_and_beep_are_replayed_together(clip_stage: Stage, speaker: FakeSpeaker) -> None:
    clip_stage.record(max_s=3)
    clip_stage.told.wait_for(RecordingEnded)
    watcher = Watcher(clip_stage.picture_path)

    clip_stage.studio.start_replay([clip_stage.draft.segments()], clip_stage.identity)
    flashes_s = watcher.watch(lambda: clip_stage.told.count(ReplayEnded) > 0)

    assert speaker.began_at_s is not None
    beeps_s = [speaker.began_at_s + at_s for at_s in beeps_in(bytes(speaker.heard))]
    # One that the recording began in may have lost its beep, which was over by then.
    whole_s = [flash_s for flash_s in flashes_s if flash_s > speaker.began_at_s + 0.3 + 0.2]
    assert len(whole_s) >= 1
    for flash_s in whole_s:
        assert min(abs(beep_s - flash_s) for beep_s in beeps_s) < 0.08


def test_a_replay_can_be_stopped_and_leaves_a_black_picture(stage: Stage) -> None:
    stage.record(max_s=3)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)

    stage.studio.stop_replay()

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.STOPPED
    assert not any(stage.picture_path.read_bytes()[64:])


def test_stopping_after_the_end_takes_the_last_picture_away(stage: Stage) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayEnded)
    last = stage.picture_path.read_bytes()[64:]

    stage.studio.stop_replay()

    assert any(last)
    assert not any(stage.picture_path.read_bytes()[64:])
    assert stage.told.count(ReplayEnded) == 1


def test_without_a_speaker_the_picture_still_moves(stage: Stage, speaker: FakeSpeaker) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    speaker.plug.pull()

    stage.studio.start_replay([stage.draft.segments()], stage.identity)

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.PLAYED
    assert stage.told.count(SpeakerMissing) == 1


def test_a_speaker_unplugged_while_it_plays_does_not_stop_the_picture(stage: Stage, speaker: FakeSpeaker) -> None:
    stage.record(max_s=2)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)

    speaker.plug.pull()

    stage.told.wait_for(SpeakerMissing)
    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.PLAYED


def test_another_identity_opens_nothing(stage: Stage) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)

    stage.studio.start_replay([stage.draft.segments()], DraftIdentity.generate())

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.BROKEN
    assert stage.told.count(ReplayStarted) == 0


@pytest.mark.parametrize("damage", ["torn", "turned", "gone", "empty"])
def test_a_damaged_segment_ends_the_replay(stage: Stage, damage: str) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    (segment,) = stage.draft.segments()
    sealed = segment.read_bytes()
    damaged = {"torn": sealed[:-100], "turned": sealed[:-1] + bytes([sealed[-1] ^ 1]), "empty": b"", "gone": b""}
    segment.write_bytes(damaged[damage])
    if damage == "gone":
        segment.unlink()

    stage.studio.start_replay([[segment]], stage.identity)

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.BROKEN


def test_no_segments_are_no_replay(stage: Stage) -> None:
    stage.studio.start_replay([], stage.identity)

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.BROKEN


def test_a_recording_is_refused_while_a_replay_runs(stage: Stage) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()], stage.identity)

    with pytest.raises(Occupied):
        stage.record()

    stage.told.wait_for(ReplayEnded)
    stage.record()
    stage.told.wait_for(RecordingStarted, number=2)


def test_the_preview_does_not_paint_over_a_replay_and_goes_on_after_it(stage: Stage) -> None:
    stage.studio.start_preview()
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()], stage.identity)
    stage.told.wait_for(ReplayStarted)

    first = _sequence(stage)
    stage.told.wait_for(ReplayProgress, number=3)
    during = _sequence(stage) - first
    stage.told.wait_for(ReplayEnded)
    after = _sequence(stage)
    time.sleep(0.5)

    # 25 Hz of one painter, not of two.
    assert during <= 18
    assert _sequence(stage) > after


def _sequence(stage: Stage) -> int:
    header = read_header(stage.picture_path.read_bytes()[:64])
    assert header is not None
    return header.sequence


def beeps_in(samples: bytes) -> list[float]:
    """Where the slate's tone begins, in seconds."""
    sound = np.frombuffer(samples, "<i2").astype(float) / 32768
    windows = sound[: len(sound) // 96 * 96].reshape(-1, 96)
    tone = np.abs(windows @ np.exp(-2j * np.pi * 2000 * np.arange(96) / 48_000)) / 48 > 0.2
    begins = np.flatnonzero(tone[1:-1] & ~tone[:-2] & tone[2:]) + 1
    return [float(index) * 0.002 for index in begins]


def test_several_takes_are_played_one_after_the_other(stage: Stage, speaker: FakeSpeaker, tmp_path: Path) -> None:
    drafts = [DraftDirectory(tmp_path / f"take-{number}") for number in range(3)]
    for number, draft in enumerate(drafts):
        stage.record(draft, max_s=1, kind="audio" if number == 1 else "video")
        stage.told.wait_for(RecordingEnded, number=number + 1)

    stage.studio.start_replay([draft.segments() for draft in drafts], stage.identity)
    stage.told.wait_for(ReplayStarted)
    began_s = time.monotonic()
    ended = stage.told.wait_for(ReplayEnded)

    progress = [fact.elapsed_ms for fact in stage.told.all() if isinstance(fact, ReplayProgress)]
    assert ended.end is ReplayEnd.PLAYED
    # Each take is led in by 0.3 s of silence for the sound card.
    assert time.monotonic() - began_s == pytest.approx(3.6, abs=1.0)
    assert progress == sorted(progress)
    assert progress[-1] == pytest.approx(2900, abs=250)
    assert stage.told.count(ReplayStarted) == 1


def test_a_replay_of_several_takes_can_be_stopped_in_the_second(stage: Stage) -> None:
    stage.record(max_s=1)
    stage.told.wait_for(RecordingEnded)
    stage.studio.start_replay([stage.draft.segments()] * 3, stage.identity)
    stage.told.wait_for(ReplayProgress, number=7)

    stage.studio.stop_replay()

    assert stage.told.wait_for(ReplayEnded).end is ReplayEnd.STOPPED
    assert not any(stage.picture_path.read_bytes()[64:])
