"""Silence is cut, bad recordings are told, and all prompts are equally loud."""

import random

import numpy as np
import pytest

from edge.speech.loudness import Flaw, evened, flaw, trimmed
from edge.speech.sound import length_s, silence
from tests.edge.speech.packs import tone


def room(seconds: float, *, loudness: float = 0.002) -> bytes:
    """The hum of a room in which nobody speaks."""
    noise = np.random.default_rng(1).normal(0, loudness * 32767, round(seconds * 48_000))
    return noise.astype("<i2").tobytes()


def test_the_silence_around_the_speech_is_cut() -> None:
    cut = trimmed(room(1.5) + tone(300, 1.0) + room(2.0))

    assert length_s(cut) == pytest.approx(1.3, abs=0.06)


def test_a_pause_in_the_middle_stays() -> None:
    cut = trimmed(room(1.0) + tone(300, 0.5) + room(0.8) + tone(300, 0.5) + room(1.0))

    assert length_s(cut) == pytest.approx(2.1, abs=0.06)


@pytest.mark.parametrize("samples", [b"", b"\x00", silence(2.0)], ids=["nothing", "half a sample", "silence"])
def test_silence_is_nothing(samples: bytes) -> None:
    assert trimmed(samples) == b""
    assert flaw(trimmed(samples)) == Flaw.TOO_SHORT


@pytest.mark.parametrize(
    ("samples", "wrong"),
    [
        (tone(300, 1.0), None),
        (tone(300, 0.1), Flaw.TOO_SHORT),
        (tone(300, 1.0, loudness=0.005), Flaw.TOO_QUIET),
        (tone(300, 1.0, loudness=0.7), Flaw.TOO_LOUD),
        (tone(300, 0.9, loudness=0.1) + tone(300, 0.1, loudness=1.0), Flaw.TOO_LOUD),
    ],
)
def test_flaws_are_told(samples: bytes, wrong: Flaw | None) -> None:
    assert flaw(samples) == wrong


def test_quiet_and_loud_speakers_end_up_equally_loud() -> None:
    rng = random.Random(1)  # noqa: S311  # no secret
    levels = [
        np.sqrt(np.mean(np.frombuffer(evened(tone(300, 1.0, loudness=rng.uniform(0.05, 0.5))), "<i2") ** 2.0))
        for _ in range(5)
    ]

    assert max(levels) / min(levels) < 1.05
