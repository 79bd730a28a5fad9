"""Real processes: what a villager left is gone after leaving, and after the power went at any moment."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.station import stored_parts
from demo.system import System
from demo.visitor import Visitor
from tests.journeys.remains.canary import Canary, digits
from tests.journeys.remains.places import files_with, shared_memory, told_of
from tests.journeys.switched import Terminal

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.timeout(240)]


def gives_name_and_number(villager: Visitor, name: Canary, phone: Canary) -> None:
    """Up to how it is to be told."""
    villager.taps("petition").taps("matter:report").taps("none").taps("identity:named").taps("agree")
    villager.waits_for("WriteByHand").taps("keys").taps("layer:latin").taps("layer:digits")
    for digit in name.text:
        villager.taps(f"key:{digit}")
    villager.taps("done").waits_for("EnterPhone").types(phone.text)
    villager.taps("done").taps("callback:neutral").waits_for("ChooseKind")


def records(villager: Visitor) -> None:
    villager.taps("kind:video").waits_for("FaceCamera").taps("record", timeout_s=20)
    villager.waits_for("Record")
    time.sleep(1.5)


def sends(villager: Visitor) -> None:
    records(villager)
    villager.taps("stop").waits_for("Review").taps("done").waits_for("AddMore").taps("check")
    villager.waits_for("CheckPetition").taps("send").waits_for("ReadReceipt", 40)


def test_nothing_of_a_visit_is_left_outside_the_processes(
    system: System, terminal: Terminal, villager: Visitor
) -> None:
    canaries = [digits("name", 10), digits("phone", 11)]

    gives_name_and_number(villager, *canaries)
    records(villager)
    assert any(terminal.picture), "the camera's picture must be there to be blanked"
    villager.taps("leave").waits_for("Home")
    time.sleep(1)

    places = [system.place.home, *_temporary(), *shared_memory(terminal.home)]
    places += [place for child in terminal.processes for place in told_of(child.pid)]
    texts = " ".join(villager.texts)
    assert files_with(canaries, *places) == []
    assert not any(needle in texts for canary in canaries for needle in canary.needles.written)
    assert not any(terminal.picture)
    assert terminal.drafts == []


# every other screen: tests/journeys/power
MOMENTS: dict[str, Callable[[Visitor], None]] = {
    "recording": records,
    "thanked": sends,
}


def test_a_terminal_switched_off_at_any_moment_keeps_what_was_thanked_for_and_nothing_else(
    system: System, terminal: Terminal, villager: Visitor
) -> None:
    for moment, comes_there in MOMENTS.items():
        canaries = [digits("name", 10), digits("phone", 11)]
        arrived = petitions(system)
        gives_name_and_number(villager, *canaries)
        if moment == "thanked":
            system.broker.stop()
        comes_there(villager)
        terminal.loses_power()
        if moment == "thanked":
            system.broker.start()
        terminal.comes_back()

        if moment == "thanked":
            waits_until(lambda before=arrived: len(petitions(system)) == len(before) + 1)  # type: ignore[misc]  # now
        # home may stand before the edge does, which throws drafts away as it starts
        waits_until(lambda: terminal.drafts == [])
        assert len(petitions(system)) == len(arrived) + (moment == "thanked"), moment
        assert files_with(canaries, system.place.home, *shared_memory(terminal.home)) == [], moment


def petitions(system: System) -> set[Path]:
    """Those whose parts are all at the county."""
    return {part.parent for part in stored_parts(system.place) if ".incoming" not in str(part)}


def waits_until(true: Callable[[], bool], *, within_s: float = 40) -> None:
    ends = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.1)


def _temporary() -> list[Path]:
    """What Kivy and the dictionary may write to."""
    kivy = Path(os.environ.get("KIVY_HOME", Path.home() / ".kivy"))
    return [path for path in (kivy, *Path("/dev/shm").glob("zhitong-words-*")) if path.exists()]  # noqa: S108  # searched
