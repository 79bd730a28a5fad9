"""A formal inquiry between a terminal's edge and officers in real Chromium: what it bears, and what is kept of it."""

import io
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from bench.call.rig import Desk, Line
from demo.cast import Cast
from demo.duty import Duty
from demo.evidence import OpenedPetition, opened_petition
from demo.place import new_password
from demo.station import stored_parts
from demo.story.stranger import verified
from tests.journeys.terminal_face import TerminalFace
from wire import port
from wire.codec import from_json
from wire.ids import CallId, InquiryId, new_id
from wire.inquiry.log import Fact, InquiryEnded, Link, SegmentKept

pytestmark = [pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(120)]


@dataclass
class Browser:
    """The desk's browser as the demo's officer sits before it."""

    desk: Desk

    @property
    def page(self) -> Any:
        return self.desk.page

    def until(self, expression: str, *, within_s: float = 20) -> None:
        self.desk.until(lambda: bool(self.desk.page.evaluate(expression)), within_s=within_s)


class Hearing:
    """Wang Dashan's kiosk and the officers' page, in a call."""

    def __init__(self, line: Line, kiosk: TerminalFace, people: Cast, password: str) -> None:
        self.line, self.kiosk, self.people, self.password = line, kiosk, people, password
        self.duty = Duty(Browser(line.desk), line.system.console)
        self.before = _whole(line.system.place.county)
        self.call_id = CallId("")
        self.inquiry_id = InquiryId("")

    def calls(self) -> None:
        self.call_id = CallId(new_id())
        self.kiosk.says(port.StartCall(call_id=self.call_id))
        self.line.desk.until(lambda: self.line.desk.page.locator("#waiting li").count() == 1)
        self.duty.takes_the_call()
        self.kiosk.hears(port.CallConnected)

    def is_asked(self) -> None:
        self.duty.fills_in(self.people.inquiry, self.people.colleague, self.password)
        self.duty.asks_the_villager()
        self.inquiry_id = self.kiosk.hears(port.InquiryAsked).inquiry_id

    def agrees(self, *, agreed: bool = True) -> None:
        self.kiosk.says(port.AgreeToInquiry(inquiry_id=self.inquiry_id, agreed=agreed))

    def goes_to_the_questions(self) -> None:
        self.duty.is_recorded()
        self.duty.goes_on()
        self.kiosk.waits_for(port.InquiryAt, lambda at: at.step == "rights")
        self.kiosk.says(port.AgreeToStep(inquiry_id=self.inquiry_id, step="rights"))
        self.duty.goes_on()
        self.duty.goes_on()
        self.kiosk.waits_for(port.InquiryAt, lambda at: at.step == "questions")


@pytest.fixture(scope="module")
def password() -> str:
    return new_password()


@pytest.fixture(scope="module")
def line(people: Cast, tmp_path_factory: pytest.TempPathFactory, password: str) -> Iterator[Line]:
    with Line(tmp_path_factory.mktemp("inquiry"), people, password=password) as running:
        running.desk.sits(people.officer.login, password)
        yield running


@pytest.fixture
def kiosk(line: Line) -> Iterator[TerminalFace]:
    with TerminalFace(line.edge_socket) as face:
        if not face.hears(port.EdgeStatus).link_up:
            face.waits_for(port.EdgeStatus, lambda status: status.link_up)
        yield face


@pytest.fixture
def hearing(line: Line, kiosk: TerminalFace, people: Cast, password: str) -> Hearing:
    return Hearing(line, kiosk, people, password)


def test_a_villager_who_says_no_goes_on_talking(hearing: Hearing) -> None:
    hearing.calls()
    hearing.is_asked()

    hearing.agrees(agreed=False)

    said = "document.getElementById('inquiry-said').dataset.kind"
    Browser(hearing.line.desk).until(f"{said} === 'refused'")
    hearing.duty.sees_the_villager(colours=1)
    assert not any(isinstance(event, port.CallEnded) for event in hearing.kiosk.heard)
    hearing.kiosk.says(port.EndCall(call_id=hearing.call_id))
    hearing.kiosk.hears(port.CallEnded)


def test_what_was_said_before_the_power_went_arrives_and_says_that_it_went(hearing: Hearing) -> None:
    line, words = hearing.line, hearing.people.inquiry
    hearing.calls()
    hearing.is_asked()
    hearing.agrees()
    hearing.goes_to_the_questions()
    hearing.duty.types(words.entries)
    hearing.kiosk.waits_for(port.InquiryText, lambda page: page.entries[-1].text == words.entries[-1][1])
    hearing.kiosk.waits_for(port.InquiryTape, lambda tape: tape.elapsed_ms > 7000)

    line.edge.stop(signal.SIGKILL)
    line.edge.start()

    petition, parts = _arrived(hearing)
    assert petition.meta.details.purpose == "inquiry"
    facts = _facts(petition)
    assert facts[-1] == InquiryEnded(why="power_cut")
    assert _seconds(petition) > 0.9 * _kept_s(facts) > 3
    assert _joined(hearing)
    assert "power_cut" in verified(line.system.place, petition, parts)


def test_a_screen_that_stops_ends_it_on_both_sides_and_nobody_is_said_to_have_left(hearing: Hearing) -> None:
    line = hearing.line
    hearing.calls()
    hearing.is_asked()
    hearing.agrees()
    hearing.duty.is_recorded()
    hearing.kiosk.waits_for(port.InquiryTape, lambda tape: tape.elapsed_ms > 7000)

    hearing.kiosk.is_gone()
    with TerminalFace(line.edge_socket) as after:
        petition, parts = _arrived(hearing)

    line.desk.until(lambda: line.desk.says == "ended-caller")
    said = "document.getElementById('inquiry-said').dataset.kind"
    Browser(line.desk).until(f"!document.body.classList.contains('inquiring') && {said} === 'arrived'")
    assert not any(hasattr(event, "inquiry_id") for event in after.heard)
    assert _facts(petition)[-1] == InquiryEnded(why="screen_stopped")
    assert _joined(hearing)
    assert "screen_stopped" in verified(line.system.place, petition, parts)
    record = line.desk.page.request.get(f"{line.desk.console}/inquiries/{hearing.inquiry_id}/")
    assert "终端屏幕停止工作" in record.text()


def _arrived(hearing: Hearing) -> tuple[OpenedPetition, list[Path]]:
    """What the county has now that it did not have when they met."""
    place = hearing.line.system.place
    hearing.line.desk.until(lambda: _whole(place.county) != hearing.before, within_s=60)
    [folder] = _whole(place.county) - hearing.before
    parts = [part for part in stored_parts(place) if part.parent == folder]
    return opened_petition(place.office_key, parts), parts


def _whole(county: Path) -> set[Path]:
    return {folder for folder in (county / "objects").glob("*/*") if folder.suffix != ".incoming"}


def _seconds(petition: OpenedPetition) -> float:
    film = io.BytesIO(b"".join(petition.contents("video")))
    with av.open(film, "r") as container:
        return float([frame.time or 0.0 for frame in container.decode(video=0)][-1])


def _kept_s(facts: list[Fact]) -> float:
    return max(fact.to_ms for fact in facts if isinstance(fact, SegmentKept)) / 1000


def _facts(petition: OpenedPetition) -> list[Fact]:
    lines = b"".join(petition.contents("log")).splitlines()
    return [from_json(one.strip(), Link).fact for one in lines if one.strip()]


def _joined(hearing: Hearing) -> bool:
    """The county knows that what arrived is this inquiry, and that it was not led to its end."""

    def row() -> tuple[Any, ...] | None:
        database = sqlite3.connect(f"file:{hearing.line.system.place.county / 'db.sqlite3'}?mode=ro", uri=True)
        try:
            asked = "SELECT over, why FROM inquiry_inquiry WHERE submission_id IS NOT NULL AND inquiry_id = ?"
            found: tuple[Any, ...] | None = database.execute(asked, (hearing.inquiry_id,)).fetchone()
        finally:
            database.close()
        return found

    hearing.line.desk.until(lambda: row() is not None, within_s=30)
    return row() in [(1, "call_ended"), (1, "left")]
