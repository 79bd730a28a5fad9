"""From starting Python to a first frame that can be touched: the kiosk beside an empty Kivy application.

`ratio_empty_kivy` is the kiosk's median over the empty application's, both with the same window, alternating.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, arguments, report

_ROUNDS, _QUICK_ROUNDS = 12, 4
_EMPTY = """
import sys
from pathlib import Path
from kiosk.window import prepare_kivy
from wire.terminal_config import load_terminal_config
config = load_terminal_config(Path(sys.argv[1]))
prepare_kivy(config.panel, Path(sys.argv[1]).parent / "run" / "kivy")
from kivy.app import App
from kivy.clock import Clock
from kivy.uix.widget import Widget
class Empty(App):
    def build(self):
        return Widget()
    def on_start(self):
        Clock.schedule_once(lambda _: Clock.schedule_once(lambda _: print("ready", flush=True), 0), 0)
Empty().run()
"""
_KIOSK = """
import sys
from pathlib import Path
from kiosk.start import prepared
config, home = prepared(Path(sys.argv[1]))
from kiosk.app import KioskApp
KioskApp(config, home, on_ready=lambda: print("ready", flush=True)).run()
"""
_SETTINGS = """
[terminal]
id = "t001"
point = "Liuhe"
site = "liuhe"
county = "bench"
[link]
host = "localhost"
"""


def start_s(program: Path, settings: Path) -> float:
    """Seconds from starting the process to the word that its first frame stands."""
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, str(program), str(settings)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.monotonic() - began
        process.kill()
    if line.strip() != b"ready":
        raise RuntimeError("the application ended before its first frame")
    return took


def measure(rounds: int) -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "terminal.toml"
        settings.write_text(_SETTINGS, encoding="utf-8")
        empty_program, kiosk_program = Path(home) / "empty.py", Path(home) / "face.py"
        empty_program.write_text(_EMPTY, encoding="utf-8")
        kiosk_program.write_text(_KIOSK, encoding="utf-8")
        for program in (empty_program, kiosk_program):
            start_s(program, settings)
        pairs = [(start_s(empty_program, settings), start_s(kiosk_program, settings)) for _ in range(rounds)]
    empty, kiosk = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {
        "ratio_empty_kivy": round(kiosk / empty, 2),
        "kiosk_ms": round(kiosk * 1000),
        "empty_kivy_ms": round(empty * 1000),
        "rounds": rounds,
    }


def main() -> None:
    asked = arguments(__doc__ or "")
    report("coldstart", measure(_QUICK_ROUNDS if asked.quick else _ROUNDS), to=asked.json)


if __name__ == "__main__":
    main()
