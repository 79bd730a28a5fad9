"""That a call exists is known to the seats it may be offered to and to those in it, and to nobody else."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from county.call import hands, legs, seats, wishes
from county.call.models import ASKED_FOR, Call, Wish
from county.call.models import Seat as SeatRow
from county.call.roster import rosters
from county.call.sight import is_known_busy, visible_to, wishes_for
from county.call.view import page_of
from county.config import CountyConfig
from county.fleet.models import Terminal
from county.officers.models import Officer
from tests.county.call.station import Station, invite, seated
from tests.county.cast import Device
from wire.call.signals import Bye, Concerned, Level


@pytest.fixture
def everybody(station: Station, limin: Officer, home: CountyConfig) -> dict[str, Officer]:
    """t001 stands in 柳河镇."""
    Terminal.objects.filter(terminal_id="t001").update(township="柳河镇")
    return {
        "county": limin,
        "own township": seated("zhaoqiang", "township", township="柳河镇"),
        "other township": seated("sunli", "township", township="石桥乡"),
        "village": seated("zhoujun", "village", township="柳河镇"),
    }


def _see(everybody: dict[str, Officer], station: Station) -> set[str]:
    seats_of = {name: SeatRow.objects.get(officer=officer) for name, officer in everybody.items()}
    return {name for name, seat in seats_of.items() if visible_to(seat, station.now).exists()}


@pytest.mark.parametrize(
    ("wanted", "concerns", "sees"),
    [
        ("county", "nobody", {"county"}),
        ("county", "township", {"county"}),
        ("county", "village", {"county"}),
        ("township", "nobody", {"own township"}),
        ("township", "county", {"own township"}),
        ("county", "county", set()),
        ("township", "township", set()),
        ("village", "nobody", set()),
    ],
)
def test_a_call_rings_at_the_level_it_wants_in_its_own_township_and_never_at_whom_it_is_about(
    station: Station, everybody: dict[str, Officer], *, wanted: Level, concerns: Concerned, sees: set[str]
) -> None:
    asked = invite(concerns, wanted=wanted)

    told = station.hears(asked)

    assert _see(everybody, station) == sees
    assert (told == [Bye(call_id=asked.call_id, why="nobody")]) == (not sees)


def test_a_call_that_is_taken_is_seen_by_those_in_it_and_those_who_are_asked(
    station: Station, everybody: dict[str, Officer], wangfang: Officer
) -> None:
    everybody["another of the county"] = wangfang
    asked = invite()
    station.hears(asked)
    assert _see(everybody, station) == {"county", "another of the county"}

    seats.take(everybody["county"], asked.call_id)
    assert _see(everybody, station) == {"county"}
    hands.ask_to_join(everybody["county"], asked.call_id, whom=everybody["own township"].pk, now=station.now)
    assert _see(everybody, station) == {"county", "own township"}
    station.passes(ASKED_FOR + timedelta(seconds=1))
    assert _see(everybody, station) == {"county"}
    seats.end(everybody["county"], asked.call_id)

    assert _see(everybody, station) == set()


def test_who_has_left_the_desk_sees_nothing_ring_and_none_to_call_back(station: Station, limin: Officer) -> None:
    asked = invite()
    station.hears(asked)
    Wish.objects.create(call=_ended(station), wished_at=station.now)
    assert len(page_of(SeatRow.objects.get(), station.now)["wishes"]) == 1

    seats.sit(limin, on_duty=False)

    shown = page_of(SeatRow.objects.get(), station.now)
    assert (shown["waiting"], shown["wishes"], shown["mine"]) == ([], [], None)
    assert not seats.take(limin, asked.call_id)


def test_a_wish_is_seen_where_its_call_might_have_rung(station: Station, everybody: dict[str, Officer]) -> None:
    Wish.objects.create(call=_ended(station, wanted="township", township="柳河镇"), wished_at=station.now)

    see = {name for name, of in everybody.items() if wishes_for(SeatRow.objects.get(officer=of)).exists()}

    assert see == {"own township"}


def test_no_act_of_a_stranger_says_whether_there_is_a_call(
    station: Station, everybody: dict[str, Officer], mallory: Device
) -> None:
    asked = invite()
    station.hears(asked)
    seats.take(everybody["county"], asked.call_id)
    Wish.objects.create(call=_ended(station), wished_at=station.now)
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(everybody["other township"], backend="django.contrib.auth.backends.ModelBackend")

    for name in ("take", "take-over", "join", "ring", "hold", "record", "leave", "decline", "end", "close", "stop"):
        known = browser.post(f"/calls/{asked.call_id}/{name}", "{}", content_type="application/json")
        unknown = browser.post(f"/calls/{'0' * 32}/{name}", "{}", content_type="application/json")
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content), name

    call = Call.objects.get(call_id=asked.call_id)
    assert (call.state, call.officer, call.joined, call.serial) == ("taken", everybody["county"], None, 1)
    assert not legs.pass_on(everybody["other township"], asked.call_id, {"kind": "anew", "gen": 0})
    assert not wishes.ring(SeatRow.objects.get(officer=everybody["other township"]), asked.call_id, station.now)
    assert json.dumps(page_of(SeatRow.objects.get(officer=everybody["village"]), station.now)).count(asked.call_id) == 0


def test_nobody_learns_of_a_call_that_waits_by_trying_to_take_it(
    station: Station, everybody: dict[str, Officer]
) -> None:
    asked = invite()
    station.hears(asked)
    browser = Client(HTTP_HOST="127.0.0.1")

    for name in ("own township", "other township", "village"):
        browser.force_login(everybody[name], backend="django.contrib.auth.backends.ModelBackend")
        known = browser.post(f"/calls/{asked.call_id}/take", "{}", content_type="application/json")
        unknown = browser.post(f"/calls/{'0' * 32}/take", "{}", content_type="application/json")
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content), name

    assert Call.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("wanted", "concerns", "taker", "see"),
    [
        ("county", "nobody", "county", {"county", "own township"}),
        ("county", "township", "county", {"county"}),
        ("township", "county", "own township", {"own township"}),
        ("township", "nobody", "own township", {"county", "own township"}),
    ],
)
def test_the_roster_says_that_somebody_is_in_a_call_to_seats_it_might_be_shared_with(
    station: Station, everybody: dict[str, Officer], *, wanted: Level, concerns: Concerned, taker: str, see: set[str]
) -> None:
    asked = invite(concerns, wanted=wanted)
    station.hears(asked)
    seats.take(everybody[taker], asked.call_id)

    def shown_to(name: str) -> str:
        levels = rosters(station.now, SeatRow.objects.get(officer=everybody[name]))
        (state,) = (row.state for one in levels for row in one.rows if row.name == everybody[taker].name)
        return state

    shown = {name: shown_to(name) for name in everybody}

    assert shown == {name: "busy" if name in see else "there" for name in everybody}


def test_the_roster_says_who_rings_a_terminal_to_seats_its_call_might_have_rung_at(
    station: Station, everybody: dict[str, Officer], wangfang: Officer
) -> None:
    wish = Wish.objects.create(call=_ended(station), wished_at=station.now)
    wishes.ring(SeatRow.objects.get(officer=wangfang), wish.call_id, station.now)

    see = {name for name, of in everybody.items() if is_known_busy(wangfang.pk, SeatRow.objects.get(officer=of))}

    assert see == {"county"}


def _ended(station: Station, **facts: str) -> Call:
    asked = invite()
    return Call.objects.create(
        call_id=asked.call_id,
        terminal_id="t001",
        state="ended",
        why="nobody",
        asked_at=station.now,
        heard_at=station.now,
        **facts,
    )
