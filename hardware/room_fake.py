"""A room for tests: what its loudspeaker plays comes back into its microphone, by way of the walls.

Both are the fakes of this folder and refuse what these refuse; the room is the air between them.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from hardware.microphone_fake import FakeMicrophone
from hardware.ports import SOUND_RATE_HZ
from hardware.speaker_fake import FakeSpeaker

_LASTING_S: Final = 1.0
"""Longer than any way by the walls: what is older has died away."""


@dataclass(frozen=True)
class Walls:
    """How the loudspeaker gets into the microphone."""

    delay_s: float = 0.06
    """Until the first of it; the rest comes by the walls within `decay_s`, and dies away."""
    loss_db: float = 8.0
    """By so much what comes back is weaker than what was played."""
    decay_s: float = 0.08
    reflections: int = 16
    noise: float = 8.0
    """Root mean square, of 32768: a room at night."""
    seed: int = 5


class FakeRoom:
    """One loudspeaker, one microphone, and a villager before them who says what a test makes it say."""

    def __init__(self, walls: Walls = Walls()) -> None:
        self._chance = np.random.default_rng(walls.seed)
        self._noise = walls.noise
        self._ways = _ways(walls, self._chance)
        self._changed = threading.Lock()
        self._played: deque[tuple[int, Any]] = deque()
        """Each with the number of its first sample, counted from time.monotonic() == 0."""
        self._saying: tuple[int, Any] | None = None
        self._to_say: Any = np.zeros(0)
        self.echo, self.near = bytearray(), bytearray()
        """What the microphone gave, by where it came from."""
        self.speaker = FakeSpeaker(self)
        self.microphone = FakeMicrophone(hears=self._heard)

    def say(self, samples: bytes) -> None:
        """The villager begins with the next block that is listened to, and says nothing else any more."""
        with self._changed:
            self._to_say, self._saying = np.frombuffer(samples, "<i2").astype(float), None

    def carry(self, samples: bytes, *, from_s: float) -> None:
        with self._changed:
            self._played.append((round(from_s * SOUND_RATE_HZ), np.frombuffer(samples, "<i2").astype(float)))

    def hush(self) -> None:
        now = round(time.monotonic() * SOUND_RATE_HZ)
        with self._changed:
            self._played = deque((at, piece[: now - at]) for at, piece in self._played if at < now)

    def _heard(self, from_s: float, samples: int) -> bytes:
        at = round(from_s * SOUND_RATE_HZ)
        with self._changed:
            echo, near = self._echo(at, samples), self._near(at, samples)
        self.echo += _as_sound(echo)
        self.near += _as_sound(near)
        return _as_sound(echo + near + self._chance.normal(0, self._noise, samples))

    def _echo(self, at: int, samples: int) -> Any:
        lasting = round(_LASTING_S * SOUND_RATE_HZ)
        while self._played and self._played[0][0] + len(self._played[0][1]) < at - lasting:
            self._played.popleft()
        before = max(delay for delay, _gain in self._ways)
        air = _cut(self._played, at - before, before + samples)
        parts = [gain * air[before - delay : before - delay + samples] for delay, gain in self._ways]
        return np.sum(parts, axis=0)

    def _near(self, at: int, samples: int) -> Any:
        if self._saying is None:
            self._saying = (at, self._to_say)
        return _cut((self._saying,), at, samples)


def _ways(walls: Walls, chance: Any) -> list[tuple[int, float]]:
    """The straight one, and those by the walls: each later, weaker, and with a sign of its own."""
    after_s = np.concatenate([[0.0], np.sort(chance.uniform(0.002, walls.decay_s, walls.reflections))])
    gains = np.exp(-4 * after_s / walls.decay_s) * chance.choice([-1.0, 1.0], walls.reflections + 1)
    gains *= 10 ** (-walls.loss_db / 20) / np.sqrt(np.sum(gains**2))
    delays = np.round((walls.delay_s + after_s) * SOUND_RATE_HZ).astype(int)
    return list(zip(delays.tolist(), gains.tolist(), strict=True))


def _cut(pieces: Any, start: int, length: int) -> Any:
    """So many samples from `start` on, silence where there is no piece."""
    cut = np.zeros(length)
    for at, piece in pieces:
        first, last = max(at, start), min(at + len(piece), start + length)
        if first < last:
            cut[first - start : last - start] += piece[first - at : last - at]
    return cut


def _as_sound(samples: Any) -> bytes:
    return bytes(np.clip(np.round(samples), -32768, 32767).astype("<i2").tobytes())
