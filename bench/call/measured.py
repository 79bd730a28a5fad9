"""What is measured of a call: without a line in between, over one that is cut, and over one that loses packets."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from bench.call.kiosk import Eye, Kiosk
from bench.call.media import counting
from bench.call.page import (
    REMEMBERS,
    TAKES_AT_ONCE,
    concealed,
    picture_delays_ms,
    sound_behind_picture_ms,
    watched,
)
from bench.call.rig import How, Line
from bench.figures import Figure
from bench.link_emulator import Line as Wire
from bench.link_emulator import LineEmulator
from demo.cast import cast
from demo.place import new_password
from wire import port

CLEAN: Final = Wire(bits_per_s=2_000_000, round_trip_s=0.06, loss=0.0)
_MOVES_WITHIN_S: Final = 8.0
LOSSY: Final = Wire(bits_per_s=1_000_000, round_trip_s=0.2, loss=0.03)


def here(*, quick: bool) -> dict[str, Figure]:
    """Without a line in between."""
    with tempfile.TemporaryDirectory() as home, seated(Path(home)) as line, Kiosk(line.edge_socket) as kiosk:
        touches = [touch_to_picture_s(line, kiosk) for _ in range(3 if quick else 12)]
        kiosk.calls()
        kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
        time.sleep(3)
        seen, beeps = watched(line.desk, 6 if quick else 20)
        kiosk.hangs_up()
    wall = time.time() - time.monotonic()
    delays, offsets = picture_delays_ms(seen, wall), sound_behind_picture_ms(seen, beeps, wall)
    return {
        "calls": len(touches),
        "touch_to_picture_p50_s": round(statistics.median(touches), 2),
        "touch_to_picture_p95_s": round(sorted(touches)[-max(1, len(touches) // 20)], 2),
        "glass_to_glass_p50_ms": round(statistics.median(delays)),
        "av_offset_ms": round(statistics.median(offsets)) if offsets else None,
        "pictures_a_s": round(len(seen) / (6 if quick else 20), 1),
    }


def cuts(*, quick: bool) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    with LineEmulator(CLEAN) as emulator, _called(emulator) as (_, kiosk):
        figures["heal_after_10s_s"] = healed_s(emulator, kiosk, 10)
        figures["heal_after_20s_elsewhere_s"] = healed_s(emulator, kiosk, 20, moves=True)
        if not quick:
            figures["heal_after_30s_s"] = healed_s(emulator, kiosk, 30)
        figures["safety_words_until_then"] = len(set(kiosk.all_of(port.SafetyWords)))
        figures["gap_when_it_moves_s"] = moved_gap_s(emulator, kiosk)
    return figures


def loss(*, quick: bool) -> dict[str, Figure]:
    with LineEmulator(LOSSY) as emulator, _called(emulator) as (line, kiosk):
        return _lossy(line, kiosk, 12 if quick else 40)


@contextmanager
def _called(emulator: LineEmulator) -> Iterator[tuple[Line, Kiosk]]:
    """A call over this line, three seconds old."""
    with (
        tempfile.TemporaryDirectory() as home,
        seated(Path(home), over=emulator) as line,
        Kiosk(line.edge_socket) as kiosk,
    ):
        kiosk.calls()
        kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
        time.sleep(3)
        yield line, kiosk
        kiosk.hangs_up()


def seated(home: Path, *, over: LineEmulator | None = None, how: How | None = None) -> Line:
    """With an officer on duty who takes every call at once."""
    return _Seated(home, cast(), password=new_password(), over=over, how=how or How(counting))


class _Seated(Line):
    def _start(self, stack: ExitStack) -> None:
        super()._start(stack)
        self.desk.page.add_init_script(REMEMBERS)
        self.desk.sits(self.system.cast.officer.login, self.system.password)
        self.desk.page.evaluate(TAKES_AT_ONCE)


def touch_to_picture_s(line: Line, kiosk: Kiosk) -> float:
    """Until both have one."""
    line.desk.page.evaluate("window.firstAt = 0")
    wall = time.time() - time.monotonic()
    touched = kiosk.calls()
    kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
    line.desk.until(lambda: bool(line.desk.page.evaluate("window.firstAt")))
    there = float(line.desk.page.evaluate("window.firstAt")) / 1000 - wall - touched
    here = (kiosk.when(port.CallConnected) or 0.0) - touched
    kiosk.hangs_up()
    line.desk.until(lambda: line.desk.says == "ended-caller")
    return max(here, there)


def moved_gap_s(emulator: LineEmulator, kiosk: Kiosk) -> float:
    """The longest wait for the officer's next picture while the terminal gets another address."""
    eye = Eye(kiosk.far_path())
    time.sleep(1)
    emulator.move()
    time.sleep(_MOVES_WITHIN_S)
    eye.close()
    return round(max(eye.longest_gap_s(), time.monotonic() - eye.times[-1]), 2)


def healed_s(emulator: LineEmulator, kiosk: Kiosk, cut_s: float, *, moves: bool = False) -> float:
    """From the link's return until the kiosk says that all is well again, with pictures that move.

    `moves`: it returns with another address.
    """
    emulator.cut(off=True)
    cut_at = time.monotonic()
    time.sleep(cut_s)
    if moves:
        emulator.move()
    emulator.cut(off=False)
    back_at = time.monotonic()
    kiosk.until(lambda: kiosk.when(port.CallConnected, after=cut_at) is not None, within_s=60)
    eye = Eye(kiosk.far_path())
    kiosk.until(lambda: len(eye.times) > 1)
    eye.close()
    time.sleep(1)
    return round((kiosk.when(port.CallConnected, after=cut_at) or 0.0) - back_at, 2)


def _lossy(line: Line, kiosk: Kiosk, seconds: float) -> dict[str, Figure]:
    eye = Eye(kiosk.far_path())
    made_up, played = concealed(line.desk)
    seen, _ = watched(line.desk, seconds)
    made_up_then, played_then = concealed(line.desk)
    eye.close()
    return {
        "audio_lost_pct_at_3pct_loss": round(100 * (made_up_then - made_up) / max(1, played_then - played), 1),
        "longest_gap_s_at_3pct_loss": round(eye.longest_gap_s(), 2),
        "pictures_a_s_at_3pct_loss": round(len(seen) / seconds, 1),
    }
