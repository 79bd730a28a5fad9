"""What the villages make public: village after village, notice after notice, page after page.

From any page a villager may go on to say something about one of its lines, and call a village up on the wall.
"""

from dataclasses import dataclass

from kiosk.flows.case import Case
from kiosk.flows.home import NoticeLine, notice_line
from kiosk.flows.step import HOME, Destination, FlowName, Heard, PrivateStep, Step, Turn
from kiosk.flows.summon import Summoning
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.typeset.paging import Field, Page, notice_pages
from wire import port
from wire.affairs.notice import Notice
from wire.petition.details import Details, SourceRow

ROWS_A_PAGE = 4
_BETWEEN, _ASIDE = " · ", "\u3000"
"""As a sentence that goes with a petition, and on a key."""
_LONGEST_ROW = 120
"""Characters of a line that go with a petition."""


@dataclass(frozen=True)
class VillageLine:
    """One village and how much it shows."""

    name: str
    notices: int
    newest: str
    """ISO date of its newest facts."""


@dataclass(frozen=True)
class ChooseVillage(Step):
    """All villages that have published something."""

    choices = ("village", "next", "previous", "back")
    villages: tuple[VillageLine, ...] = ()
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class ChooseNotice(Step):
    """What one village shows."""

    choices = ("notice", "wall", "next", "previous", "back")
    village: str
    notices: tuple[NoticeLine, ...] = ()
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class ReadNotice(Step):
    """One page of one notice."""

    choices = ("next", "previous", "speak", "back")
    line: NoticeLine
    content: Page
    page: int = 0
    pages: int = 1

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class RowLine:
    """One line of a table: what it is about, and the rest of it."""

    words: str
    rest: str
    whole: str
    """All of it, in the order of its columns."""


@dataclass(frozen=True)
class ChooseRow(PrivateStep):
    """Which of the lines that were just read it is about, or the whole of it."""

    choices = ("row", "whole", "next", "previous", "back", "leave")
    line: NoticeLine
    rows: tuple[RowLine, ...] = ()
    page: int = 0
    pages: int = 1


class AffairsFlow:
    """Where in the published affairs the visitor is; an `item` to go to opens one notice at once."""

    def __init__(self, around: Surroundings, to: Destination) -> None:
        self._around = around
        self._village = ""
        self._notice = to.item
        self._page = 0
        self._row_page: int | None = None
        """Which page of lines to speak about is open, if one is."""
        self._summoning: Summoning | None = None
        if opened := self._opened():
            self._village = opened.village

    def begins(self) -> Turn:
        return Turn(self._step())

    def does(self, choice: str, item: str) -> Turn:
        step = self._step()
        if isinstance(step, ChooseRow):
            return self._chooses_row(step, choice, item)
        if self._summoning is not None:
            return self._after_summon(self._summoning, choice)
        match choice:
            case "wall" if isinstance(step, ChooseNotice):
                return self._summons(step.village)
            case "speak" if isinstance(step, ReadNotice):
                return self._asks_row(step)
            case "back":
                return self._goes_back()
            case _:
                return self._goes_on(choice, item)

    def _goes_on(self, choice: str, item: str) -> Turn:
        match choice:
            case "village":
                self._village, self._page = item, 0
            case "notice":
                self._notice, self._page = item, 0
            case "next" | "previous":
                self._page += 1 if choice == "next" else -1
            case _:
                pass
        return self.begins()

    def _summons(self, village: str) -> Turn:
        self._summoning = Summoning(self._around, village)
        return Turn(self._step(), self._summoning.begins())

    def _after_summon(self, summoning: Summoning, choice: str) -> Turn:
        if choice == "again":
            return self._summons(summoning.village)
        self._summoning = None if choice == "back" else summoning
        return self.begins()

    def _asks_row(self, step: ReadNotice) -> Turn:
        if not step.content.rows:
            return self._speaks(self._row_list(step), "")
        self._row_page = 0
        return self.begins()

    def _chooses_row(self, step: ChooseRow, choice: str, item: str) -> Turn:
        at = int(item) if item.isdecimal() else len(step.rows)
        if choice == "whole" or (choice == "row" and at < len(step.rows)):
            return self._speaks(step, step.rows[at].whole if choice == "row" else "")
        by = {"next": 1, "previous": -1}.get(choice, 0)
        self._row_page = None if choice == "back" else step.page + by
        return self.begins()

    def _speaks(self, step: ChooseRow, row: str) -> Turn:
        line = step.line
        source = SourceRow(village=line.village, notice_id=line.notice_id, title=line.title, row=row[:_LONGEST_ROW])
        carried = Case(details=Details(source=source))
        return Turn(step, to=Destination(FlowName.PETITION, carried=carried))

    def _goes_back(self) -> Turn:
        step = self._step()
        self._page = 0
        if isinstance(step, ReadNotice):
            self._notice = ""
        elif isinstance(step, ChooseNotice):
            self._village = ""
        else:
            return Turn(step, to=HOME)
        return self.begins()

    def hears(self, event: Heard) -> Turn:
        if self._summoning is not None:
            self._summoning.hears(event)
        return self.begins()

    def waits(self, seconds: float) -> Turn:
        if self._summoning is not None:
            self._summoning.waits(seconds)
        return self.begins()

    def leaves(self) -> tuple[port.Request, ...]:
        return ()

    def _opened(self) -> Notice | None:
        return next((one for one in self._around.notices if one.notice_id == self._notice), None)

    def _step(self) -> Step:
        if opened := self._opened():
            page = self._notice_page(opened)
            return page if self._row_page is None else self._row_list(page)
        self._row_page = None
        if self._summoning is not None:
            return self._summoning.step
        mine = [notice_line(one) for one in self._around.notices if one.village == self._village]
        return self._notice_list(mine) if mine else self._village_list()

    def _notice_page(self, notice: Notice) -> ReadNotice:
        content = notice_pages(notice, self._around.limits.paper, self._around.says)
        page = self._turned(len(content))
        return ReadNotice(notice_line(notice), content[page], page=page, pages=len(content))

    def _row_list(self, read: ReadNotice) -> ChooseRow:
        rows = tuple(_row_line(cells, read.content.fields) for cells in read.content.rows)
        count = max(-(-len(rows) // ROWS_A_PAGE), 1)
        page = self._row_page = min(max(self._row_page or 0, 0), count - 1)
        return ChooseRow(read.line, rows[page * ROWS_A_PAGE :][:ROWS_A_PAGE], page=page, pages=count)

    def _notice_list(self, mine: list[NoticeLine]) -> ChooseNotice:
        size = self._around.limits.notices
        count = -(-len(mine) // size)
        page = self._turned(count)
        return ChooseNotice(self._village, tuple(mine[page * size :][:size]), page=page, pages=count)

    def _village_list(self) -> ChooseVillage:
        lines = [self._village_line(name) for name in dict.fromkeys(one.village for one in self._around.notices)]
        size = self._around.limits.villages
        count = max(-(-len(lines) // size), 1)
        page = self._turned(count)
        return ChooseVillage(tuple(lines[page * size :][:size]), page=page, pages=count)

    def _village_line(self, name: str) -> VillageLine:
        mine = [one for one in self._around.notices if one.village == name]
        return VillageLine(name, notices=len(mine), newest=max(one.as_of for one in mine))

    def _turned(self, count: int) -> int:
        self._page = min(max(self._page, 0), count - 1)
        return self._page


def _row_line(cells: tuple[str, ...], fields: tuple[Field, ...]) -> RowLine:
    """What was broken for its column is whole again; the longest text says what the line is about."""
    torn = "" if any(field.title for field in fields) else " "
    told = [cell.replace("\n", torn).strip() for cell in cells]
    texts = [cell for cell, field in zip(told, fields, strict=False) if field.kind == "text"]
    words = max(texts or told, key=len, default="")
    rest = [cell for cell in told if cell and cell is not words]
    return RowLine(words, _ASIDE.join(rest), _BETWEEN.join(cell for cell in told if cell))
