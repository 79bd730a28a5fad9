"""The power goes while the villager is in a call: with the county that calls back, recorded, and in an inquiry."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from demo.cast import InquiryWords
from demo.duty import Duty
from demo.evidence import OpenedPetition, opened_petition
from demo.officer import Officer
from demo.station import stored_parts
from demo.story.inquiry import text_of
from demo.system import System
from demo.visitor import Visitor
from tests.journeys.power import company, kept, walks
from tests.journeys.power.company import Hearing
from tests.journeys.power.images import Image, Images
from tests.journeys.power.walks import Walk
from tests.journeys.remains.canary import Canary, digits, words
from tests.journeys.remains.places import files_with
from tests.journeys.switched import Terminal
from wire.inquiry.log import Fact, InquiryEnded, PageConfirmed, SegmentKept, SignatureGiven

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(300)]
_SHORTEST_S = 4.0
_GAP_S = 0.5


@pytest.fixture
def hearing(system: System, terminal: Terminal, villager: Visitor, tmp_path: Path) -> Iterator[Hearing]:
    """李敏 is logged in, and not on duty yet."""
    with Officer(system.console, tmp_path / "desk") as officer:
        officer.logs_in(system.cast.officer.login, system.password)
        yield Hearing(system, terminal, villager, Duty(officer, system.console))


def spoken(asked: InquiryWords, canaries: list[Canary]) -> InquiryWords:
    """The demo's inquiry, in which something is said that stands nowhere else."""
    about, answer, credential = canaries
    return msgspec.structs.replace(
        asked, about=about.text, credential=credential.text, entries=[asked.entries[0], ("villager", answer.text)]
    )


def whole_call(hearing: Hearing, asked: InquiryWords) -> Walk:
    yield from company.is_called_back(hearing)
    yield from company.is_recorded(hearing)
    yield from company.breaks_an_inquiry_off(hearing, asked)
    yield from company.signs_an_inquiry(hearing, asked)


def test_a_terminal_switched_off_in_company_keeps_what_was_recorded_until_then_and_nothing_else(
    hearing: Hearing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place, terminal, villager = hearing.system.place, hearing.terminal, hearing.villager
    images = Images(terminal, tmp_path_factory.mktemp("p"))
    canaries = [words("about"), words("answer"), digits("credential", 11)]
    asked = spoken(hearing.system.cast.inquiry, canaries)

    for at in whole_call(hearing, asked):
        villager.waits_for(at.step)
        images.takes(at, canaries)
    terminal.loses_power()
    terminal.comes_back()
    assert not any(canary.text in text for canary in canaries for text in villager.texts)
    # The kiosk may be there before the edge that blackens what the dead one left.
    company.until(lambda: not any(terminal.picture))
    company.until(lambda: hearing.all_arrived)
    newest = _newest(hearing.system)
    terminal.ends()
    hearing.system.broker.stop()

    assert images.steps == walks.IN_COMPANY
    assert [told for image in images.taken for told in image.told] == []
    assert [found for image in images.taken for found in _calls_in(image, hearing.system)] == []
    assert files_with(canaries, place.logs) == []
    for image in images.different:
        recordings = image.recordings
        assert [one.purpose for one in recordings] == ([image.at.recorded] if image.at.recorded else []), image.at
        assert image.begins() == []
        for one in recordings:
            petition = kept.opened(image.home, one.petition_ids[0], place.office_key)
            _is_whole_but_for_the_cut(petition, image.at.step)
    _is_signed(newest, asked)


def _calls_in(image: Image, system: System) -> list[str]:
    """Where a call of this terminal can be read of; what is recorded knows in which one it began."""
    with closing(sqlite3.connect(f"file:{system.place.county / 'db.sqlite3'}?mode=ro", uri=True)) as county:
        calls = [Canary("call", call_id) for (call_id,) in county.execute("SELECT call_id FROM call_call")]
    assert len(calls) > 2
    return [found for found in files_with(calls, image.home) if not found.endswith("/head.json")]


def _facts(petition: OpenedPetition) -> list[Fact]:
    """Of the log of an inquiry that was cut."""
    said = kept.facts(petition)
    assert said[-1] == InquiryEnded(why="power_cut")
    return said


def _is_whole_but_for_the_cut(petition: OpenedPetition, step: str) -> None:
    assert kept.film_s(petition) > _SHORTEST_S
    if petition.meta.details.purpose == "call":
        return
    said = _facts(petition)
    to_ms = max(fact.to_ms for fact in said if isinstance(fact, SegmentKept))
    assert abs(kept.film_s(petition) - to_ms / 1000) < _GAP_S
    assert any(isinstance(fact, PageConfirmed) for fact in said) == (step == "SignInquiry")
    assert petition.contents("document"), "the cut is stated"


def _newest(system: System) -> OpenedPetition:
    """What arrived last at the county."""
    parts = stored_parts(system.place)
    newest = max({part.parent for part in parts}, key=lambda folder: folder.stat().st_mtime)
    return opened_petition(system.place.office_key, [part for part in parts if part.parent == newest])


def _is_signed(petition: OpenedPetition, asked: InquiryWords) -> None:
    """The power went after the signature: it is there, and so is the page that was confirmed before it."""
    said = _facts(petition)
    assert [fact.right for fact in said if isinstance(fact, PageConfirmed)] == [True]
    assert len([fact for fact in said if isinstance(fact, SignatureGiven)]) == len(petition.contents("writing")) == 1
    cut, case = petition.contents("document")
    assert asked.entries[0][1] in text_of(case)
    assert "断电" in text_of(cut)
