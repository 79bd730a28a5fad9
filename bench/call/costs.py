"""What a call takes of the terminal's processor: edge and media engine, by the size and rate of the picture sent."""

import tempfile
import time
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]  # ships no types

from bench.call.flow import begin, ended
from bench.call.kiosk import Kiosk
from bench.call.measured import seated
from bench.call.media import lively
from bench.call.rig import Finest, How
from bench.figures import Figure
from wire import port

_ROWS: Final[dict[str, Finest]] = {
    "640x480_15": "640x480@15",
    "640x480_25": "640x480@25",
    "1280x720_25": "1280x720@25",
}
_SETTLES_S: Final = 12.0
"""Until the bit rate has risen to its most."""


def costs(*, quick: bool) -> dict[str, Figure]:
    """In per cent of one core of this machine; the officer's picture comes at 640x480 and 15 a second meanwhile."""
    figures: dict[str, Figure] = {}
    for name, finest in _ROWS.items():
        figures |= {f"{what}_{name}": value for what, value in _row(finest, quick=quick).items()}
    return figures


def _row(finest: Finest, *, quick: bool) -> dict[str, Figure]:
    size = (1280, 720) if finest.startswith("1280") else (640, 480)
    seconds = 5.0 if quick else 20.0
    with (
        tempfile.TemporaryDirectory() as home,
        seated(Path(home), how=How(lively(*size), finest)) as line,
        Kiosk(line.edge_socket) as kiosk,
    ):
        kiosk.calls()
        kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
        time.sleep(4 if quick else _SETTLES_S)
        edge, engine = _cpu_s(line.edge.pid)
        begun = time.monotonic()
        begin(line.desk.page, "far", seconds)
        time.sleep(seconds)
        (edge_then, engine_then), took = _cpu_s(line.edge.pid), time.monotonic() - begun
        seen, _ = ended(line.desk.page)
        kiosk.hangs_up()
    busy_edge, busy_engine = (
        100 * (then - before) / took for then, before in ((edge_then, edge), (engine_then, engine))
    )
    return {
        "cpu_core_pct": round(busy_edge + busy_engine, 1),
        "cpu_core_pct_engine_alone": round(busy_engine, 1),
        "pictures_a_s": seen.pictures_a_s,
        "picture_height": seen.height,
    }


def _cpu_s(edge_pid: int) -> tuple[float, float]:
    """Of the edge, and of its children: the media engine."""
    edge = psutil.Process(edge_pid)
    children = sum(sum(one.cpu_times()[:2]) for one in edge.children(recursive=True))
    return sum(edge.cpu_times()[:2]), children
