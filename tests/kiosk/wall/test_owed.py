"""What the playlist asks for beside turns: villages that have published nothing are named, duties are shown whole."""

import msgspec
import pytest

from kiosk.render.special import SPECIAL
from kiosk.wall.drawing import Drawing
from kiosk.wall.scene import EmptyScene
from kiosk.words import Words
from tests.kiosk.cast import NOTICES, POINT
from tests.kiosk.wall.test_wall import OTHER, WALL, Yard, published, yard
from wire import port
from wire.codec import to_json
from wire.ids import SiteId
from wire.wall.playlist import Duty, Playlist

__all__ = ["yard"]
pytestmark = pytest.mark.gl


def test_a_village_that_has_published_nothing_is_named_and_stands_in_the_proof_as_such(yard: Yard) -> None:
    playlist = Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0, villages=(NOTICES[0].village, "无声村"))
    yard.hears(published(NOTICES[0]), port.PlaylistChanged(playlist=playlist))

    yard.waits(400_000, step_ms=1000)
    before = yard.wall.rotation.silent
    yard.hears(port.WallSet(version=2, profile=OTHER))
    yard.waits(400_000, step_ms=1000)

    pages = [one.page for one in yard.heard(port.ReportPage) if one.page]
    silent = [(page.village, page.kind, page.notice_id) for page in pages if page.why == "silent"]
    assert before == ("无声村",)
    assert len(silent) > 2
    assert set(silent) == {("无声村", "Silent", SPECIAL)}
    assert {page.village for page in pages if page.why == "turn"} == {NOTICES[0].village}


def test_what_must_be_shown_is_shown_with_every_row(yard: Yard) -> None:
    ledger = max(NOTICES, key=lambda one: len(to_json(one)))
    duty = Duty(notice_id=ledger.notice_id, rule="monthly", first_day="2026-01-01", last_day="2030-01-01")
    plain = Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0)

    yard.hears(published(ledger))
    before = pages_of(yard)
    yard.hears(port.PlaylistChanged(playlist=msgspec.structs.replace(plain, duties=(duty,))))
    owed = pages_of(yard)
    yard.hears(port.PlaylistChanged(playlist=plain))

    assert owed > before
    assert pages_of(yard) == before


def pages_of(yard: Yard) -> int:
    return len(yard.wall._pages())


def test_while_nothing_is_published_it_says_whom_to_call() -> None:
    drawn = [
        Drawing(WALL, Words.of("zh_CN"), point=POINT, media=dict, phone=phone).draws(EmptyScene(heard=True)).cut.bitmap
        for phone in ("", "0351-7654321")
    ]

    assert drawn[0].sha256 != drawn[1].sha256
