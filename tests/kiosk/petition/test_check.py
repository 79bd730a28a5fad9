"""The last look before sending."""

import pytest

from kiosk.flows.case import Case, Take, Writing
from kiosk.flows.petition.check import CheckPetition, check_lines
from kiosk.flows.petition.identity import ChooseIdentity
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.petition.more_steps import AddMore, ChooseKeptOut
from kiosk.flows.petition.recording_steps import Review
from kiosk.flows.petition.sending import Sending
from kiosk.flows.step import Step
from tests.kiosk.flows.story import Story
from tests.kiosk.scenes.petition import FULL
from wire import port
from wire.ids import PageId, TakeId
from wire.petition.details import Details, Recusal


def checking() -> Story:
    return Story().records(61).stops(61).does("done").does("check").sees(CheckPetition)


def test_everything_that_is_sent_is_listed_and_nothing_else() -> None:
    step = checking().step(CheckPetition)

    assert [line.name for line in step.lines] == ["matter", "anonymous", "takes"]
    assert step.lines[2].seconds == 61


def test_a_full_case_lists_each_thing_once() -> None:
    names = [line.name for line in check_lines(FULL)]

    assert len(names) == len(set(names))
    assert {"contact", "text", "papers", "recusal", "protection", "group", "source", "assisted"} <= set(names)


def test_what_was_written_by_hand_counts_where_it_belongs() -> None:
    written = (Writing(PageId("1" * 32), "recusal"), Writing(PageId("2" * 32), "statement"))

    lines = {line.name: line.count for line in check_lines(Case(writings=written))}

    assert (lines["recusal"], lines["writings"]) == (1, 1)
    assert "group" not in lines


@pytest.mark.parametrize(("line", "kind"), [("matter", ChooseMatter), ("anonymous", ChooseIdentity), ("takes", Review)])
def test_a_touch_on_a_line_leads_to_where_it_is_changed(line: str, kind: type[Step]) -> None:
    checking().does("line", line).sees(kind)


def test_a_touch_on_whom_to_keep_out_leads_to_the_marks() -> None:
    story = checking().does("back").sees(AddMore).does("recusal").does("kept", "village").does("done").does("check")

    story.does("line", "recusal").sees(ChooseKeptOut, marked=("village",))


def test_what_cannot_be_changed_leads_nowhere() -> None:
    checking().does("line", "assisted").sees(CheckPetition).does("line", "").sees(CheckPetition)


def test_it_is_sent_with_all_that_was_chosen() -> None:
    story = checking().does("back").does("protection").does("yes").does("check").does("send").sees(Sending)

    assert story.asks(port.SubmitDraft).details == Details(matter="report", protection=True, recusal=Recusal())


def test_many_lines_are_turned_page_by_page() -> None:
    lines = check_lines(FULL)

    pages = [lines[at : at + 4] for at in range(0, len(lines), 4)]

    assert len(pages) == 3
    assert all(line.told or line.count or line.name in {"protection", "assisted"} for line in lines)


def test_without_anything_said_there_is_nothing_to_send() -> None:
    empty = Case(details=Details(matter="claim"))
    rating = Case(follows=True, details=Details(purpose="rating", rating="good"))

    assert not any(line.name == "takes" for line in check_lines(empty))
    assert check_lines(rating)[0].told == ("rating", "good")
    assert Take(TakeId("1" * 32), "video", 1).duration_ms == 1
