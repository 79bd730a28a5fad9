"""What is removed after how long, and what a clock that lies cannot remove."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import override_settings

from county.call.models import Call, Wish
from county.config import CountyConfig, Keeping
from county.inquiry.models import Act, Inquiry
from county.keeping.desk import EVERY_S, KeepingDesk
from county.keeping.models import Day, Removal
from county.keeping.rules import keep
from county.officers.models import Officer
from county.petition.models import Matter
from wire.ids import new_id

DAY = timedelta(days=1)
TODAY = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def lived(home: CountyConfig) -> Iterator[None]:
    """The county has run each day for a year."""
    with override_settings(COUNTY=replace(home, keeping=Keeping())):
        Day.objects.bulk_create(Day(day=(TODAY - DAY * ago).date()) for ago in range(365))
        yield


def a_call(*, days_ago: float, note: str = "") -> Call:
    """It ended so long ago; 李敏 had taken it."""
    at = TODAY - DAY * days_ago
    times = {"asked_at": at, "heard_at": at, "ended_at": at}
    officer = Officer.objects.get(username="limin")
    return Call.objects.create(
        call_id=new_id(), terminal_id="t001", state="ended", why="nobody", officer=officer, note=note, **times
    )


def a_wish(*, days_ago: float, state: str = "open", done_days_ago: float | None = None) -> Wish:
    done_at = None if done_days_ago is None else TODAY - DAY * done_days_ago
    wished_at = TODAY - DAY * days_ago
    return Wish.objects.create(call=a_call(days_ago=days_ago), wished_at=wished_at, state=state, done_at=done_at)


def an_inquiry(*, days_ago: float, tape: str = "refused", matter: Matter | None = None) -> Inquiry:
    call, at = a_call(days_ago=days_ago), TODAY - DAY * days_ago
    limin, zhaoqiang = (Officer.objects.get(username=name) for name in ("limin", "zhaoqiang"))
    inquiry = Inquiry.objects.create(
        inquiry_id=new_id(),
        call=call,
        first=limin,
        second=zhaoqiang,
        about="东书村修井款",
        over=True,
        begun_at=at,
        over_at=at,
        tape=tape,
        matter=matter,
    )
    Act.objects.create(inquiry=inquiry, officer=limin, what="begun", at=at)
    return inquiry


def test_a_wish_goes_a_week_after_it_was_served_and_fifteen_days_after_nobody_did(lived: None) -> None:
    kept = {
        a_wish(days_ago=14).pk,
        a_wish(days_ago=30, state="answered", done_days_ago=6).pk,
        a_wish(days_ago=30, state="rings").pk,
    }
    a_wish(days_ago=17)
    a_wish(days_ago=30, state="answered", done_days_ago=9)
    a_wish(days_ago=30, state="closed", done_days_ago=9)

    keep(TODAY)

    assert set(Wish.objects.values_list("pk", flat=True)) == kept
    assert Call.objects.count() == 6


def test_that_a_call_was_goes_after_half_a_year_with_its_note(lived: None) -> None:
    young = a_call(days_ago=182, note="请村里送来收据")
    a_call(days_ago=185, note="请村里送来收据")
    going_on = a_call(days_ago=185)
    Call.objects.filter(pk=going_on.pk).update(state="taken", ended_at=None)

    keep(TODAY)

    assert {call.pk for call in Call.objects.all()} == {young.pk, going_on.pk}


def test_an_inquiry_stays_with_its_case_and_with_its_call(lived: None) -> None:
    matter = Matter.objects.create(mailbox="m" * 32, newest_at=TODAY)
    named = an_inquiry(days_ago=300, matter=matter)
    recorded = an_inquiry(days_ago=300, tape="kept")
    failed = an_inquiry(days_ago=300, tape="failed")
    once = an_inquiry(days_ago=300, tape="")
    Act.objects.create(inquiry=once, what="tape", of="runs", at=TODAY - DAY * 300)
    an_inquiry(days_ago=300)
    young = an_inquiry(days_ago=100)

    keep(TODAY)

    stay = {named.pk, recorded.pk, failed.pk, once.pk, young.pk}
    assert set(Inquiry.objects.values_list("pk", flat=True)) == stay
    assert Call.objects.count() == len(stay)
    assert set(Act.objects.values_list("inquiry", flat=True)) == stay


def test_a_clock_that_is_a_year_ahead_removes_nothing_that_is_young(lived: None) -> None:
    a_wish(days_ago=1, state="closed", done_days_ago=1)
    a_wish(days_ago=3)
    an_inquiry(days_ago=20)
    before = Call.objects.count()

    for hours in range(24):
        keep(TODAY + DAY * 365 + timedelta(hours=hours / 2))

    assert Removal.objects.count() == 0
    assert (Call.objects.count(), Wish.objects.count(), Inquiry.objects.count()) == (before, 2, 1)


def test_after_it_was_set_right_all_goes_its_way(lived: None) -> None:
    a_wish(days_ago=3)
    keep(TODAY + DAY * 365)

    for day in range(1, 11):
        keep(TODAY + DAY * day)
    still = Wish.objects.count()
    for day in range(11, 14):
        keep(TODAY + DAY * day)

    assert still == 1
    assert Wish.objects.count() == 0


def test_a_clock_that_went_back_removes_nothing(lived: None) -> None:
    a_wish(days_ago=3)
    a_call(days_ago=100)

    keep(TODAY - DAY * 5000)

    assert Removal.objects.count() == 0


def test_days_on_which_the_county_was_off_do_not_count(home: CountyConfig, caplog: pytest.LogCaptureFixture) -> None:
    a_wish(days_ago=3)
    keep(TODAY - DAY * 4)
    keep(TODAY)

    keep(TODAY + DAY * 60)

    assert Wish.objects.count() == 1
    assert "kept longer" in caplog.text


def test_what_was_removed_is_said_without_saying_whose(lived: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    old = [a_call(days_ago=days, note="王大山的井") for days in (200, 190)]

    keep(TODAY)

    done = Removal.objects.get()
    assert (done.kind, done.count, done.after_days) == ("call", 2, 183)
    assert (done.oldest_at, done.newest_at) == (old[0].ended_at, old[1].ended_at)
    assert "removed by its rule of 183 days: 2 of kind call" in caplog.text
    assert all(call.pk[:8] not in caplog.text for call in old)
    assert "王大山" not in caplog.text


def test_the_gateway_does_it_each_hour_and_goes_on_when_it_cannot(
    lived: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    at_s = 0.0
    desk = KeepingDesk(now=lambda: TODAY, monotonic_s=lambda: at_s)
    desk.sweep()
    a_call(days_ago=200)

    desk.sweep()
    waits = Removal.objects.count()
    at_s = EVERY_S

    def full(_: datetime) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("county.keeping.desk.keep", full)
        desk.sweep()
    at_s = 2 * EVERY_S
    desk.sweep()

    assert waits == 0
    assert "nothing was removed" in caplog.text
    assert Removal.objects.count() == 1


def test_the_command_says_the_rules_what_waits_and_what_went(
    lived: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_call(days_ago=200)
    Call.objects.update(ended_at=datetime.now(UTC) - DAY * 200)
    Day.objects.all().delete()
    call_command("keeping")
    young = capsys.readouterr().out
    Day.objects.bulk_create(Day(day=(datetime.now(UTC) - DAY * ago).date()) for ago in range(1, 200))

    call_command("keeping", "--now")

    said = capsys.readouterr().out
    assert "call after 183 days: 1 are older by the calendar; the county has not lived for so many days yet" in young
    assert "removed 1 of call" in said
    assert "call after 183 days: 0 to be removed" in said
