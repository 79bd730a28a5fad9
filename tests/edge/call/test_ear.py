"""Where the villager hears the officer, and what is told of it."""

import time
from collections.abc import Callable, Iterator

import pytest

from edge.call.ear import Ear
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ
from hardware.speaker_fake import FakeSpeaker
from wire.call.engine import BLOCK_BYTES

VOICE = b"\x01\x02" * (BLOCK_BYTES // 2)


class Told:
    """Everything that was told to have been played."""

    def __init__(self) -> None:
        self.sound = bytearray()
        self.pieces = 0
        self.sleep_s = 0.0

    def __call__(self, samples: bytes, until_heard_s: float) -> None:
        assert 0 < len(samples) <= BLOCK_BYTES
        assert until_heard_s >= 0
        self.sound += samples
        self.pieces += 1
        asked_s, self.sleep_s = self.sleep_s, 0.0
        time.sleep(asked_s)

    @property
    def seconds(self) -> float:
        return len(self.sound) / SOUND_BYTES_PER_SAMPLE / SOUND_RATE_HZ


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def ear(speaker: FakeSpeaker) -> Iterator[Ear]:
    ear = Ear(speaker)
    yield ear
    ear.close()


def test_what_is_played_is_told_with_the_silence_around_it(ear: Ear, speaker: FakeSpeaker) -> None:
    told = Told()
    ear.listen(told)
    until(lambda: told.pieces > 3)

    ear.hear(VOICE)
    until(lambda: VOICE in bytes(told.sound))
    ear.close()

    length = min(len(told.sound), len(speaker.heard))
    assert told.sound[:length] == speaker.heard[:length]
    assert told.sound.count(VOICE) == 1


def test_a_speaker_that_ran_dry_was_silent_and_that_is_told_too(ear: Ear, speaker: FakeSpeaker) -> None:
    told = Told()
    ear.listen(told)
    until(lambda: told.pieces > 20)

    told.sleep_s = 0.4
    before = told.pieces
    until(lambda: told.pieces > before + 40)
    ear.close()

    missing_s = (len(told.sound) - len(speaker.heard)) / SOUND_BYTES_PER_SAMPLE / SOUND_RATE_HZ
    assert missing_s >= 0.2
    """0.1 s was waiting in the speaker when the ear fell asleep."""


def test_a_terminal_without_a_speaker_plays_nothing() -> None:
    told, ear = Told(), Ear(None)

    ear.listen(told)
    ear.hear(VOICE)
    ear.close()

    assert not told.pieces


def test_a_speaker_that_is_gone_ends_the_ear_and_nothing_else(speaker: FakeSpeaker) -> None:
    told, ear = Told(), Ear(speaker)
    speaker.plug.pull()

    ear.listen(told)
    ear.hear(VOICE)
    ear.close()

    assert not speaker.heard
    assert not told.pieces


def until(true: Callable[[], bool], within_s: float = 10.0) -> None:
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
