"""What was played and what was heard find each other, whichever comes late."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.echo.story import OFFICER, voice
from edge.call.cleaner import Cleaner
from edge.devices import engine_command
from tests.edge.cast import Cast
from wire.call.engine import BLOCK_BYTES
from wire.terminal_config import SpeakerSection

BLOCK = BLOCK_BYTES // 2
LATE = 12
"""Blocks from the loudspeaker's buffer to the microphone."""
LEAST_DB = 20.0


@pytest.fixture(scope="module")
def far() -> bytes:
    return voice(OFFICER)[: 1000 * BLOCK_BYTES]


@pytest.mark.parametrize("order", ["even", "late ears", "late mouths", "lost"])
def test_an_echo_is_taken_out_in_whatever_order_it_is_told(far: bytes, order: str) -> None:
    cleaner, cleaned = Cleaner(), b""
    sound = np.frombuffer(far, "<i2").astype(float)
    heard = np.concatenate([np.zeros(LATE * BLOCK), 0.4 * sound]).astype("<i2").tobytes()

    for kind, at in _orders(order, len(far) // BLOCK_BYTES):
        block = slice(at * BLOCK_BYTES, (at + 1) * BLOCK_BYTES)
        if kind == "played":
            cleaner.played(far[block], until_heard_ms=100)
        else:
            cleaned += cleaner.cleaned(heard[block])

    steady = 600 * BLOCK_BYTES
    left_db = _power_db(cleaned[steady:]) - _power_db(heard[steady : len(cleaned)])
    assert left_db <= -LEAST_DB


def test_a_voice_goes_on_when_the_loudspeaker_falls_silent_for_good() -> None:
    cleaner, villager = Cleaner(), voice("step.agree_to_inquiry")[: 300 * BLOCK_BYTES]
    for _ in range(10):
        cleaner.played(bytes(BLOCK_BYTES), until_heard_ms=100)

    cleaned = b"".join(
        cleaner.cleaned(villager[at : at + 2 * BLOCK_BYTES]) for at in range(0, len(villager), 2 * BLOCK_BYTES)
    )

    assert len(cleaned) == len(villager)
    assert _power_db(cleaned) > _power_db(villager) - 3


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000)), max_size=60))
def test_nothing_is_made_up_and_little_is_held_back(pieces: list[tuple[bool, int]]) -> None:
    cleaner, given_, came = Cleaner(), 0, 0

    for is_played, length in pieces:
        if is_played:
            cleaner.played(bytes(length), until_heard_ms=50)
        else:
            given_ += length
            came += len(cleaner.cleaned(bytes(length)))

    assert came % BLOCK_BYTES == 0
    assert 0 <= given_ - came < 8 * BLOCK_BYTES


@pytest.mark.parametrize(("handset", "asked"), [("", set()), ("USB PnP", {"--handset"})])
def test_an_echo_is_looked_for_where_there_is_no_handset(cast: Cast, handset: str, asked: set[str]) -> None:
    config = msgspec.structs.replace(cast.config, speaker=SpeakerSection(sink="default", handset=handset))

    line = engine_command(config, Path("/near"), Path("/far")).line(7)

    assert {"--handset", "--raw-voice"} & set(line) == asked


def test_a_terminal_may_leave_everything_in(cast: Cast) -> None:
    call = msgspec.structs.replace(cast.config.call, cleans_voice=False)

    line = engine_command(msgspec.structs.replace(cast.config, call=call), Path("/near"), Path("/far")).line(7)

    assert "--raw-voice" in line


def test_with_a_handset_what_is_played_changes_nothing(far: bytes) -> None:
    beside, alone = Cleaner(echoes=False), Cleaner(echoes=False)
    villager = voice("step.agree_to_inquiry")[: 200 * BLOCK_BYTES]

    beside.played(far[: 200 * BLOCK_BYTES], until_heard_ms=100)

    assert beside.cleaned(villager) == alone.cleaned(villager)


def _orders(order: str, blocks: int) -> Iterator[tuple[str, int]]:
    """The loudspeaker is filled first; then each is told as it comes, or one side up to 90 ms late now and then.

    Lost: what was played in the first 0.3 s is never told.
    """
    yield from (("played", at) for at in range(10))
    for at in range(0, blocks - 20, 10):
        heard = [("heard", at + one) for one in range(10)]
        played = [("played", at + 10 + one) for one in range(10)]
        late = order.startswith("late") and at % 70 == 0
        if order == "lost" and at < 30:
            yield from heard
        elif not late:
            yield from (one for pair in zip(heard, played, strict=True) for one in pair)
        else:
            yield from (played + heard if order == "late ears" else heard + played)


def _power_db(sound: bytes) -> float:
    samples = np.frombuffer(sound, "<i2").astype(float)
    return float(10 * np.log10(np.mean(samples * samples) + 1))
