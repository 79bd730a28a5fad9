"""The first question: what it is, and what is not taken here."""

import pytest

from kiosk.flows.home import Home
from kiosk.flows.petition.identity import ChooseIdentity
from kiosk.flows.petition.matter import ELSEWHERE, SCOPE, CheckScope, ChooseMatter, ReadElsewhere
from kiosk.flows.slip import Slip
from kiosk.flows.step import EdgeGone
from kiosk.words import LANGUAGES, Words
from tests.kiosk.flows.story import Story
from wire import port


def test_a_villager_chooses_one_of_three_kinds() -> None:
    story = Story().does("petition").sees(ChooseMatter)

    story.does("matter", "claim").sees(CheckScope, matter="claim")

    story.does("none").sees(ChooseIdentity)


def test_what_belongs_elsewhere_is_said_with_whom_to_go_to_and_nothing_is_stored() -> None:
    story = Story().does("petition").does("matter", "report")

    story.does("place", "court").sees(ReadElsewhere, place="court", number="12368")

    story.does("home").sees(Home)
    for request in (port.StartDraft, port.StartPreview, port.StartRecording, port.CancelDraft):
        story.never_asks(request)


def test_everything_that_is_not_taken_can_be_looked_up_before_choosing() -> None:
    story = Story().does("petition").does("elsewhere").sees(CheckScope, matter=None)

    story.does("none").sees(CheckScope, matter=None).does("place", "city").sees(ReadElsewhere, number="12388")

    story.does("back").sees(CheckScope, matter=None).does("back").sees(ChooseMatter).does("back").sees(Home)


def test_where_to_go_can_be_printed() -> None:
    story = Story()
    drawn: list[Slip] = []

    def draws(slip: Slip, _width_px: int) -> bytes:
        drawn.append(slip)
        return b"png"

    story.visit.around.draws_slip = draws
    story.does("petition").does("matter", "report").does("place", "court")

    story.does("print").sees(ReadElsewhere, paper="printing").does("print")

    asked = story.asks(port.PrintSlip)
    assert (asked.png, story.count(port.PrintSlip)) == (b"png", 1)
    assert drawn[0].place == "court"
    story.hears(port.SlipPrinted(slip_id="another")).sees(ReadElsewhere, paper="printing")
    story.hears(port.SlipPrinted(slip_id=asked.slip_id)).sees(ReadElsewhere, paper="printed")


def test_a_printer_without_paper_is_said_and_can_be_tried_again() -> None:
    story = Story().does("petition").does("matter", "claim").does("place", "hotline").does("print")

    story.hears(port.Sorry(about="PrintSlip", reason="no_paper")).sees(ReadElsewhere, paper="no_paper")

    story.does("print").sees(ReadElsewhere, paper="printing")


def test_where_to_go_is_printed_anew_after_the_edge_went_away() -> None:
    story = Story().does("petition").does("matter", "claim").does("place", "hotline").does("print")

    story.hears(EdgeGone()).sees(ReadElsewhere, paper="failed")

    story.hears(story.welcome(birth=2)).does("print").sees(ReadElsewhere, paper="printing")


def test_without_a_printer_nothing_is_printed() -> None:
    story = Story(equipment=port.Equipment()).does("petition").does("elsewhere").does("place", "court")

    story.does("print").sees(ReadElsewhere, printer=False).never_asks(port.PrintSlip)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_its_name_number_and_sentence(language: str) -> None:
    words = Words.of(language)

    for place, elsewhere in ELSEWHERE.items():
        assert words.say(f"elsewhere.{place}")
        assert words.say(f"elsewhere.{place}_do")
        assert words.say(f"elsewhere.{place}_number") == elsewhere.number


def test_every_kind_of_matter_says_what_of_it_belongs_elsewhere() -> None:
    for matter, places in SCOPE.items():
        assert set(places) <= set(ELSEWHERE), matter
        assert 1 <= len(places) <= 3, matter
    assert "city" in SCOPE["report"]
