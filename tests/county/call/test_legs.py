"""What goes between the two officers' pages of one call: from one to the other, newest generation only."""

from typing import Any

import pytest

from county.call import hands, legs
from county.call.models import Call, Signal
from county.call.models import Seat as SeatRow
from county.errors import Unbelievable
from county.officers.models import Officer
from tests.county.call.station import Station
from wire.call.signals import Offer
from wire.ids import CallId


@pytest.fixture
def together(station: Station, limin: Officer, zhaoqiang: Officer, call_id: CallId) -> CallId:
    hands.ask_to_join(limin, call_id, whom=zhaoqiang.pk, now=station.now)
    hands.join(SeatRow.objects.get(officer=zhaoqiang), call_id, station.now)
    return call_id


def _word(kind: str, gen: int) -> dict[str, Any]:
    return {"kind": kind, "gen": gen, **({} if kind == "anew" else {"sdp": f"v={gen}"})}


def _kept() -> list[tuple[str, str, int]]:
    return [(one.to.name, one.kind, one.body["gen"]) for one in Signal.objects.filter(kind__startswith="leg-")]


def test_an_offer_goes_to_the_one_who_has_the_call_and_the_answer_back(
    station: Station, limin: Officer, zhaoqiang: Officer, together: CallId
) -> None:
    station.hears(Offer(call_id=together, gen=1, sdp="v=0", commitment="a" * 64))

    for officer, word in ((zhaoqiang, _word("offer", 1)), (limin, _word("answer", 1))):
        assert legs.pass_on(officer, together, word)
        assert legs.pass_on(officer, together, word)

    assert _kept() == [("李敏", "leg-offer", 1), ("赵强", "leg-answer", 1)]
    assert Signal.objects.filter(kind="offer").count() == 1, "the terminal's own words stay"


def test_a_later_generation_takes_the_place_of_the_one_before(
    limin: Officer, zhaoqiang: Officer, together: CallId
) -> None:
    legs.pass_on(zhaoqiang, together, _word("offer", 1))
    legs.pass_on(limin, together, _word("answer", 1))
    legs.pass_on(limin, together, _word("anew", 1))

    legs.pass_on(zhaoqiang, together, _word("offer", 2))
    for officer, word in ((limin, _word("answer", 1)), (zhaoqiang, _word("offer", 1))):
        legs.pass_on(officer, together, word)

    assert _kept() == [("李敏", "leg-offer", 2)]
    assert Call.objects.get().leg_gen == 2


def test_it_ends_with_the_company_and_strangers_have_no_part_in_it(
    station: Station, limin: Officer, zhaoqiang: Officer, *, wangfang: Officer, together: CallId
) -> None:
    legs.pass_on(zhaoqiang, together, _word("offer", 1))

    assert not legs.pass_on(wangfang, together, _word("offer", 2))
    hands.leave(limin, together)

    assert _kept() == []
    assert not legs.pass_on(zhaoqiang, together, _word("offer", 2))


@pytest.mark.parametrize(
    "word",
    [
        {},
        {"kind": "offer", "gen": 1},
        {"kind": "offer", "gen": 0, "sdp": "v=0"},
        {"kind": "offer", "gen": 10_001, "sdp": "v=0"},
        {"kind": "offer", "gen": 1, "sdp": ""},
        {"kind": "offer", "gen": 1, "sdp": "v" * 32_769},
        {"kind": "offer", "gen": True, "sdp": "v=0"},
        {"kind": "reveal", "gen": 1, "sdp": "v=0"},
        {"kind": "offer", "gen": 1, "sdp": "v=0", "more": 1},
        {"kind": "answer", "gen": 1, "sdp": "v=0"},
        {"kind": "anew", "gen": 1},
    ],
)
def test_what_is_no_word_of_the_one_who_joined_is_not_passed_on(
    zhaoqiang: Officer, together: CallId, word: dict[str, Any]
) -> None:
    with pytest.raises(Unbelievable):
        legs.pass_on(zhaoqiang, together, word)

    assert _kept() == []
