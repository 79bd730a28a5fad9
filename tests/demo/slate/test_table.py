"""A document camera and its table: what was laid down last is what a terminal's driver sees, straightened."""

import time

import numpy as np
import pytest

from demo.cast import cast
from demo.slate.sheets import Picture, bare_table, laid, sheet
from demo.slate.table import Table
from edge.capture.profile import PAPERS
from edge.papers.page import decoded, taken
from hardware.board import camera

A4 = 210 / 297


def _sees(address: str, wanted: Picture, *, within_s: float = 10) -> bool:
    eye = camera(address, PAPERS)
    eye.open()
    ends = time.monotonic() + within_s
    try:
        while time.monotonic() < ends:
            if np.abs(np.asarray(eye.look().bgr).astype(int) - wanted).mean() < 5:
                return True
    finally:
        eye.close()
    return False


def test_the_terminal_s_own_driver_sees_what_lies_there() -> None:
    first, second = (laid(sheet(lines)) for lines in cast().elder.sheets)

    with Table() as table:
        table.lays(first)
        sees_first = _sees(table.address, first)
        table.lays(second)
        sees_second = _sees(table.address, second)

    assert sees_first
    assert sees_second


def test_sheets_change_by_themselves() -> None:
    page = laid(sheet(["one"]))

    with Table() as table:
        table.turns([bare_table(), page], every_s=0.3)
        seen = _sees(table.address, page)

    assert seen


@pytest.mark.parametrize("number", [0, 1])
def test_a_sheet_is_found_and_straightened(number: int) -> None:
    jpeg, quality = taken(laid(sheet(cast().elder.sheets[number])))

    height, width = np.asarray(decoded(jpeg)).shape[:2]
    assert quality == "good"
    assert abs(width / height / A4 - 1) < 0.05
