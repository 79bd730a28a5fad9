"""`python -m bench.person.face --config FILE --driver SOCK`: the driven kiosk of the demo, with four more words.

`latency` measures from the moment a finger is lifted to the frame that follows; `rounds` walks through the same
touches as fast as the screens allow; `hammer` lets a child tap; `home` touches the way home once. `hammer` also tells
every petition of which the edge has said that it is safe.
"""

import argparse
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from bench.person.child import Child
from demo.driven import Driver, Word, on_the_drawing_thread
from kiosk.start import prepared
from wire.port import Submitted

_AFTER_A_TOUCH_S = 0.35
"""So long the screen is left alone between two measured touches."""
_FRAME_WITHIN_S = 5.0
_TAPS_A_FRAME = 8
_SEED = 20261122


class MeasuredDriver(Driver):
    """A driver that also measures."""

    def __init__(self, app: Any, path: Path) -> None:
        # both need Kivy's window, which is open by now
        from kivy.core.window import Window

        from demo.onlooker import KioskOnlooker

        onlooker = KioskOnlooker(app)
        super().__init__(onlooker, path)
        self._app = app
        self._flipped = threading.Event()
        self._armed = False
        Window.bind(on_flip=self._flip)
        self._child = Child(app, onlooker, seed=_SEED)
        self._promised: set[str] = set()
        self._does |= {
            "latency": self._latency,
            "rounds": self._rounds,
            "hammer": self._hammer,
            "home": self._go_home,
        }

    def overhears(self, event: Any) -> None:
        """What the edge tells the kiosk; from the port's thread."""
        if isinstance(event, Submitted):
            self._promised.add(event.petition_id)

    def _flip(self, *_: Any) -> None:
        if self._armed:
            self._armed = False
            self._flipped.set()

    def _latency(self, word: Word) -> Word:
        times = [self._touch_to_frame(word) for _ in range(int(word["times"]))]
        return {"ms": [one for one in times if one is not None]}

    def _touch_to_frame(self, word: Word) -> float | None:
        # it needs Kivy's event loop, which runs by now
        from demo.onlooker import finger_at

        place = self._until(word, lambda: self._first_of(word["names"]))
        if place is None:
            return None
        finger = on_the_drawing_thread(lambda: finger_at(place))
        on_the_drawing_thread(finger.goes_down)
        time.sleep(0.08)
        self._flipped.clear()
        began = time.monotonic()

        def lifts() -> None:
            finger.comes_up()
            self._armed = True

        on_the_drawing_thread(lifts)
        came = self._flipped.wait(_FRAME_WITHIN_S)
        took = (time.monotonic() - began) * 1000
        time.sleep(_AFTER_A_TOUCH_S)
        return took if came else None

    def _first_of(self, names: list[str]) -> tuple[float, float] | None:
        there = self._onlooker.choices()
        return next((there[name] for name in names if name in there), None)

    def _rounds(self, word: Word) -> Word:
        self._app.stage.fade_s = self._app.stage.rest_s = 0
        for _ in range(int(word["times"])):
            for name in word["names"]:
                answer = self._tap({"name": name, "timeout_s": word.get("timeout_s", 20)})
                if "error" in answer:
                    return answer
        return {"rounds": word["times"]}

    def _hammer(self, word: Word) -> Word:
        left = int(word["taps"])
        while left > 0:
            count = min(_TAPS_A_FRAME, left)
            left -= on_the_drawing_thread(partial(self._child.taps, count))
        return {"promised": sorted(self._promised), "steps": sorted(self._child.steps)}

    def _go_home(self, word: Word) -> Word:
        """`from`: where the touch was made."""
        began = self._onlooker.step()
        touched = began == "Home" or self._until(word, lambda: self._child.goes_home() or None)
        came = touched and self._until(word, lambda: self._onlooker.step() == "Home" or None)
        return {"home": bool(came), "from": began}


def _drive(app: Any, path: Path) -> None:
    driver = MeasuredDriver(app, path)
    hear = app.face.post

    def post(event: Any) -> None:
        driver.overhears(event)
        hear(event)

    app.face.post = post
    driver.start()


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.person.face", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--driver", type=Path, required=True)
    asked = parser.parse_args()
    config, home = prepared(asked.config)
    # it opens Kivy's window
    from kiosk.app import KioskApp

    app = KioskApp(config, home, on_ready=lambda: _drive(app, asked.driver))
    app.run()


if __name__ == "__main__":
    main()
