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
from array import array
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

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
_SPANS = 24
"""Into so many the rest is cut; each counts by the middle of what was seen in it."""
_HEAP_FIELDS = (
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost",
)
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES / 2**20


class _Heaps(ctypes.Structure):
    """`struct mallinfo2` of glibc 2.33 and later."""

    _fields_ = [(name, ctypes.c_size_t) for name in _HEAP_FIELDS]


def in_use_mb() -> float:
    """What the program itself holds in the C library's heaps, holes not counted; 0 where that cannot be told."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        return 0.0
    ask.restype = _Heaps
    told = ask()
    return float(told.uordblks + told.hblkhd) / 2**20


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Theil and Sen's: the middle of the slopes between all pairs, which no single hill or hollow moves."""
    steps = [(later[1] - one[1]) / (later[0] - one[0]) for one, later in combinations(points, 2)]
    return statistics.median(steps) if steps else 0.0


def handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _given_back() -> float:
    """What is left when everything that nobody needs has gone back to the system: the rest was air between things."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return rss_mb()


class Sample(NamedTuple):
    """The process at one moment."""

    at_s: float
    rss_mb: float
    in_use_mb: float
    blocks: int
    """Of Python's own allocator."""
    handles: int
    textures: int


class Soak:
    """Speaks to the wall as an edge does, and looks at the process."""

    def __init__(self, app: Any, seconds: float) -> None:
        self._app = app
        self._ends_s = time.monotonic() + seconds
        self._version = 1
        self._film = _film(Path(tempfile.mkdtemp(prefix="bench-film-")))
        # room for all of them at once: what watches must not grow with what it sees
        self._seen = array("d", bytes(8 * len(Sample._fields) * (round(seconds / _SAMPLE_S) + 60)))
        self._count = 0

    @property
    def samples(self) -> list[Sample]:
        wide = len(Sample._fields)
        rows = (self._seen[at * wide : (at + 1) * wide] for at in range(self._count))
        return [Sample(row[0], row[1], row[2], int(row[3]), int(row[4]), int(row[5])) for row in rows]

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
        samples = self.samples
        warm = samples[int(len(samples) * _WARM) :]
        spans = _spans(warm)
        return {
            "simulated_hours": round((warm[-1].at_s - samples[0].at_s) / _HOUR_S, 1),
            "rss_mb": round(spans[-1].rss_mb, 1),
            "rss_mb_when_warm": round(spans[0].rss_mb, 1),
            "rss_mb_max": round(max(one.rss_mb for one in samples), 1),
            "rss_mb_per_day": round(slope([(one.at_s, one.rss_mb) for one in spans]) * _DAY_S, 2),
            "in_use_mb_per_day": round(slope([(one.at_s, one.in_use_mb) for one in spans]) * _DAY_S, 2),
            "blocks_per_day": round(slope([(one.at_s, one.blocks) for one in spans]) * _DAY_S),
            "rss_mb_given_back": round(rss_mb() - _given_back(), 1),
            "handles_grown": warm[-1].handles - warm[0].handles,
            "textures_grown": warm[-1].textures - warm[0].textures,
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
        blocks = sys.getallocatedblocks()
        sample = Sample(time.monotonic(), rss_mb(), in_use_mb(), blocks, handles(), self._app.player.textures)
        at = self._count * len(sample)
        if at < len(self._seen):
            self._seen[at : at + len(sample)] = array("d", sample)
            self._count += 1
        if time.monotonic() > self._ends_s:
            self._app.stop()


def _spans(samples: Sequence[Sample]) -> list[Sample]:
    """As many parts of the run, each as it was in the middle of its values."""
    length = max(len(samples) // _SPANS, 1)
    parts = [samples[at : at + length] for at in range(0, len(samples) - length + 1, length)]
    return [
        Sample(
            statistics.mean(one.at_s for one in part),
            statistics.median(one.rss_mb for one in part),
            statistics.median(one.in_use_mb for one in part),
            round(statistics.median(one.blocks for one in part)),
            part[-1].handles,
            part[-1].textures,
        )
        for part in parts
    ]


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
