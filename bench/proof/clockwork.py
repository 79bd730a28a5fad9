"""Clocks of a machine that lives ten times as fast as this one, and that a bench sets, boots and cuts off by a file."""

import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from edge.wall.proof.moments import Moments

SPEED = 10
_BORN_MS = 1_795_000_000_000


@dataclass(frozen=True)
class Weather:
    """What the bench wants of the machine now."""

    boot: str
    booted_s: float
    """By the clock of this machine."""
    wall_ms: int = _BORN_MS
    """At its boot; a step changes it."""
    link: bool = True


class Clockwork:
    """Reads the weather each time it is asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def weather(self) -> Weather:
        return Weather(**json.loads(self._path.read_text(encoding="ascii")))

    def mono_ms(self) -> int:
        return _since(self.weather)

    def wall_ms(self) -> int:
        weather = self.weather
        return weather.wall_ms + _since(weather)

    def moments(self) -> Moments:
        return Moments(self.weather.boot, self.mono_ms, self.wall_ms, lambda: True)

    def boots(self, boot: str) -> None:
        """As after a power cut; the wall's clock ran on."""
        now = _now_s()
        wall_ms = self.wall_ms() if self._path.exists() else _BORN_MS
        self._set(Weather(boot, now, wall_ms))

    def steps(self, ms: int) -> None:
        weather = self.weather
        self._set(replace(weather, wall_ms=max(weather.wall_ms + ms, 1)))

    def cuts_link(self, *, off: bool) -> None:
        self._set(replace(self.weather, link=not off))

    def _set(self, weather: Weather) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(weather)), encoding="ascii")
        draft.replace(self._path)


def steady_ms() -> int:
    """The bench's own clock, which no boot sets back; as fast as the machine's."""
    return round(_now_s() * 1000 * SPEED)


def _since(weather: Weather) -> int:
    return round((_now_s() - weather.booted_s) * 1000 * SPEED)


def _now_s() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)
