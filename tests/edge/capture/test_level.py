"""How loud it is, between silence and full scale."""

import numpy as np
import pytest

from edge.capture.level import LevelMeter, loudness

FULL = (np.sign(np.sin(np.arange(4800))) * 32767).astype("<i2")


@pytest.mark.parametrize(
    ("samples", "level"),
    [(b"", 0.0), (bytes(960), 0.0), (FULL.tobytes(), 1.0), ((FULL // 10).astype("<i2").tobytes(), 2 / 3)],
)
def test_loudness_is_even_in_decibels(samples: bytes, level: float) -> None:
    assert loudness(samples) == pytest.approx(level, abs=0.01)


def test_a_level_is_told_ten_times_a_second() -> None:
    meter = LevelMeter()

    told = [meter.hear(FULL[:960].tobytes()) for _ in range(50)]

    assert sum(level is not None for level in told) == 10
