"""Calls over lines as villages have them, and a plain call between two browsers over the same line in the same run."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.call.flow import Flowed, at_the_kiosk, begin, ended
from bench.call.kiosk import Eye, Kiosk
from bench.call.measured import healed_s, moved_gap_s, seated
from bench.call.media import Media, lively
from bench.call.plain import Plain
from bench.call.rig import How
from bench.figures import Figure
from bench.link_emulator import Line as Wire
from bench.link_emulator import LineEmulator
from wire import port

LINKS: Final = {
    "2m": Wire(bits_per_s=2_000_000, round_trip_s=0.06, loss=0.01),
    "500k": Wire(bits_per_s=500_000, round_trip_s=0.15, loss=0.03),
    "300k": Wire(bits_per_s=300_000, round_trip_s=0.3, loss=0.05),
}
_SETTLES_S: Final = 8.0
"""Until both ends have found out what the line carries."""
_HEALS_WITHIN_S: Final = 20.0


def links(*, quick: bool) -> dict[str, Figure]:
    """All rows; the thinnest line alone, without cuts, when it must be quick."""
    figures: dict[str, Figure] = {}
    for name in ["300k"] if quick else LINKS:
        with tempfile.TemporaryDirectory() as folder, LineEmulator(LINKS[name]) as emulator:
            media = lively()(Path(folder))
            ours = _ours(emulator, Path(folder) / "ours", media, quick=quick)
            plain = _plain(emulator, Path(folder), media, quick=quick)
        figures |= {f"link_{name}_{what}": value for what, value in ours.items()}
        figures |= {f"link_{name}_plain_{what}": value for what, value in plain.items()}
        figures |= {f"link_{name}_{what}_of_plain": _ratio(ours[what], plain[what]) for what in _COMPARED}
    return figures


_COMPARED: Final = ("fps_to_officer", "fps_to_kiosk", "kbps_to_officer", "kbps_to_kiosk")


def _ours(emulator: LineEmulator, home: Path, media: Media, *, quick: bool) -> dict[str, Figure]:
    with seated(home, over=emulator, how=How(lambda _: media)) as line, Kiosk(line.edge_socket) as kiosk:
        touched = kiosk.calls()
        kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
        connected_s = (kiosk.when(port.CallConnected) or 0.0) - touched
        time.sleep(_SETTLES_S)
        seconds = _seconds(quick=quick)
        eye = Eye(kiosk.far_path())
        with _carried(emulator, seconds) as kbps:
            begin(line.desk.page, "far", seconds)
            time.sleep(seconds)
        eye.close()
        to_kiosk = at_the_kiosk(eye, line.heard_path, seconds)
        to_officer, made_up = ended(line.desk.page)
        figures = {"touch_to_picture_s": round(connected_s, 2)} | _row(to_officer, to_kiosk, kbps)
        figures["made_up_pct_to_officer"] = made_up
        if not quick:
            figures |= _healing(emulator, kiosk)
        kiosk.hangs_up()
    return figures


def _healing(emulator: LineEmulator, kiosk: Kiosk) -> dict[str, Figure]:
    return {
        "heal_after_10s_s": healed_s(emulator, kiosk, 10),
        "heal_after_30s_s": healed_s(emulator, kiosk, 30),
        "heal_after_10s_elsewhere_s": healed_s(emulator, kiosk, 10, moves=True),
        "heal_after_30s_elsewhere_s": healed_s(emulator, kiosk, 30, moves=True),
        "gap_when_it_moves_s": moved_gap_s(emulator, kiosk),
    }


def _plain(emulator: LineEmulator, folder: Path, media: Media, *, quick: bool) -> dict[str, Figure]:
    with Plain(emulator, media, folder) as plain:
        time.sleep(_SETTLES_S)
        seconds = _seconds(quick=quick)
        with _carried(emulator, seconds) as kbps:
            for page in (plain.near, plain.far):
                begin(page, "far", seconds)
            time.sleep(seconds)
        (to_officer, made_up), (to_kiosk, made_up_there) = ended(plain.near), ended(plain.far)
        figures = _row(to_officer, to_kiosk, kbps)
        figures |= {"made_up_pct_to_officer": made_up, "made_up_pct_to_kiosk": made_up_there}
        for cut_s in () if quick else (10, 30):
            emulator.cut(off=True)
            time.sleep(cut_s)
            emulator.cut(off=False)
            healed = plain.until_moving(_HEALS_WITHIN_S)
            figures[f"heal_after_{cut_s}s_s"] = round(healed, 2) if healed is not None else None
    return figures


def _seconds(*, quick: bool) -> float:
    return 10.0 if quick else 30.0


@contextmanager
def _carried(emulator: LineEmulator, seconds: float) -> Iterator[dict[str, float]]:
    """Filled in at the end: all bits that were sent each way, with headers and what was lost."""
    emulator.reset()
    kbps: dict[str, float] = {}
    yield kbps
    tally = emulator.tally()
    for way, sent in (("officer", tally.bytes_to_near), ("kiosk", tally.bytes_to_far)):
        kbps[f"kbps_to_{way}"] = round(sent * 8 / 1000 / seconds)


def _row(to_officer: Flowed, to_kiosk: Flowed, kbps: dict[str, float]) -> dict[str, Figure]:
    figures: dict[str, Figure] = dict(kbps)
    for way, flowed in (("officer", to_officer), ("kiosk", to_kiosk)):
        figures |= {
            f"fps_to_{way}": flowed.pictures_a_s,
            f"height_to_{way}": flowed.height,
            f"picture_gap_s_to_{way}": flowed.picture_gap_s,
            f"sound_gap_s_to_{way}": flowed.sound_gap_s,
            f"silent_pct_to_{way}": flowed.silent_pct,
        }
    return figures


def _ratio(ours: Figure, plain: Figure) -> Figure:
    if isinstance(ours, int | float) and isinstance(plain, int | float) and plain:
        return round(ours / plain, 2)
    return None
