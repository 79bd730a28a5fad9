"""`python -m bench.walls.soak SECONDS`: a wall in one lifetime at 20 times the speed, and what it grows by.

Pages and a film in turn, a new version each simulated hour, a look each half hour, now and then an emergency or a call.
"""

import argparse
import ctypes
import gc
import hashlib
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from bench.walls.film import make_film
from bench.walls.quick import WALL, published, quick_wall
from bench.walls.sample import village
from wire import port
from wire.content import Media, Video
from wire.ids import SiteId
from wire.wall.emergency import Emergency

SPEED = 20.0
_VILLAGES = 12
_SAMPLE_S = 2.0
_HOUR_S = 3600 / SPEED
_DAY_S = 24 * _HOUR_S
_WARM = 0.4
"""This part of the run is warm-up."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES / 2**20


def handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _given_back() -> float:
    """What is left when everything that nobody needs has gone back to the system: the rest was air between things."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return rss_mb()


class Soak:
    """Speaks to the wall as an edge does, and looks at the process."""

    def __init__(self, app: Any, seconds: float) -> None:
        self._app = app
        self._ends_s = time.monotonic() + seconds
        self._version = 1
        self._film = _film(Path(tempfile.mkdtemp(prefix="bench-film-")))
        self.samples: list[tuple[float, float, int, int]] = []

    def begin(self, *_: Any) -> None:
        # the window is open by now
        from kivy.clock import Clock

        path, media = self._film
        self._hears(port.WallSet(version=1, profile=WALL), port.MediaKept(paths={media.sha256: str(path)}))
        self._publishes()
        Clock.schedule_interval(self._sample, _SAMPLE_S)
        Clock.schedule_interval(self._news, _HOUR_S)
        Clock.schedule_interval(self._looks, _HOUR_S / 2)
        Clock.schedule_interval(self._alarm, 3 * _HOUR_S)
        Clock.schedule_interval(self._calls, 2 * _HOUR_S)

    def figures(self) -> dict[str, float | int]:
        warm = self.samples[int(len(self.samples) * _WARM) :]
        times, memory = [one[0] for one in warm], [one[1] for one in warm]
        slope = statistics.linear_regression(times, memory).slope
        return {
            "simulated_hours": round((times[-1] - self.samples[0][0]) / _HOUR_S, 1),
            "rss_mb": round(memory[-1], 1),
            "rss_mb_when_warm": round(memory[0], 1),
            "rss_mb_given_back": round(rss_mb() - _given_back(), 1),
            "rss_mb_max": round(max(one[1] for one in self.samples), 1),
            "rss_mb_per_day": round(slope * _DAY_S, 2),
            "handles_grown": warm[-1][2] - warm[0][2],
            "textures_grown": warm[-1][3] - warm[0][3],
            "threads": threading.active_count(),
        }

    def _hears(self, *events: Any) -> None:
        for event in events:
            self._app.wall.hears(event, self._app.now())

    def _publishes(self) -> None:
        _, media = self._film
        told = published(_VILLAGES, self._version)
        first, *others = told.notices
        shown = msgspec.structs.replace(others[0], body="", content=(Video(media=media, caption="a film"),))
        self._hears(msgspec.structs.replace(told, notices=[first, shown, *others[1:]]))

    def _news(self, _: float) -> None:
        self._version += 1
        self._publishes()

    def _looks(self, _: float) -> None:
        self._hears(port.LookAsked(look_id="0" * 32))

    def _calls(self, _: float) -> None:
        self._hears(port.VillageCalled(summon_id="0" * 32, village=village(3)))

    def _alarm(self, _: float) -> None:
        at = self._app.now()
        one = Emergency(
            emergency_id=f"{self._version:032x}",
            version=1,
            site=SiteId("bench"),
            headline="Flood",
            issued_at_ms=at.wall_ms,
            expires_at_ms=at.wall_ms + 600_000,
            officers=["one", "other"],
        )
        self._hears(port.EmergencyChanged(emergency=one))

    def _sample(self, _: float) -> None:
        self.samples.append((time.monotonic(), rss_mb(), handles(), self._app.player.textures))
        if time.monotonic() > self._ends_s:
            self._app.stop()


def _film(folder: Path) -> tuple[Path, Media]:
    path = make_film(folder / "film.mp4", frames=250, size=(320, 180))
    body = path.read_bytes()
    sha256 = hashlib.sha256(body).hexdigest()
    media = Media(
        sha256=sha256,
        length=len(body),
        media_type="video/mp4",
        pieces=[sha256],
        width=320,
        height=180,
        length_ms=10_000,
    )
    return path, media


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.walls.soak", description=__doc__)
    parser.add_argument("seconds", type=float)
    app = quick_wall(SPEED)
    soak = Soak(app, parser.parse_args().seconds)
    app.begins = soak.begin
    app.run()
    print(json.dumps(soak.figures()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
