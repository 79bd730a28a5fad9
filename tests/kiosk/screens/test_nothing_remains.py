"""However a visit ends, nothing of it is left in the kiosk: not in memory, not in files, not on the next screens."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.flows.home import Home
from kiosk.pinyin.rime import RimePinyin
from tests.journeys.remains.memory import Before, remains
from tests.journeys.remains.places import files_with
from tests.kiosk.ends import ENDS
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


def passes(seconds: float) -> None:
    """Frames, as long as screens need to fade and be forgotten."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        next_frame()
        time.sleep(0.02)
    # however seldom it was this process's turn
    next_frame()


@pytest.mark.parametrize("way", sorted({way for way, _, _ in ENDS.values()}))
def test_nothing_of_a_visit_is_left_however_it_ends(kiosk: LonelyKiosk, glass: Glass, tmp_path: Path, way: str) -> None:
    passes(0.1)
    before, empty, found = Before(), photographed(glass), dict[str, list[str]]()

    for end, (_, step, ends) in ENDS.items():
        if ENDS[end][0] != way:
            continue
        guest = Guest(kiosk).comes_to(step, way=way)
        ends(kiosk, guest)
        guest.is_forgotten()
        passes(_GONE_S)
        left = [str(find) for find in remains(guest.canaries, before)]
        found[end] = [*left, *files_with(guest.canaries, tmp_path, *_kivy_files())]
        assert type(kiosk.app.step) is Home, end
        assert photographed(glass) == empty, f"after {end} the first page looks otherwise"

    assert found
    assert not {end: left for end, left in found.items() if left}


def photographed(glass: Glass) -> Any:
    # Kivy's window is open by now
    from demo.onlooker import photograph

    passes(0.05)
    del glass
    return photograph().rgba


def _kivy_files() -> list[Path]:
    return [Path(os.environ["KIVY_HOME"]), *Path("/dev/shm").glob("zhitong-words-*")]  # noqa: S108  # searched
