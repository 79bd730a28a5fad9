"""An account whose rows stand without columns says in what they are counted and what they come to."""

import pytest

from kiosk.flows.typeset.money import with_sign
from kiosk.render.page import WallPage
from tests.kiosk.render.cast import SHA256, runs_of, texts_of, typesetter
from tests.kiosk.render.samples import WALLS, ledger, notice

SMALL = ("256x64", "192x96", "256x128")


def _entries(wall: str, count: int, *, whole: bool, village: str = "仰韶村") -> list[WallPage]:
    pages = typesetter(WALLS[wall]).set(notice(ledger(count), village=village), SHA256, whole=whole).pages
    return [page for page in pages if any("07-" in text for text in texts_of(page)) or "合计" in texts_of(page)]


@pytest.mark.parametrize("wall", SMALL)
@pytest.mark.parametrize(("count", "whole"), [(14, True), (46, False)])
def test_every_page_of_entries_says_that_they_are_yuan(wall: str, count: int, whole: bool) -> None:  # noqa: FBT001
    pages = _entries(wall, count, whole=whole)

    assert pages
    assert all(any("(元)" in text for text in texts_of(page)) for page in pages)


@pytest.mark.parametrize("wall", SMALL)
def test_the_last_page_of_all_entries_says_what_came_and_what_went(wall: str) -> None:
    rows = ledger(14).rows
    came, went = sum(row.income_fen for row in rows), sum(row.expense_fen for row in rows)

    *_, last = _entries(wall, 14, whole=True)

    said = texts_of(last)
    assert {"合计", with_sign(came), with_sign(-went)} <= set(said)


def test_a_sum_that_costs_no_page_stands_under_each_and_is_right() -> None:
    rows = iter(ledger(14).rows)
    came = went = 0

    for page in _entries("256x128", 14, whole=True):
        for _ in [text for text in texts_of(page) if text.startswith("07-")]:
            row = next(rows)
            came, went = came + row.income_fen, went + row.expense_fen
        sums = [run.text for run in runs_of(page) if run.y == max(one.y for one in runs_of(page))]
        assert set(sums) - {"累计", "合计"} == {with_sign(came), with_sign(-went)}
    assert not list(rows)


@pytest.mark.parametrize("wall", SMALL)
def test_the_unit_takes_no_room_from_the_name_of_the_village(wall: str) -> None:
    named = [texts_of(page) for page in _entries(wall, 46, whole=False, village="上仰韶村")]

    assert all("上仰韶村" in said for said in named)
