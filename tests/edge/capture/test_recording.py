"""A recording with everything in its place: synchronous, whole, sealed, playable."""

import hashlib
import subprocess
import time
from pathlib import Path

import av
import pyrage
import pytest

from demo.slate.check import check_clip
from edge.capture.errors import Occupied
from edge.capture.facts import (
    FacesSeen,
    Level,
    RecordingEnd,
    RecordingEnded,
    RecordingProgress,
    RecordingStarted,
    ReplayEnded,
    SegmentKept,
)
from hardware.microphone_fake import FakeMicrophone
from tests.edge.capture.stage import Stage
from wire.seal.padding import bucket


def test_sound_and_picture_are_less_than_40_ms_apart_and_no_picture_is_dropped(clip_stage: Stage) -> None:
    clip_stage.studio.start_preview()
    clip_stage.record()
    time.sleep(6.5)

    ended = clip_stage.stop()

    seen = check_clip(clip_stage.movie())
    assert len(seen.offsets_ms) >= 3
    assert seen.worst_offset_ms is not None
    assert abs(seen.worst_offset_ms) < 40
    assert seen.missing_pictures == 0
    assert ended.dropped_pictures == 0
    assert ended.pictures == seen.pictures
    assert seen.pictures == pytest.approx(6.5 * 25, abs=5)


def test_segments_of_about_four_seconds_are_kept_while_it_records(stage: Stage) -> None:
    stage.record()

    first = stage.told.wait_for(SegmentKept)
    ended = stage.stop()

    assert first.index == 0
    assert first.duration_ms == pytest.approx(4000, abs=100)
    assert ended.segments[0] == first
    assert ended.duration_ms == ended.segments[-1].duration_ms


def test_what_is_told_of_a_segment_is_what_is_kept(stage: Stage) -> None:
    stage.record(max_s=4.6)

    ended = stage.told.wait_for(RecordingEnded)

    kept = [path.read_bytes() for path in stage.draft.segments()]
    assert [len(sealed) for sealed in kept] == [segment.sealed_bytes for segment in ended.segments]
    assert [hashlib.sha256(sealed).hexdigest() for sealed in kept] == [part.sha256 for part in ended.segments]


def test_a_segments_length_is_padded_to_a_bucket(stage: Stage) -> None:
    stage.record(max_s=1.5)
    stage.told.wait_for(RecordingEnded)

    (segment,) = stage.draft.segments()

    plaintext = stage.identity.open(segment.read_bytes())
    assert bucket(len(plaintext)) == len(plaintext)


def test_debians_age_opens_the_segments_and_any_player_plays_them(clip_stage: Stage, tmp_path: Path) -> None:
    office = pyrage.x25519.Identity.generate()
    key = tmp_path / "office.agekey"
    key.write_text(str(office), encoding="ascii")
    clip_stage.studio.start_recording(clip_stage.draft, [clip_stage.identity.recipient, str(office.to_public())])
    time.sleep(5)
    clip_stage.stop()

    movie = tmp_path / "movie.mp4"
    with movie.open("wb") as whole:
        for part in clip_stage.draft.segments():
            subprocess.run(["age", "-d", "-i", str(key), str(part)], stdout=whole, check=True)

    probe = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames"]
    told = subprocess.run([*probe, "-of", "csv=p=0", str(movie)], capture_output=True, text=True, check=True)
    streams = dict(line.split(",")[:2] for line in told.stdout.split())
    assert told.stderr == ""
    assert int(streams["h264"]) == pytest.approx(125, abs=6)
    assert int(streams["aac"]) == pytest.approx(5 * 48_000 / 1024, abs=12)


def test_a_segment_begins_with_a_keyframe(stage: Stage) -> None:
    stage.record(max_s=4.6)
    stage.told.wait_for(RecordingEnded)
    first, second = stage.draft.segments()

    pictures_of_first = len(_keyframes(stage, [first]))

    assert _keyframes(stage, [first, second])[pictures_of_first]


def _keyframes(stage: Stage, segments: list[Path]) -> list[bool]:
    """For each picture: is it one that needs no other?"""
    with av.open(stage.movie(segments), "r") as container:
        return [packet.is_keyframe for packet in container.demux(video=0) if packet.size]


def test_a_recording_ends_at_its_full_length(stage: Stage) -> None:
    stage.record(max_s=1.0)

    ended = stage.told.wait_for(RecordingEnded)

    assert ended.end is RecordingEnd.FULL_LENGTH
    assert ended.duration_ms == pytest.approx(1000, abs=100)


def test_the_facts_of_a_recording_come_in_order(stage: Stage) -> None:
    stage.record(max_s=1.0)

    stage.told.wait_for(RecordingEnded)

    kinds = [type(fact) for fact in stage.told.all(but=(Level, RecordingProgress, FacesSeen))]
    assert kinds == [RecordingStarted, SegmentKept, RecordingEnded]
    assert stage.told.count(RecordingProgress) >= 4


def test_a_recording_without_a_preview_opens_the_devices_and_lets_them_go(stage: Stage) -> None:
    stage.record(max_s=0.5)

    stage.told.wait_for(RecordingEnded)
    time.sleep(0.3)
    levels = stage.told.count(Level)
    time.sleep(0.3)

    assert stage.told.count(Level) == levels


def test_a_second_recording_or_a_replay_is_refused_while_one_runs(stage: Stage) -> None:
    stage.record()
    stage.told.wait_for(RecordingStarted)

    with pytest.raises(Occupied):
        stage.record()
    with pytest.raises(Occupied):
        stage.studio.start_replay([], stage.identity)

    assert stage.stop().end is RecordingEnd.STOPPED
    assert stage.told.count(ReplayEnded) == 0


def test_one_recording_after_the_other(stage: Stage, tmp_path: Path) -> None:
    stage.studio.start_preview()
    stage.record(max_s=0.6)
    first = stage.told.wait_for(RecordingEnded)

    stage.record(max_s=0.6)
    second = stage.told.wait_for(RecordingEnded, number=2)

    assert first.end is second.end is RecordingEnd.FULL_LENGTH
    assert second.pictures == pytest.approx(15, abs=3)


def test_a_recording_stopped_before_it_began_keeps_nothing(stage: Stage) -> None:
    stage.record()

    ended = stage.stop()

    assert ended.end is RecordingEnd.STOPPED
    assert len(ended.segments) <= 1


def test_stopping_without_a_recording_changes_nothing(stage: Stage) -> None:
    stage.studio.stop_recording()
    stage.studio.stop_replay()
    stage.studio.stop_preview()

    assert stage.told.all() == []


def test_the_level_follows_the_voice(stage: Stage, microphone: FakeMicrophone) -> None:
    stage.studio.start_preview()

    level = stage.told.wait_for(Level, number=3)

    # A hum of half the full scale is 9 dB below it.
    assert level.loudness == pytest.approx(1 - 9 / 60, abs=0.02)
