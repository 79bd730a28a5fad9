"""Unnamed or named, and how to be reached."""

from dataclasses import replace

import pytest

from kiosk.flows.case import Case, Writing
from kiosk.flows.chapter import ChapterName
from kiosk.flows.petition.identity import ChooseCallback, ChooseIdentity, EnterPhone, IdentityChapter
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.surroundings import Surroundings
from tests.kiosk.cast import POINT
from tests.kiosk.flows.story import Story
from wire import port
from wire.ids import PageId
from wire.petition.details import Contact

NAMED = replace(Case(started=True, field="name").with_details(contact=Contact(name="王大山")))


def _chapter() -> IdentityChapter:
    return IdentityChapter(Surroundings(POINT))


def _phone(chapter: IdentityChapter, case: Case, digits: str) -> Case:
    for digit in digits:
        case = chapter.does(case, "digit", digit).case
    return case


def test_an_unnamed_villager_goes_on_to_the_privacy_notice() -> None:
    story = Story().says_what_it_is().sees(ChooseIdentity)

    story.does("identity", "anonymous").sees(ReadPrivacy).never_asks(port.StartDraft)


def test_a_name_is_asked_for_after_the_privacy_notice_and_not_before() -> None:
    chapter = _chapter()

    passage = chapter.does(chapter.begins(Case()).case, "identity", "named")

    assert passage.to is ChapterName.PRIVACY
    assert passage.case.details.contact == Contact()


def test_after_the_name_come_the_number_and_how_to_be_called_back() -> None:
    chapter = _chapter()
    passage = chapter.begins(NAMED)
    assert passage.step == EnterPhone()

    passage = chapter.does(_phone(chapter, passage.case, "13800001234"), "done", "")
    assert passage.step == ChooseCallback()
    passage = chapter.does(passage.case, "callback", "neutral")

    assert passage.to is ChapterName.KIND
    assert passage.case.details.contact == Contact(name="王大山", reach="13800001234", callback="neutral")


def test_a_villager_without_a_telephone_is_not_called() -> None:
    chapter = _chapter()

    passage = chapter.does(chapter.begins(NAMED).case, "without", "")

    assert passage.to is ChapterName.KIND
    assert passage.case.details.contact == Contact(name="王大山")


def test_a_number_that_is_too_short_cannot_be_given() -> None:
    chapter = _chapter()

    passage = chapter.does(_phone(chapter, chapter.begins(NAMED).case, "123456"), "done", "")

    assert passage.step == EnterPhone("123456")


def test_digits_are_erased_one_by_one_or_all() -> None:
    chapter = _chapter()
    case = _phone(chapter, chapter.begins(NAMED).case, "1380")

    assert chapter.does(case, "erase", "").step == EnterPhone("138")
    assert chapter.does(case, "clear", "").step == EnterPhone()


@pytest.mark.parametrize("item", ["x", "", "12", "١"])
def test_what_is_no_digit_is_not_typed(item: str) -> None:
    chapter = _chapter()

    assert chapter.does(chapter.begins(NAMED).case, "digit", item).step == EnterPhone()


def test_who_turns_back_to_staying_unnamed_leaves_no_name() -> None:
    written = Writing(PageId("a" * 32), "name")
    spoken = Writing(PageId("b" * 32), "statement")
    case = Case(started=True, writings=(spoken, written)).with_details(contact=Contact(reach="110"))
    chapter = _chapter()
    chapter.begins(case)

    passage = chapter.does(case, "identity", "anonymous")

    assert passage.case.anonymous
    assert passage.case.writings == (spoken,)
    assert passage.requests == (port.DiscardPage(petition_id=case.petition_id, page_id=written.page_id),)


def test_a_name_that_was_not_given_after_all_is_asked_about_again() -> None:
    case = Case(started=True, field="name").with_details(contact=Contact())

    assert _chapter().begins(case).step == ChooseIdentity()
