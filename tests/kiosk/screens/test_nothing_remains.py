"""However a visit ends, nothing of it is left in the kiosk: not in memory, not in files, not on the next screens."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.flows.home import Home
from kiosk.flows.visit import WARNING_S
from kiosk.pinyin.rime import RimePinyin
from tests.journeys.remains.memory import Before, remains
from tests.journeys.remains.places import files_with
from tests.kiosk.glass import Glass
from tests.kiosk.guest import Guest
from tests.kiosk.lonely import LonelyKiosk, next_frame

pytestmark = [pytest.mark.gl, pytest.mark.timeout(240)]
_GONE_S = 0.7


@pytest.fixture(scope="module")
def pinyin() -> RimePinyin:
    """The dictionary takes a second to load."""
    pinyin = RimePinyin()
    pinyin.load()
    return pinyin


@pytest.fixture
def kiosk(glass: Glass, tmp_path: Path, pinyin: RimePinyin) -> Iterator[LonelyKiosk]:
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    kiosk.app._visit.around.pinyin = pinyin
    kiosk.comes()
    next_frame()
    yield kiosk
    kiosk.leaves(glass)


def leaves_now(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.does("leave")


def is_idle(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.waits(int(guest.step.idle_s) + WARNING_S)


def is_done(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.does("done")


def loses_the_edge(kiosk: LonelyKiosk, guest: Guest) -> None:
    kiosk.goes()
    next_frame()
    guest.does("leave")
    kiosk.comes()
    next_frame()


ENDS: dict[str, tuple[str, str, Callable[[LonelyKiosk, Guest], None]]] = {
    "spelling": ("petition", "WriteWords", is_idle),
    "looking over": ("petition", "CheckPetition", loses_the_edge),
    "thanked": ("petition", "ReadThanks", is_done),
    "answered": ("answer", "ReadAnswer", leaves_now),
}


def passes(seconds: float) -> None:
    """Frames, as long as screens need to fade and be forgotten."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        next_frame()
        time.sleep(0.02)


def test_nothing_of_a_visit_is_left_however_it_ends(kiosk: LonelyKiosk, glass: Glass, tmp_path: Path) -> None:
    passes(0.1)
    before, empty, found = Before(), photographed(glass), {}

    for end, (way, step, ends) in ENDS.items():
        guest = Guest(kiosk).comes_to(step, way=way)
        ends(kiosk, guest)
        guest.is_forgotten()
        passes(_GONE_S)
        left = [str(find) for find in remains(guest.canaries, before)]
        found[end] = [*left, *files_with(guest.canaries, tmp_path, *_kivy_files())]
        assert type(kiosk.app.step) is Home, end
        assert photographed(glass) == empty, f"after {end} the first page looks otherwise"

    assert found == {end: [] for end in ENDS}


def photographed(glass: Glass) -> Any:
    # Kivy's window is open by now
    from demo.onlooker import photograph

    passes(0.05)
    del glass
    return photograph().rgba


def _kivy_files() -> list[Path]:
    return [Path(os.environ["KIVY_HOME"]), *Path("/dev/shm").glob("zhitong-words-*")]  # noqa: S108  # searched
