"""The duty roster: how it is written, and who is next."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from county.call.hours import DAYS, BadHours, Span, begins_next, is_planned, parsed
from county.call.models import Duty, Seat
from county.call.roster import rosters
from county.config import CountyConfig
from county.officers.models import Officer
from tests.county.call.station import seated

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SPANS = st.lists(
    st.tuples(st.integers(0, 6), st.times(), st.times())
    .map(lambda one: Span(one[0], *(at.replace(second=0, microsecond=0) for at in one[1:])))
    .filter(lambda span: span.begins < span.ends),
    max_size=10,
)


def test_days_and_hours_are_read_as_they_are_said() -> None:
    assert parsed("mon-tue 08:30-12:00 14:30-17:30; Sat 09:00-11:00") == (
        Span(0, time(8, 30), time(12)),
        Span(0, time(14, 30), time(17, 30)),
        Span(1, time(8, 30), time(12)),
        Span(1, time(14, 30), time(17, 30)),
        Span(5, time(9), time(11)),
    )
    assert parsed("") == ()


@given(SPANS)
@settings(max_examples=40, deadline=None)
def test_every_roster_can_be_written(spans: list[Span]) -> None:
    text = "; ".join(f"{DAYS[span.weekday]} {span.begins:%H:%M}-{span.ends:%H:%M}" for span in spans)

    assert list(parsed(text)) == spans


@pytest.mark.parametrize(
    "text",
    ["monday 08:00-09:00", "mon", "mon 8-9", "fri-mon 08:00-09:00", "mon 25:00-26:00", "mon 12:00-08:00", "08:00"],
)
def test_what_is_no_roster_is_refused(text: str) -> None:
    with pytest.raises(BadHours):
        parsed(text)


@given(SPANS, st.integers(0, 7 * 24 * 60))
@settings(max_examples=40, deadline=None)
def test_the_next_span_is_the_first_that_begins_within_the_week(spans: list[Span], minutes: int) -> None:
    now = WEDNESDAY + timedelta(minutes=minutes)
    duties = [Duty(weekday=span.weekday, begins=span.begins, ends=span.ends) for span in spans]

    at = begins_next(duties, now)

    assert (at is None) == (not duties)
    if at is not None:
        assert timedelta(0) < at - now <= timedelta(days=7)
        assert (at.weekday(), at.time()) in [(span.weekday, span.begins) for span in spans]
    assert is_planned(duties, now) == any(
        span.weekday == now.weekday() and span.begins <= now.time() < span.ends for span in spans
    )


def test_the_roster_says_who_sits_there_now_and_who_comes_next(home: CountyConfig) -> None:
    call_command("call_seat", "limin", hours="mon-fri 08:30-12:00")
    call_command("call_seat", "zhaoqiang", hours="mon-fri 14:30-17:30")
    seated("limin", "county")
    Seat.objects.filter(officer__username="limin").update(seen_at=WEDNESDAY)

    county = rosters(WEDNESDAY, Seat.objects.get(officer__username="limin"))[0]

    assert [row.name for row in county.there] == ["李敏"]
    assert county.next_up is not None
    assert (county.next_up.name, county.next_up.next_at) == ("赵强", WEDNESDAY.replace(hour=14, minute=30))
    assert [row.state for row in county.rows if row.name == "赵强"] == ["away"]


def test_a_seat_is_given_with_its_hours_and_township_and_taken_away_again(home: CountyConfig) -> None:
    call_command("call_seat", "zhaoqiang", level="township", township="柳河镇", hours="mon 08:30-12:00")
    call_command("call_seat", "zhaoqiang", level="township", township="柳河镇")
    seat = Seat.objects.get()
    assert (seat.township, seat.duties.count()) == ("柳河镇", 1)

    for wrong in ({"hours": "mon 8-9"}, {"level": "county", "township": "柳河镇"}):
        with pytest.raises(CommandError):
            call_command("call_seat", "zhaoqiang", **wrong)
    call_command("call_seat", "zhaoqiang", hours="")

    assert Seat.objects.get().duties.count() == 0
    call_command("call_seat", "zhaoqiang", remove=True)
    assert not Seat.objects.exists()


def test_the_page_of_the_roster_is_for_those_with_a_seat(home: CountyConfig) -> None:
    limin = Officer.objects.get(username="limin")
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(limin, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get("/calls/roster").status_code == 403

    call_command("call_seat", "limin", hours="mon-fri 08:30-12:00")

    page = browser.get("/calls/roster").content.decode()
    assert "李敏" in page
    assert "08:30–12:00" in page
    assert "周三" in page
