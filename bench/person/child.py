"""`python -m bench.person.child --config FILE --taps N --seed S --out FILE`: the real kiosk under a child's hands.

A tap falls three times of four on something that can be touched, else anywhere; now and then two fingers fall at once.
The child is curious: what it has touched least it touches next, and digits it has seen it types where digits are asked.
What the edge promised, and whether home was one touch away whenever it was tried, is written to FILE as JSON.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kiosk.start import prepared
from wire.port import Submitted

_TAPS_A_FRAME: Final = 3
_FRAME_S: Final = 1 / 60
_TRY_HOME_EVERY: Final = 200
_WAY_HOME_S: Final = 1.0
_AWAY: Final = {"leave", "home"}
_STRAIGHT_HOME: Final = ("leave", "home", "back")
"""The first of them that is there must lead home."""
_ON_TARGET, _TWO_FINGERS, _GOES_AWAY = 0.75, 0.05, 0.01
_DULL: Final = {"back": 4, "erase": 8, "clear": 8, "help": 4, "delete": 4, "listen": 2, "look": 4, "language": 4}
"""Choices that lead nowhere new are as dull as if they had been touched so often."""


class Child:
    """Taps until it has tapped `taps` times, then calls `done` with what it saw."""

    def __init__(self, app: Any, *, taps: int, seed: int, done: Callable[[dict[str, Any]], None]) -> None:
        self._app = app
        self._left = self._taps = taps
        self._dice = random.Random(seed)  # noqa: S311  # a child's fingers are no secret
        self._done = done
        self._next_try = _TRY_HOME_EVERY
        self._tries = 0
        self._came_home = 0
        self._not_home: list[str] = []
        self._steps: set[str] = set()
        self._touched: Counter[tuple[str, str]] = Counter()
        self._digits = ""
        """The last code that stood on a screen."""

    def begins(self) -> None:
        self._again(_FRAME_S)

    def _again(self, after_s: float) -> None:
        # Kivy's clock exists once its settings are made
        from kivy.clock import Clock

        # of a method alone the clock would let the child go
        Clock.schedule_once(lambda _: self._taps_on(), after_s)

    def _taps_on(self) -> None:
        self._steps.add(type(self._app.step).__name__)
        if self._left <= 0:
            self._done(self._told())
        elif self._taps - self._left >= self._next_try and self._targets():
            self._next_try += _TRY_HOME_EVERY
            self._tries_home()
        else:
            for _tap in range(min(_TAPS_A_FRAME if self._targets() else 1, self._left)):
                self._tap()
            self._again(_FRAME_S)

    def _tap(self) -> None:
        self._left -= 1
        places = [self._place()]
        if self._dice.random() < _TWO_FINGERS:
            places.append(self._place())
        _touch(places)

    def _place(self) -> tuple[float, float]:
        targets = self._targets()
        away = self._dice.random() < _GOES_AWAY
        wanted = [name for name in targets if away or name.partition(":")[0] not in _AWAY]
        if wanted and self._dice.random() < _ON_TARGET:
            return targets[self._chosen(wanted)]
        size = self._app.stage.size
        return self._dice.randrange(int(size[0])), self._dice.randrange(int(size[1]))

    def _chosen(self, names: list[str]) -> str:
        step = self._app.step
        self._digits = getattr(step, "code", "") or self._digits
        known = _next_key(getattr(step, "digits", None), self._digits)
        if known in names:
            return known
        kind = type(step).__name__
        chosen = min(names, key=lambda name: (self._touched[kind, name] + _dullness(name), self._dice.random()))
        self._touched[kind, chosen] += 1
        return chosen

    def _targets(self) -> dict[str, tuple[float, float]]:
        # it needs Kivy's window
        from demo.onlooker import KioskOnlooker

        return KioskOnlooker(self._app).choices()

    def _tries_home(self) -> None:
        """One touch, and a second later home must stand there. On home itself there is nothing to try.

        Only while something can be touched: a screen that has just come up rests for a moment.
        """
        # Kivy's clock exists once its settings are made
        from kivy.clock import Clock

        step = type(self._app.step).__name__
        way = next((self._targets()[name] for name in _STRAIGHT_HOME if name in self._targets()), None)
        if step == "Home":
            self._again(_FRAME_S)
            return
        self._tries += 1
        if way:
            _touch([way])
        Clock.schedule_once(lambda _: self._looks_home(step), _WAY_HOME_S)

    def _looks_home(self, step: str) -> None:
        if type(self._app.step).__name__ == "Home":
            self._came_home += 1
        else:
            self._not_home.append(step)
        self._again(_FRAME_S)

    def _told(self) -> dict[str, Any]:
        return {
            "taps": self._taps,
            "steps": sorted(self._steps),
            "home_tries": self._tries,
            "home_in_one_touch": self._came_home,
            "not_home": self._not_home,
        }


def _next_key(typed: str | None, digits: str) -> str:
    """What leads from `typed` to `digits`; empty where nobody asks for digits, or all stand there."""
    if typed is None or not digits or typed == digits:
        return ""
    return f"digit:{digits[len(typed)]}" if digits.startswith(typed) else "clear"


def _dullness(name: str) -> int:
    return _DULL.get(name.partition(":")[0], 0)


def _touch(places: list[tuple[float, float]]) -> None:
    # it needs Kivy's event loop
    from demo.finger import Finger

    fingers = [Finger(*place) for place in places]
    for finger in fingers:
        finger.goes_down()
    for finger in fingers:
        finger.comes_up()


def _hammered(config: Any, home: Path, *, taps: int, seed: int, out: Path) -> None:
    # it opens Kivy's window
    from kiosk.app import KioskApp

    promised: list[str] = []

    def ends(told: dict[str, Any]) -> None:
        out.write_text(json.dumps({**told, "promised": promised}), encoding="utf-8")
        app.stop()

    app = KioskApp(config, home, on_ready=lambda: Child(app, taps=taps, seed=seed, done=ends).begins())
    hear = app.face.post

    def overhears(event: Any) -> None:
        if isinstance(event, Submitted):
            promised.append(event.petition_id)
        hear(event)

    app.face.post = overhears
    app.run()


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.person.child", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--taps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    config, home = prepared(asked.config)
    _hammered(config, home, taps=asked.taps, seed=asked.seed, out=asked.out)


if __name__ == "__main__":
    main()
