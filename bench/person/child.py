"""A child's hands on the real kiosk: taps anywhere, mostly on what can be touched, sometimes with two fingers.

Everything here happens on the thread that draws.
"""

import random
from typing import Any, Final

_AWAY: Final = ("leave", "home")
_ON_TARGET, _TWO_FINGERS, _GOES_AWAY = 0.75, 0.05, 0.02
_STRAIGHT_HOME: Final = ("leave", "home", "back")
"""The first of them that is there must lead home."""

Place = tuple[float, float]


class Child:
    """The same taps for the same `seed` and the same screens."""

    def __init__(self, app: Any, onlooker: Any, *, seed: int) -> None:
        self._app = app
        self._onlooker = onlooker
        self._dice = random.Random(seed)  # noqa: S311  # a child's fingers are no secret
        self.steps: set[str] = set()

    def taps(self, count: int) -> int:
        """So many taps within one frame, aimed at what the frame shows; returns how many."""
        targets = self._onlooker.choices()
        self.steps.add(self._onlooker.step())
        for _ in range(count):
            places = [self._place(targets)]
            if self._dice.random() < _TWO_FINGERS:
                places.append(self._place(targets))
            _touch(places)
        return count

    def goes_home(self) -> bool:
        """One touch on the way home; False while nothing can be touched, as when a screen has just come up."""
        targets = self._onlooker.choices()
        way = next((targets[name] for name in _STRAIGHT_HOME if name in targets), None)
        if way:
            _touch([way])
        return way is not None

    def _place(self, targets: dict[str, Place]) -> Place:
        goes_away = self._dice.random() < _GOES_AWAY
        wanted = [place for name, place in targets.items() if goes_away or name not in _AWAY]
        if wanted and self._dice.random() < _ON_TARGET:
            return self._dice.choice(wanted)
        width, height = self._app.stage.size
        return self._dice.randrange(int(width)), self._dice.randrange(int(height))


def _touch(places: list[Place]) -> None:
    # it needs Kivy's event loop
    from demo.finger import Finger

    fingers = [Finger(*place) for place in places]
    for finger in fingers:
        finger.goes_down()
    for finger in fingers:
        finger.comes_up()
