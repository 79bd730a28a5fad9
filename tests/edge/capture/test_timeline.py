"""The recording's own time: what happened in a pause has no place in it, and nothing else moves apart."""

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.capture.timeline import Timeline
from hardware.ports import SOUND_RATE_HZ, Sound

BLOCK_S = 0.02


def test_nothing_moves_without_a_pause() -> None:
    timeline = Timeline()

    assert timeline.place(12.5) == 12.5
    assert timeline.cut(Sound(bytes(40), 3.0)) == [Sound(bytes(40), 3.0)]
    assert abs(timeline.now() - time.monotonic()) < 0.05


def test_time_stands_still_while_it_is_paused() -> None:
    timeline = Timeline()

    assert timeline.pause()
    before_s = timeline.now()
    time.sleep(0.05)

    assert timeline.is_paused
    assert timeline.now() == before_s
    assert timeline.place(time.monotonic()) is None
    assert timeline.resume()
    assert timeline.now() - before_s < 0.04


def test_a_second_pause_or_resume_changes_nothing() -> None:
    timeline = Timeline()

    assert not timeline.resume()
    assert timeline.pause()
    assert not timeline.pause()
    assert timeline.resume()
    assert not timeline.resume()


def test_what_was_seen_before_a_pause_keeps_its_place_even_if_it_comes_late() -> None:
    timeline = _paused((10.0, 15.0))

    assert timeline.place(9.9) == 9.9
    assert timeline.place(12.0) is None
    assert timeline.place(15.5) == 10.5


def test_a_block_is_cut_where_the_pause_begins_and_ends() -> None:
    timeline = _paused((10.0, 15.0))
    samples = bytes(range(200)) * 5
    length_s = 500 / SOUND_RATE_HZ

    before = timeline.cut(Sound(samples, 10.0 - 0.4 * length_s))
    after = timeline.cut(Sound(samples, 15.0 - 0.4 * length_s))
    within = timeline.cut(Sound(samples, 12.0))

    assert [piece.samples for piece in before] == [samples[:400]]
    assert [piece.samples for piece in after] == [samples[400:]]
    assert abs(after[0].began_at_s - 10.0) < 1e-6
    assert within == []


@given(st.lists(st.floats(0.001, 3.0), min_size=2, max_size=12), st.floats(0, 0.02))
@settings(max_examples=40, deadline=None)
def test_the_pieces_of_gapless_sound_stay_gapless_over_any_pauses(stretches: list[float], shift_s: float) -> None:
    turns = [sum(stretches[: index + 1]) for index in range(len(stretches))]
    timeline = _paused(*zip(turns[0::2], turns[1::2], strict=False))
    blocks = [Sound(bytes(1920), shift_s + index * BLOCK_S) for index in range(int(turns[-1] / BLOCK_S) + 2)]

    pieces = [piece for block in blocks for piece in timeline.cut(block)]

    for piece, following in pairwise(pieces):
        ended_at_s = piece.began_at_s + len(piece.samples) / 2 / SOUND_RATE_HZ
        assert abs(following.began_at_s - ended_at_s) < 2 / SOUND_RATE_HZ
    heard_s = sum(len(piece.samples) for piece in pieces) / 2 / SOUND_RATE_HZ
    paused_s = sum(ended - began for began, ended in zip(turns[0::2], turns[1::2], strict=False))
    assert abs(heard_s - (len(blocks) * BLOCK_S - paused_s)) < 0.021


def _paused(*pauses: tuple[float, float]) -> Timeline:
    timeline = Timeline()
    timeline._pauses = list(pauses)
    return timeline
