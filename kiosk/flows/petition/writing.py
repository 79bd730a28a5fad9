"""Writing: with the finger on empty sheets, or on nine keys, for whatever `case.field` asks.

Words go into the details; a sheet is kept by the edge as a picture, sealed like all the rest. What was written before
leaving the chapter by its way back is forgotten; what was kept stays in the case.
"""

from dataclasses import replace

import msgspec

from kiosk.flows.case import Case, Writing
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before
from kiosk.flows.petition.spelling import Spelling
from kiosk.flows.petition.writing_steps import (
    LAYERS,
    MAX_SHEETS,
    MAX_STROKES,
    WriteByHand,
    WriteWords,
)
from kiosk.flows.step import EdgeGone, Heard, trouble_from
from kiosk.flows.strokes import Sheet, stroke_of
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import PageId, new_id
from wire.petition.details import MAX_REPRESENTATIVES, Contact
from wire.petition.manifest import About

_ABOUT: dict[str, About] = {
    "statement": "statement",
    "name": "name",
    "recusal": "recusal",
    "representative": "representatives",
}


class WritingChapter:
    """Begins with the finger: most who come have never typed."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._spelling = Spelling(around.pinyin)
        self._words = WriteWords()
        self._hand = WriteByHand()
        self._by_hand = True
        self._waiting: dict[PageId, Sheet] = {}
        """Sheets that the edge was asked to keep."""
        self._page_ids: list[PageId] = []
        """Of every sheet in turn: one that is sent again takes the place of what was kept of it."""

    def begins(self, case: Case) -> Passage:
        typed = _typed(case) or self._invented(case)
        self._words = WriteWords(field=case.field, text=typed, layer=LAYERS[1], layers=LAYERS[1:])
        self._take_up_pinyin()
        self._hand = WriteByHand(field=case.field, kept=sum(one.field == case.field for one in case.writings))
        self._by_hand = not typed
        return self._stays(case)

    def _invented(self, case: Case) -> str:
        """For a practice: whoever tries it out need not give away anything true."""
        if not case.practice or any(one.field == case.field for one in case.writings):
            return ""
        return self._around.says.say(f"invented.{case.field}")

    def does(self, case: Case, choice: str, item: str) -> Passage:
        if self._hand.saving:
            return self._stays(case)
        match choice:
            case "back":
                return replace(self._stays(case), to=before(ChapterName.WRITING, case))
            case "keys" | "finger":
                self._words = self._spelling.ended(self._words)
                self._by_hand = choice == "finger"
            case "done":
                return self._ends(case)
            case _ if self._by_hand:
                self._hand = _draws(self._hand, choice, item)
            case _:
                self._words = self._spelling.does(self._words, choice, item)
        return self._stays(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        match event:
            case port.PageKept() if event.page_id in self._waiting:
                return self._kept(case, event.page_id)
            case port.Sorry() if event.about == "KeepWriting" and self._hand.saving:
                self._hand = replace(self._hand, saving=False, trouble=trouble_from(event.reason))
            case EdgeGone() if self._hand.saving:
                self._hand = replace(self._hand, saving=False)
            case _:
                pass
        return self._stays(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # the dictionary may have come meanwhile
        self._take_up_pinyin()
        return self._stays(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # what was kept stays with the draft
        self._around.pinyin.clear()
        self._words, self._hand, self._page_ids = WriteWords(), WriteByHand(), []
        return ()

    def _stays(self, case: Case) -> Passage:
        return Passage(self._hand if self._by_hand else self._words, case)

    def _take_up_pinyin(self) -> None:
        """As soon as the dictionary is there; who has typed already stays on the layer that is theirs."""
        if self._around.spells and self._words.layers != LAYERS:
            self._spelling = Spelling(self._around.pinyin)
            layer = self._words.layer if self._words.text else LAYERS[0]
            self._words = replace(self._words, layers=LAYERS, layer=layer)

    def _ends(self, case: Case) -> Passage:
        """Words are in the case at once; sheets when the edge has kept them."""
        self._words = self._spelling.ended(self._words)
        case = _with_typed(case, self._words.text)
        if self._hand.empty:
            return replace(self._stays(case), to=after(ChapterName.WRITING, case))
        self._page_ids += [PageId(new_id()) for _ in self._hand.sheets[len(self._page_ids) :]]
        pages = zip(self._page_ids, self._hand.sheets, strict=True)
        self._waiting = {page_id: sheet for page_id, sheet in pages if sheet}
        self._hand, self._by_hand = replace(self._hand, saving=True, trouble=None), True
        asked = tuple(
            port.KeepWriting(
                petition_id=case.petition_id,
                page_id=page_id,
                png=self._around.draws_writing(sheet),
                about=_ABOUT[case.field],
            )
            for page_id, sheet in self._waiting.items()
        )
        return replace(self._stays(case), requests=asked)

    def _kept(self, case: Case, page_id: PageId) -> Passage:
        del self._waiting[page_id]
        if all(one.page_id != page_id for one in case.writings):
            case = replace(case, writings=(*case.writings, Writing(page_id, case.field)))
        if self._waiting:
            return self._stays(case)
        self._hand = replace(self._hand, saving=False)
        return replace(self._stays(case), to=after(ChapterName.WRITING, case))


def _draws(step: WriteByHand, choice: str, item: str) -> WriteByHand:
    match choice:
        case "stroke" if (stroke := stroke_of(item)) and len(step.sheet) < MAX_STROKES:
            return step.with_sheet((*step.sheet, stroke))
        case "undo":
            return step.with_sheet(step.sheet[:-1])
        case "sheet" if step.sheet and len(step.sheets) < MAX_SHEETS:
            return replace(step, sheets=(*step.sheets, ()), at=len(step.sheets))
        case "previous" | "next":
            at = step.at + (1 if choice == "next" else -1)
            return replace(step, at=min(max(at, 0), len(step.sheets) - 1))
    return step


def _typed(case: Case) -> str:
    details = case.details
    match case.field:
        case "statement":
            return details.text
        case "name":
            return details.contact.name if details.contact else ""
        case "recusal":
            return details.recusal.names
    return ""


def _with_typed(case: Case, text: str) -> Case:
    details, text = case.details, text.strip()
    match case.field:
        case "statement":
            return case.with_details(text=text)
        case "name":
            contact = msgspec.structs.replace(details.contact or Contact(), name=text)
            return case.with_details(contact=contact)
        case "recusal":
            return case.with_details(recusal=msgspec.structs.replace(details.recusal, names=text))
    if not text or len(details.representatives) >= MAX_REPRESENTATIVES:
        return case
    return case.with_details(representatives=(*details.representatives, text))
