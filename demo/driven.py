"""`python -m demo.driven kiosk|wall --config FILE --driver SOCK`: a face that a script can look at and touch.

One JSON object a line each way. The script's words are done on the thread that draws; the screens are the real ones.
"""

import argparse
import json
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.start import prepared
from wire.terminal_config import TerminalConfig

_HOLD_S = 0.05
_LOOK_S = 0.05
_SETTLED_S = 0.25
"""A fade and a frame."""


Word = dict[str, Any]
"""What the script says, under `do`, with its facts; what it is answered, where `error` is the bad answer."""


class Driver:
    """Takes the script's words from a socket; `onlooker` is only ever asked on the thread that draws."""

    def __init__(self, onlooker: Any, path: Path) -> None:
        self._onlooker = onlooker
        self._path = path
        self._does: dict[str, Callable[[Word], Word]] = {
            "see": self._see,
            "tap": self._tap,
            "type": self._type,
            "draw": self._draw,
            "wait_step": self._wait_step,
            "wait_text": self._wait_text,
            "photograph": self._photograph,
        }

    def start(self) -> None:
        self._path.unlink(missing_ok=True)
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(str(self._path))
        server.listen(1)
        threading.Thread(target=self._serve, args=(server,), name="driver", daemon=True).start()

    def _serve(self, server: socket.socket) -> None:
        while True:
            connection, _ = server.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as lines:
                for line in lines:
                    lines.write(json.dumps(self._answer(json.loads(line)), ensure_ascii=False) + "\n")
                    lines.flush()

    def _answer(self, word: Word) -> Word:
        does = self._does.get(word["do"])
        if does is None:
            return {"error": f"a driver cannot {word['do']!r}"}
        try:
            return does(word)
        except Exception as error:
            logging.getLogger(__name__).exception("the driver could not %s", word["do"])
            return {"error": f"{type(error).__name__}: {error}"}

    def _see(self, _: Word) -> Word:
        seen: Word = on_the_drawing_thread(self._look)
        return seen

    def _look(self) -> Word:
        one = self._onlooker
        return {"step": one.step(), "texts": one.texts(), "choices": sorted(one.choices()), "labels": one.labels()}

    def _tap(self, word: Word) -> Word:
        name = word["name"]
        place = self._until(word, lambda: self._onlooker.choices().get(name))
        if place is None:
            seen = self._see(word)
            return {"error": f"nothing called {name!r} can be touched on {seen['step']}: {seen['choices']}"}
        self._touch(place)
        return {"tapped": name}

    def _type(self, word: Word) -> Word:
        for digit in word["digits"]:
            answer = self._tap({**word, "name": f"digit:{digit}"})
            if "error" in answer:
                return answer
        return {"typed": len(word["digits"])}

    def _draw(self, word: Word) -> Word:
        """Strokes in thousandths of the sheet's width, from its upper left."""
        sheet = self._until(word, self._onlooker.sheet)
        if sheet is None:
            return {"error": f"there is no sheet to draw on at {self._see(word)['step']}"}
        left, top, width = sheet
        for stroke in word["strokes"]:
            self._drag([(left + width * x / 1000, top - width * y / 1000) for x, y in stroke])
        return {"drawn": len(word["strokes"])}

    def _wait_step(self, word: Word) -> Word:
        return self._wait(word, lambda: self._onlooker.step() == word["name"], what=f"step {word['name']}")

    def _wait_text(self, word: Word) -> Word:
        wanted = word["text"]
        return self._wait(word, lambda: any(wanted in text for text in self._onlooker.texts()), what=f"text {wanted!r}")

    def _photograph(self, word: Word) -> Word:
        # it draws, and Kivy's window is open by now
        from demo.onlooker import photograph

        time.sleep(_SETTLED_S)
        on_the_drawing_thread(photograph).save(Path(word["file"]))
        return {"file": word["file"]}

    def _wait(self, word: Word, true: Callable[[], bool], *, what: str) -> Word:
        came = self._until(word, lambda: true() or None)
        seen = self._see(word)
        return seen if came else {**seen, "error": f"{what} did not come within {word.get('timeout_s', 10)} s"}

    def _until(self, word: Word, find: Callable[[], Any]) -> Any:
        ends = time.monotonic() + float(word.get("timeout_s", 10))
        while (found := on_the_drawing_thread(find)) is None and time.monotonic() < ends:
            time.sleep(_LOOK_S)
        return found

    def _touch(self, place: tuple[float, float]) -> None:
        self._drag([place])

    def _drag(self, places: list[tuple[float, float]]) -> None:
        """Down at the first, over the others, up at the last."""
        # it needs Kivy's event loop, which runs by now
        from demo.onlooker import finger_at

        finger = on_the_drawing_thread(lambda: finger_at(places[0]))
        on_the_drawing_thread(finger.goes_down)
        time.sleep(_HOLD_S)
        for place in places[1:]:
            on_the_drawing_thread(partial(finger.slides, *place))
        on_the_drawing_thread(finger.comes_up)
        time.sleep(_HOLD_S)


def on_the_drawing_thread(does: Callable[[], Any]) -> Any:
    """What `does` returns, or raises, there."""
    # Kivy's clock exists once its settings are made
    from kivy.clock import Clock

    future: Future[Any] = Future()

    def run(_: float) -> None:
        try:
            future.set_result(does())
        except Exception as error:  # noqa: BLE001 - it is raised again where the word came from
            future.set_exception(error)

    Clock.schedule_once(run, 0)
    return future.result(30)


def _app(face: str, config: TerminalConfig, home: Path, *, driver: Path) -> Any:
    """It is driven as soon as its first frame stands."""
    # both open Kivy's window on import
    from demo.onlooker import KioskOnlooker, WallOnlooker
    from kiosk.app import KioskApp
    from kiosk.wall.app import WallApp

    if face == "kiosk":
        kiosk = KioskApp(config, home, on_ready=lambda: Driver(KioskOnlooker(kiosk), driver).start())
        return kiosk
    wall = WallApp(config, home, on_ready=lambda: Driver(WallOnlooker(wall), driver).start())
    return wall


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo.driven", description=__doc__)
    parser.add_argument("face", choices=("kiosk", "wall"))
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--driver", type=Path, required=True, help="unix socket to listen on")
    arguments = parser.parse_args()
    config, home = prepared(arguments.config)
    _app(arguments.face, config, home, driver=arguments.driver).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
