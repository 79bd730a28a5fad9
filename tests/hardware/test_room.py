"""What a simulated room does with sound; that its two devices are devices stands in the contracts of these."""

from typing import Any

import numpy as np
import pytest

from hardware.ports import SOUND_RATE_HZ
from hardware.room_fake import FakeRoom, Walls

CLAP = np.zeros(SOUND_RATE_HZ // 50, "<i2")
CLAP[0] = 20_000
LOUD = np.random.default_rng(1).normal(0, 4000, SOUND_RATE_HZ // 2).astype("<i2")


def _listened(room: FakeRoom, blocks: int) -> Any:
    return np.frombuffer(b"".join(room.microphone.listen().samples for _ in range(blocks)), "<i2").astype(float)


def _power_db(samples: Any) -> float:
    return float(10 * np.log10(np.mean(np.asarray(samples, float) ** 2) + 1e-9))


def test_what_is_played_comes_back_after_its_time_and_dies_away() -> None:
    walls = Walls(delay_s=0.1, decay_s=0.06, noise=0.0)
    room = FakeRoom(walls)
    room.speaker.open()
    room.microphone.open()
    room.speaker.play(CLAP.tobytes())

    heard = np.flatnonzero(_listened(room, 15)) / SOUND_RATE_HZ

    assert heard.min() == pytest.approx(walls.delay_s, abs=0.02)
    assert 0.01 < heard.max() - heard.min() <= walls.decay_s
    assert len(heard) == pytest.approx(walls.reflections, abs=2)


@pytest.mark.parametrize("loss_db", [6.0, 12.0])
def test_what_comes_back_is_weaker_by_the_loss(loss_db: float) -> None:
    room = FakeRoom(Walls(loss_db=loss_db, noise=0.0))
    room.speaker.open()
    room.microphone.open()
    room.speaker.play(LOUD.tobytes())

    _listened(room, 26)

    energy_db = _power_db(np.frombuffer(bytes(room.echo), "<i2")) + 10 * np.log10(len(room.echo) / 2 / len(LOUD))
    assert energy_db == pytest.approx(_power_db(LOUD) - loss_db, abs=1.5)


def test_a_speaker_that_is_closed_leaves_only_its_last_reflections() -> None:
    room = FakeRoom(Walls(noise=0.0))
    room.speaker.open()
    room.microphone.open()
    room.speaker.play(LOUD.tobytes())

    room.speaker.close()
    _listened(room, 35)

    assert not np.any(_listened(room, 5))


def test_a_villager_is_heard_as_he_speaks_and_with_the_room_around_him() -> None:
    room = FakeRoom(Walls(noise=8.0))
    room.microphone.open()
    _listened(room, 2)
    room.say(LOUD.tobytes())

    heard = _listened(room, 30)

    assert np.max(np.abs(heard[: len(LOUD)] - LOUD)) < 60
    assert np.std(heard[len(LOUD) :]) == pytest.approx(8.0, rel=0.2)
