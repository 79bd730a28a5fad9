"""Pictures that carry a number and sounds that carry a pitch, to tell what arrived from what was sent."""

import math
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

WIDTH, HEIGHT = 640, 480
BITS = 8
RATE_HZ = 48_000


def coded(number: int, *, width: int = WIDTH, height: int = HEIGHT) -> Any:
    """Eight bars, white for a one; the same in every order of colours."""
    picture = np.full((height, width, 3), 40, np.uint8)
    bar = width // BITS
    for bit in range(BITS):
        if number >> bit & 1:
            picture[:, bit * bar : (bit + 1) * bar] = 215
    return picture


def number_of(picture: Any) -> int:
    """What `coded` put in, also after a codec and at another size."""
    height, width = picture.shape[:2]
    bar = width / BITS
    row = picture[height // 2 - 8 : height // 2 + 8].mean(axis=(0, 2))
    return sum(int(row[int((bit + 0.5) * bar)] > 127) << bit for bit in range(BITS))


def tone(hertz: float, start: int, samples: int) -> bytes:
    """`samples` of a pitch from sample `start` on."""
    at = np.arange(start, start + samples)
    return (8000 * np.sin(2 * math.pi * hertz * at / RATE_HZ)).astype("<i2").tobytes()


def pitch_of(sound: bytes) -> float:
    """The loudest frequency."""
    samples = np.frombuffer(sound, "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum[2:]) + 2) * RATE_HZ / len(samples)


@dataclass
class Witness:
    """Remembers what came."""

    numbers: set[int] = field(default_factory=set)
    sound: bytearray = field(default_factory=bytearray)
    states: list[str] = field(default_factory=list)
    sizes: set[tuple[int, int]] = field(default_factory=set)
    """Width and height."""
    pictures: int = 0
    last_picture_at: float = 0.0

    def saw(self, picture: Any) -> None:
        self.numbers.add(number_of(picture))
        self.sizes.add((picture.shape[1], picture.shape[0]))
        self.pictures += 1
        self.last_picture_at = time.monotonic()

    def heard(self, samples: bytes) -> None:
        self.sound += samples

    @property
    def pitch_hz(self) -> float:
        """Of the last half second; 0 until so much was heard."""
        half = bytes(self.sound[-RATE_HZ:])
        return pitch_of(half) if len(half) == RATE_HZ else 0.0
