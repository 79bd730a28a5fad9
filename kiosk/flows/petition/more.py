"""Whom to keep out, protection, others who share it, where it came from.

Each is asked on a page of its own and written into the case when that page is left onward; going back changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from kiosk.flows.case import Case, Field
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.digits import Pad
from kiosk.flows.home import notice_line
from kiosk.flows.petition.more_steps import (
    MAX_OTHERS_DIGITS,
    AddMore,
    AskProtection,
    ChooseKeptOut,
    ChooseSource,
    ChooseSourceNotice,
    CountOthers,
    GroupOfPeople,
)
from kiosk.flows.petition.order import after, before
from kiosk.flows.step import Heard, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.petition.details import MAX_REPRESENTATIVES, Kept, Recusal, SourceRow

A_PAGE = 4
"""So many choices stand on a page."""
_KEPT: tuple[Kept, ...] = ("village", "township", "county_office")
_PAD = Pad(MAX_OTHERS_DIGITS)


class MoreChapter:
    """Begun where the writing chapter was sent from, if it was sent from here."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = AddMore()

    def begins(self, case: Case) -> Passage:
        field, case = case.field, replace(case, field="statement")
        begun: dict[Field, Callable[[Case], Step]] = {"recusal": _kept_out, "representative": _group}
        return self._shows(case, begun.get(field, _more)(case))

    def does(self, case: Case, choice: str, item: str) -> Passage:
        match self._step:
            case AddMore():
                return self._opens(case, choice)
            case ChooseKeptOut():
                return self._keeps_out(self._step, case, choice=choice, item=item)
            case AskProtection() if choice in {"yes", "no"}:
                return self._more(case.with_details(protection=choice == "yes"))
            case GroupOfPeople() | CountOthers():
                return self._groups(case, choice, item)
            case ChooseSource() | ChooseSourceNotice():
                return self._finds_source(case, choice, item)
        return self._more(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        del event  # nothing here depends on the edge
        return self._shows(case, self._step)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self._shows(case, self._step)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # the edge was asked for nothing
        return ()

    # The first page

    def _opens(self, case: Case, choice: str) -> Passage:
        pages: dict[str, Callable[[Case], Step]] = {
            "recusal": _kept_out,
            "protection": lambda case: AskProtection(asked=case.details.protection),
            "group": _group,
            "source": lambda case: self._villages(case, 0),
        }
        if choice in pages:
            return self._shows(case, pages[choice](case))
        if choice == "say_more":
            return Passage(self._step, case, to=ChapterName.KIND)
        onward = {"check": after, "back": before}.get(choice)
        return Passage(self._step, case, to=onward(ChapterName.MORE, case) if onward else None)

    def _more(self, case: Case) -> Passage:
        return self._shows(case, _more(case))

    # Whom to keep out

    def _keeps_out(self, step: ChooseKeptOut, case: Case, *, choice: str, item: str) -> Passage:
        if choice == "kept":
            marked = tuple(one for one in _KEPT if (one in step.marked) != (one == item))
            return self._shows(case, replace(step, marked=marked))
        if choice not in {"name", "done"}:
            return self._more(case)
        kept = case.with_details(recusal=Recusal(kept_out=step.marked, names=case.details.recusal.names))
        return self._writes(kept, "recusal") if choice == "name" else self._more(kept)

    def _writes(self, case: Case, field: Field) -> Passage:
        return Passage(self._step, replace(case, field=field), to=ChapterName.WRITING)

    # Who shares it

    def _groups(self, case: Case, choice: str, item: str) -> Passage:
        if isinstance(self._step, CountOthers):
            return self._counts(self._step, case, choice=choice, item=item)
        match choice:
            case "representative" if not _is_full(case):
                return self._writes(case, "representative")
            case "remove":
                return self._removes(case)
            case "count":
                return self._shows(case, CountOthers(str(case.details.others or "")))
            case "done" | "back":
                return self._more(case)
        return self._shows(case, self._step)

    def _removes(self, case: Case) -> Passage:
        """The newest name: a written one first, for it came last as far as anybody can tell."""
        written = [one for one in case.writings if one.field == "representative"]
        if not written:
            fewer = case.with_details(representatives=case.details.representatives[:-1])
            return self._shows(fewer, _group(fewer))
        gone = written[-1]
        fewer = replace(case, writings=tuple(one for one in case.writings if one is not gone))
        discard = port.DiscardPage(petition_id=case.petition_id, page_id=gone.page_id)
        return self._shows(fewer, _group(fewer), discard)

    def _counts(self, step: CountOthers, case: Case, *, choice: str, item: str) -> Passage:
        typed = _PAD.typed(step.digits, choice, item)
        if typed is not None:
            return self._shows(case, CountOthers(typed.lstrip("0")))
        counted = case.with_details(others=int(step.digits or 0)) if choice == "done" else case
        return self._shows(counted, _group(counted))

    # Where it came from

    def _finds_source(self, case: Case, choice: str, item: str) -> Passage:
        step = self._step
        if isinstance(step, ChooseSourceNotice):
            return self._finds_notice(step, case, choice=choice, item=item)
        match choice:
            case "village":
                return self._finds_village(case, item)
            case "clear":
                cleared = case.with_details(source=None)
                return self._shows(cleared, self._villages(cleared, 0))
            case "next" | "previous" if isinstance(step, ChooseSource):
                return self._shows(case, self._villages(case, step.page + (1 if choice == "next" else -1)))
        return self._more(case)

    def _finds_village(self, case: Case, village: str) -> Passage:
        if not any(one.village == village for one in self._around.notices):
            return self._shows(case, self._step)
        return self._shows(case, self._notices(village, 0))

    def _finds_notice(self, step: ChooseSourceNotice, case: Case, *, choice: str, item: str) -> Passage:
        if choice in {"next", "previous"}:
            return self._shows(case, self._notices(step.village, step.page + (1 if choice == "next" else -1)))
        if choice == "back":
            return self._shows(case, self._villages(case, 0))
        found = next((one for one in self._around.notices if choice == "notice" and one.notice_id == item), None)
        if found is None:
            return self._more(case.with_details(source=SourceRow(village=step.village)))
        source = SourceRow(village=found.village, notice_id=found.notice_id, title=found.title)
        return self._more(case.with_details(source=source))

    def _villages(self, case: Case, page: int) -> ChooseSource:
        names = list(dict.fromkeys(one.village for one in self._around.notices))
        page, pages = _turned(page, len(names))
        return ChooseSource(tuple(names[page * A_PAGE :][:A_PAGE]), case.details.source, page=page, pages=pages)

    def _notices(self, village: str, page: int) -> ChooseSourceNotice:
        lines = [notice_line(one) for one in self._around.notices if one.village == village]
        page, pages = _turned(page, len(lines))
        return ChooseSourceNotice(village, tuple(lines[page * A_PAGE :][:A_PAGE]), page=page, pages=pages)

    def _shows(self, case: Case, step: Step, *requests: port.Request) -> Passage:
        self._step = step
        return Passage(step, case, requests)


def _turned(page: int, count: int) -> tuple[int, int]:
    """The page that is there, and how many there are."""
    pages = max(-(-count // A_PAGE), 1)
    return min(max(page, 0), pages - 1), pages


def _written(case: Case, field: Field) -> int:
    return sum(one.field == field for one in case.writings)


def _is_full(case: Case) -> bool:
    return len(case.details.representatives) + _written(case, "representative") >= MAX_REPRESENTATIVES


def _more(case: Case) -> AddMore:
    return AddMore(
        case.details,
        written_names=_written(case, "recusal") > 0,
        written_representatives=_written(case, "representative"),
    )


def _kept_out(case: Case) -> ChooseKeptOut:
    recusal = case.details.recusal
    return ChooseKeptOut(recusal.kept_out, recusal.names, written=_written(case, "recusal") > 0)


def _group(case: Case) -> GroupOfPeople:
    return GroupOfPeople(
        case.details.representatives,
        _written(case, "representative"),
        case.details.others,
        full=_is_full(case),
    )
