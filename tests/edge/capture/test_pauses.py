"""A paused recording: the pause is not in it, picture and sound stay together, the face is told all along."""

import time

import pytest

from demo.slate.check import check_clip
from edge.capture.facts import (
    RecordingEnd,
    RecordingEnded,
    RecordingPaused,
    RecordingProgress,
    RecordingResumed,
    RecordingStarted,
)
from tests.edge.capture.stage import Stage


def test_after_several_pauses_sound_and_picture_are_less_than_40_ms_apart(clip_stage: Stage) -> None:
    clip_stage.record()
    clip_stage.told.wait_for(RecordingStarted)
    for recorded_s, paused_s in ((1.3, 0.45), (1.6, 0.31), (1.2, 0.77), (0.4, 0.13)):
        time.sleep(recorded_s)
        clip_stage.studio.pause_recording()
        time.sleep(paused_s)
        clip_stage.studio.resume_recording()
    time.sleep(4.4)

    ended = clip_stage.stop()

    seen = check_clip(clip_stage.movie())
    assert ended.duration_ms == pytest.approx(8900, abs=300)
    assert len(seen.offsets_ms) >= 3
    assert seen.worst_offset_ms is not None
    assert abs(seen.worst_offset_ms) < 40


def test_progress_goes_on_in_a_pause_and_stands_still(stage: Stage) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.6)

    stage.studio.pause_recording()
    stage.told.wait_for(RecordingPaused)
    time.sleep(0.3)
    before = stage.told.all(but=())
    time.sleep(0.7)
    progress = [
        fact.elapsed_ms for fact in stage.told.all(but=())[len(before) :] if isinstance(fact, RecordingProgress)
    ]

    assert len(progress) >= 2
    assert len(set(progress)) == 1
    assert progress[0] == pytest.approx(600, abs=300)
    stage.studio.resume_recording()
    stage.told.wait_for(RecordingResumed)
    time.sleep(0.4)
    assert stage.stop().duration_ms == pytest.approx(1000, abs=300)


def test_pausing_twice_is_told_once_and_a_paused_recording_can_be_stopped(stage: Stage) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)

    stage.studio.resume_recording()
    stage.studio.pause_recording()
    stage.studio.pause_recording()
    time.sleep(1.5)
    ended = stage.stop()

    assert ended.end is RecordingEnd.STOPPED
    assert ended.duration_ms < 600
    assert stage.told.count(RecordingPaused) == 1
    assert stage.told.count(RecordingResumed) == 0


def test_the_full_length_leaves_the_pauses_out(stage: Stage) -> None:
    stage.record(max_s=1.0)
    stage.told.wait_for(RecordingStarted)
    time.sleep(0.3)
    stage.studio.pause_recording()
    time.sleep(1.2)
    assert stage.told.count(RecordingEnded) == 0

    stage.studio.resume_recording()

    ended = stage.told.wait_for(RecordingEnded)
    assert ended.end is RecordingEnd.FULL_LENGTH
    assert ended.duration_ms == pytest.approx(1000, abs=150)


def test_without_a_recording_there_is_nothing_to_pause(stage: Stage) -> None:
    stage.studio.pause_recording()
    stage.studio.resume_recording()

    assert stage.told.all() == []
