"""Writing with the finger and on nine keys, and papers under the camera, as chapters."""

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.papers import MAX_PAGES, OrderPages, PapersChapter, PlacePaper, ReviewPage
from kiosk.flows.petition.writing import WritingChapter
from kiosk.flows.petition.writing_steps import LAYERS, WriteByHand, WriteWords
from kiosk.flows.pinyin import NOTHING, Composing
from kiosk.flows.step import Trouble
from kiosk.flows.strokes import stroke_of, told
from kiosk.flows.surroundings import Surroundings
from kiosk.handwriting import draw_writing
from tests.kiosk.cast import POINT
from wire import port
from wire.ids import PageId
from wire.petition.details import Contact, Details

_STROKE = "100,100 200,120 300,100"


def _around() -> Surroundings:
    return Surroundings(POINT, draws_writing=draw_writing, equipment=port.Equipment(papers_camera=True))


def _case(**changes: object) -> Case:
    return replace(Case(started=True), **changes)  # type: ignore[arg-type]  # fields of Case


def test_a_handwritten_sheet_is_kept_as_a_picture_before_the_way_goes_on() -> None:
    chapter, case = WritingChapter(_around()), _case()
    chapter.begins(case)

    chapter.does(case, "stroke", _STROKE)
    asked = chapter.does(case, "done", "")
    keep = asked.requests[0]
    assert isinstance(keep, port.KeepWriting)
    arrived = chapter.hears(asked.case, port.PageKept(petition_id=case.petition_id, page_id=keep.page_id))

    assert asked.to is None
    assert Image.open(io.BytesIO(keep.png)).format == "PNG"
    assert [one.page_id for one in arrived.case.writings] == [keep.page_id]
    assert arrived.to is ChapterName.MORE


def test_a_practice_begins_with_invented_words_and_a_real_petition_with_none() -> None:
    practised = WritingChapter(_around()).begins(_case(practice=True, field="name")).step
    real = WritingChapter(_around()).begins(_case(field="name")).step

    assert practised == WriteWords(field="name", text="invented.name", layer=LAYERS[1], layers=LAYERS[1:])
    assert isinstance(real, WriteByHand)


def test_a_sheet_that_could_not_be_kept_is_still_there_to_try_again() -> None:
    chapter, case = WritingChapter(_around()), _case()
    chapter.begins(case)
    chapter.does(case, "stroke", _STROKE)
    chapter.does(case, "done", "")

    told_so = chapter.hears(case, port.Sorry(about="KeepWriting", reason="disk_full", subject_id=case.petition_id))

    assert isinstance(told_so.step, WriteByHand)
    assert told_so.step.trouble is Trouble.DISK_FULL
    assert not told_so.step.empty
    assert not told_so.case.writings


def test_sheets_sent_again_after_a_full_disk_are_no_second_ones() -> None:
    chapter, case = WritingChapter(_around()), _case()
    chapter.begins(case)
    for choice in ("stroke", "sheet", "stroke"):
        chapter.does(case, choice, _STROKE)
    first, second = _asked_to_keep(chapter.does(case, "done", ""))
    case = chapter.hears(case, port.PageKept(petition_id=case.petition_id, page_id=first)).case
    chapter.hears(case, port.Sorry(about="KeepWriting", reason="disk_full", subject_id=case.petition_id))

    assert _asked_to_keep(chapter.does(case, "done", "")) == [first, second]
    for page_id in (first, second):
        case = chapter.hears(case, port.PageKept(petition_id=case.petition_id, page_id=page_id)).case

    assert [one.page_id for one in case.writings] == [first, second]


def _asked_to_keep(passage: Passage) -> list[PageId]:
    return [one.page_id for one in passage.requests if isinstance(one, port.KeepWriting)]


def test_several_sheets_are_told_apart_and_a_stroke_can_be_taken_back() -> None:
    chapter, case = WritingChapter(_around()), _case()
    chapter.begins(case)

    for choice in ("stroke", "stroke", "undo", "sheet", "stroke"):
        step = chapter.does(case, choice, _STROKE).step
    asked = chapter.does(case, "done", "")

    assert isinstance(step, WriteByHand)
    assert [len(sheet) for sheet in step.sheets] == [1, 1]
    assert sum(isinstance(one, port.KeepWriting) for one in asked.requests) == 2


def test_letters_and_digits_are_typed_into_the_name() -> None:
    chapter, case = WritingChapter(_around()), _case(field="name").with_details(contact=Contact(callback="neutral"))
    chapter.begins(case)
    chapter.does(case, "keys", "")

    chapter.does(case, "key", "9")
    chapter.does(case, "choose", "4")
    chapter.does(case, "layer", "digits")
    chapter.does(case, "key", "7")
    done = chapter.does(case, "done", "")

    assert done.case.details.contact == Contact(name="W7", callback="neutral")
    assert done.to is ChapterName.IDENTITY


def test_going_back_writes_nothing_and_leaving_forgets() -> None:
    chapter, case = WritingChapter(_around()), _case()
    chapter.begins(case)
    chapter.does(case, "stroke", _STROKE)

    back = chapter.does(case, "back", "")
    chapter.leaves(case)

    assert back.to is ChapterName.KIND
    assert back.case == case
    assert chapter._hand.empty
    assert not chapter._words.text


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_a_stroke_that_is_none_is_no_stroke(item: str) -> None:
    assert stroke_of(told(stroke_of(item))) == stroke_of(item)


def test_one_typed_word_at_most_as_long_as_the_field() -> None:
    chapter, case = WritingChapter(_around()), _case(field="representative")
    chapter.begins(case)
    chapter.does(case, "keys", "")
    chapter.does(case, "layer", "digits")

    for _ in range(40):
        step = chapter.does(case, "key", "1").step

    assert isinstance(step, WriteWords)
    assert len(step.text) == 30
    assert step.full


def _paper_taken(chapter: PapersChapter, case: Case, quality: port.PageQuality = "good") -> Case:
    chapter.hears(case, port.PreviewStarted(width=640, height=480))
    taken = chapter.does(case, "take", "").requests[0]
    assert isinstance(taken, port.TakePage)
    kept = port.PageKept(petition_id=case.petition_id, page_id=taken.page_id, quality=quality)
    return chapter.hears(case, kept).case


def test_a_page_is_painted_anew_for_the_pane_that_it_is_looked_at_in() -> None:
    chapter, case = PapersChapter(_around()), _case()
    chapter.begins(case)
    chapter.hears(case, port.PreviewStarted(width=640, height=480))
    taken = chapter.does(case, "take", "").requests[0]
    assert isinstance(taken, port.TakePage)

    reviewed = chapter.hears(case, port.PageKept(petition_id=case.petition_id, page_id=taken.page_id))

    assert isinstance(reviewed.step, ReviewPage)
    assert reviewed.requests == (port.ShowPage(petition_id=case.petition_id, page_id=taken.page_id),)


def test_a_page_is_taken_looked_at_and_put_before_another() -> None:
    chapter, case = PapersChapter(_around()), _case()
    chapter.begins(case)
    case = _paper_taken(chapter, case)
    chapter.does(case, "keep", "")
    chapter.does(case, "add", "")
    case = _paper_taken(chapter, case)
    first, second = case.pages

    chapter.does(case, "keep", "")
    moved = chapter.does(case, "earlier", "")

    assert moved.case.pages == (second, first)
    assert isinstance(moved.requests[0], port.OrderPages)
    assert moved.step == OrderPages(page=0, pages=2)


def test_a_blurred_page_taken_again_is_the_same_page() -> None:
    chapter, case = PapersChapter(_around()), _case()
    chapter.begins(case)
    case = _paper_taken(chapter, case, "blurred")

    chapter.does(case, "again", "")
    case = _paper_taken(chapter, case)

    assert len(case.pages) == 1


def test_the_last_page_there_is_room_for_can_be_taken_again_and_one_more_is_refused_by_its_reason() -> None:
    chapter = PapersChapter(_around())
    case = _case(pages=tuple(PageId(f"{number:032x}") for number in range(MAX_PAGES - 1)))
    chapter.begins(case)
    chapter.does(case, "add", "")
    case = _paper_taken(chapter, case, "blurred")

    chapter.does(case, "again", "")
    case = _paper_taken(chapter, case)
    chapter.does(case, "keep", "")
    chapter.does(case, "add", "")
    chapter.hears(case, port.PreviewStarted(width=640, height=480))
    refused = chapter.does(case, "take", "")

    assert len(case.pages) == MAX_PAGES
    assert not refused.requests
    assert isinstance(refused.step, PlacePaper)
    assert refused.step.trouble is Trouble.PETITION_FULL


def test_two_fingers_take_one_page() -> None:
    chapter, case = PapersChapter(_around()), _case()
    chapter.begins(case)
    chapter.hears(case, port.PreviewStarted(width=640, height=480))

    asked = [*chapter.does(case, "take", "").requests, *chapter.does(case, "take", "").requests]

    assert len(asked) == 1


def test_a_page_that_is_not_wanted_is_discarded() -> None:
    chapter, case = PapersChapter(_around()), _case()
    chapter.begins(case)
    case = _paper_taken(chapter, case)
    assert isinstance(chapter.does(case, "nothing", "").step, ReviewPage)
    chapter.does(case, "keep", "")

    gone = chapter.does(case, "delete", "")

    assert not gone.case.pages
    assert isinstance(gone.requests[0], port.DiscardPage)
    assert isinstance(gone.step, PlacePaper)


def test_without_a_paper_camera_this_is_said_at_once() -> None:
    chapter = PapersChapter(Surroundings(POINT))

    begun = chapter.begins(_case())

    assert begun.step == PlacePaper(camera_here=False)
    assert not begun.requests


class _Dictionary:
    """Is there, and knows no word."""

    def press(self, key: str) -> Composing:
        return Composing(typed=key)

    def erase(self) -> Composing:
        return NOTHING

    def choose(self, at: int) -> Composing:
        raise AssertionError(at)

    def narrow(self, reading: str) -> Composing:
        raise AssertionError(reading)

    def clear(self) -> Composing:
        return NOTHING


def test_pinyin_that_comes_late_is_there_for_who_has_not_typed_yet() -> None:
    around = _around()
    begun = _case(details=Details(text="村"))
    typing, empty = WritingChapter(around), WritingChapter(around)
    typing.begins(begun)
    empty.begins(_case())
    empty.does(_case(), "keys", "")

    around.pinyin = _Dictionary()
    typed, waited = typing.waits(begun, 1.0).step, empty.waits(_case(), 1.0).step

    assert isinstance(typed, WriteWords)
    assert isinstance(waited, WriteWords)
    assert (typed.text, typed.layer, waited.layer) == ("村", "latin", "pinyin")
    assert "pinyin" in typed.layers
