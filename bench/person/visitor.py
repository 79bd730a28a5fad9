"""Somebody who makes a whole visit at the driven kiosk, and whose touches and seconds are counted."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from demo.visitor import Visitor


@dataclass(frozen=True)
class Touch:
    """One touch, and the step that must stand there after it; empty where it does not matter."""

    name: str
    then: str = ""
    speaks_s: float = 0.0
    """How long is spoken before the next touch; not counted."""


@dataclass
class Counted:
    """What a journey took."""

    taps: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Hammered:
    """What a child has seen so far."""

    steps: set[str]
    promised: set[str]


@dataclass(frozen=True)
class WayHome:
    """Whether one touch led home, and from where."""

    came: bool
    began: str


class Person(Visitor):
    """A visitor who counts."""

    def __init__(self, driver: Path) -> None:
        super().__init__(driver, "person")
        self.counted = Counted()

    def walks(self, journey: tuple[Touch, ...]) -> Counted:
        """Every touch in turn. Raises StepFailed where something does not come."""
        self.counted = Counted()
        began, spoken = time.monotonic(), 0.0
        for touch in journey:
            self.taps(touch.name, timeout_s=30)
            if touch.then:
                self.waits_for(touch.then, 60)
            time.sleep(touch.speaks_s)
            spoken += touch.speaks_s
        self.counted.seconds = round(time.monotonic() - began - spoken, 1)
        return self.counted

    def taps(self, name: str, timeout_s: float = 10.0) -> Self:
        self.counted.taps += 1
        return super().taps(name, timeout_s)

    def types(self, digits: str) -> Self:
        self.counted.taps += len(digits)
        return super().types(digits)

    def latency_ms(self, *names: str, times: int) -> list[float]:
        """Of touches on whichever of `names` can be touched."""
        answer: dict[str, Any] = self._says("latency", names=names, times=times, timeout_s=times + 10)
        return list(answer["ms"])

    def walks_round(self, names: list[str]) -> None:
        """The same touches once more, as fast as the screens allow."""
        self._says("rounds", names=names, times=1, timeout_s=20)

    def lets_hammer(self, taps: int) -> Hammered:
        """A child taps so often."""
        told = self._says("hammer", taps=taps, timeout_s=taps)
        return Hammered(set(told["steps"]), set(told["promised"]))

    def goes_home(self) -> WayHome:
        """By one touch, as soon as anything can be touched."""
        told = self._says("home", timeout_s=3)
        return WayHome(bool(told["home"]), str(told["from"]))

    def waits_home(self) -> None:
        """By as many touches as it takes."""
        for _ in range(5):
            if self.goes_home().came:
                return
