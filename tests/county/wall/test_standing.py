"""A row of the list says how a wall stands: what it made of its settings, what it shows, how far behind it is."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from county.affairs.models import Village
from county.affairs.publishing import Draft, publish
from county.fleet.models import Terminal
from county.officers.models import Officer
from county.wall.looks import ask_look, note_looked
from county.wall.proofs import take_batch
from county.wall.reports import note_report
from county.wall.standing import Standing, standing
from county.wall.wanted import save_profile
from tests.county.wall.stage import Wall
from wire.ids import TerminalId
from wire.wall.chain import packed
from wire.wall.profile import WallProfile
from wire.wall.settings import WallReport


def now() -> Standing:
    return standing(Terminal.objects.get(terminal_id="t002"))


@pytest.mark.parametrize(
    ("version", "status", "says"),
    [(None, "", "waits"), (0, "working", "waits"), (0, "refused", "refused"), (1, "working", "working")],
)
def test_settings_are_waited_for_refused_or_worked_with(
    wall: Wall, limin: Officer, *, version: int | None, status: str, says: str
) -> None:
    before = now().settings
    save_profile("t002", WallProfile(), limin)

    if version is not None:
        assert status in ("working", "refused")
        report = WallReport(terminal_id=TerminalId("t002"), version=version, status=status)  # type: ignore[arg-type]
        note_report("t002", report, remembered=False)

    assert (before, now().settings) == ("own", says)


def test_what_it_shows_is_what_was_seen_or_proven_last(wall: Wall, limin: Officer) -> None:
    said = [now().shows]
    wall.shows("柳河村")
    take_batch("t002", packed(wall.entries))
    said.append(now().shows)
    look = ask_look("t002", limin)
    note_looked("t002", look.look_id, wall.looked(look.look_id, pixels_sha256="a" * 64, at_ms=0))
    said.append(now().shows)
    wall.clock_ms = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp() * 1000)
    wall.shows("石桥村")
    take_batch("t002", packed(wall.entries))
    said.append(now().shows)

    assert said == ["", "柳河村 十月收支", "东书村 十月收支", "石桥村 十月收支"]


def test_publications_that_it_has_not_taken_are_counted(wall: Wall, limin: Officer) -> None:
    for title in ("一", "二"):
        village = Village.objects.get(name="东书村")
        publish(Draft(village=village, title=title, as_of=date(2026, 10, 31), body="如下。"), limin)
    Terminal.objects.filter(terminal_id="t002").update(index_serial=1)

    assert now().behind == 1


def test_a_clock_beyond_all_calendars_breaks_no_page(wall: Wall, limin: Officer) -> None:
    wall.clock_ms = 2**53 - 60_000
    wall.shows("柳河村")
    take_batch("t002", packed(wall.entries))
    look = ask_look("t002", limin)
    note_looked("t002", look.look_id, wall.looked(look.look_id, pixels_sha256="a" * 64, at_ms=2**60))
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(limin)

    pages = [reverse("walls"), reverse("wall", args=["t002"]), reverse("proof")]

    assert [browser.get(page).status_code for page in pages] == [200] * 3
    assert now().shows
