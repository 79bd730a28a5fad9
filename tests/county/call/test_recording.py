"""The wish to record: the officer asks, the villager alone lets it run."""

import pytest

from county.call import hands
from county.call.models import Call
from county.call.recording import shown
from county.officers.models import Officer
from tests.county.call.station import Station
from wire.call.signals import Seat, Sent
from wire.ids import CallId


def _shown() -> tuple[str, str]:
    call = Call.objects.get()
    return call.recording, shown(call)


def _says(station: Station, call_id: CallId, *, recording: bool = False, refused: bool = False) -> list[str]:
    told = station.hears(Sent(call_id=call_id, recording=recording, refused_recording=refused))
    return [one.recording for one in told if isinstance(one, Seat)]


def test_nothing_is_recorded_before_the_villager_has_agreed(station: Station, limin: Officer, call_id: CallId) -> None:
    for _ in range(2):
        hands.ask_to_record(limin, call_id, wanted=True)
    assert [one.recording for one in station.posted() if isinstance(one, Seat)] == ["asked"]
    assert _shown() == ("asked", "asked")

    assert _says(station, call_id, recording=True) == ["on"]
    assert _says(station, call_id, recording=True) == []

    assert _shown() == ("on", "on")
    hands.ask_to_record(limin, call_id, wanted=False)
    assert _shown() == ("none", "on"), "it runs until the terminal says that it does not"
    assert _says(station, call_id) == []
    assert _shown() == ("none", "none")


def test_a_refusal_ends_the_asking_and_an_old_one_does_not_answer_a_new_question(
    station: Station, limin: Officer, call_id: CallId
) -> None:
    hands.ask_to_record(limin, call_id, wanted=True)
    assert _says(station, call_id, refused=True) == ["none"]
    assert _shown() == ("none", "refused")

    hands.ask_to_record(limin, call_id, wanted=True)

    assert _says(station, call_id, refused=True) == []
    assert _shown() == ("asked", "asked")
    assert _says(station, call_id) == []
    assert _says(station, call_id, recording=True) == ["on"]


def test_consent_may_be_taken_back(station: Station, limin: Officer, call_id: CallId) -> None:
    hands.ask_to_record(limin, call_id, wanted=True)
    _says(station, call_id, recording=True)

    assert _says(station, call_id, refused=True) == ["none"]

    assert _shown() == ("none", "refused")


@pytest.mark.parametrize("refused", [True, False])
def test_what_a_terminal_says_unasked_begins_nothing(
    station: Station, limin: Officer, call_id: CallId, *, refused: bool
) -> None:
    assert _says(station, call_id, recording=not refused, refused=refused) == []

    assert Call.objects.get().recording == "none"
