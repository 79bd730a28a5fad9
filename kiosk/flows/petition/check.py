"""Everything that will be sent, once more, with a way back to each; then send.

Paged, never scrolled. The wish to send goes out as a turn to the sending chapter, which asks the edge.
"""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.flows.case import Case, Field
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before
from kiosk.flows.step import Heard, PrivateStep
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.petition.details import Details

A_PAGE = 4
LineName = Literal[
    "purpose", "matter", "contact", "anonymous", "takes", "text", "writings", "papers",
    "recusal", "protection", "group", "source", "assisted",
]  # fmt: skip


@dataclass(frozen=True)
class CheckLine:
    """One thing that will be sent, in so few words as its screen finds for it."""

    name: LineName
    count: int = 0
    seconds: int = 0
    told: tuple[str, ...] = ()
    """Names and keys of choices, for the screen to put into words."""
    can_change: bool = True


@dataclass(frozen=True)
class CheckPetition(PrivateStep):
    """The last look. What was not given is not listed."""

    choices = ("line", "next", "previous", "send", "back", "leave")
    lines: tuple[CheckLine, ...] = ()
    page: int = 0
    pages: int = 1
    can_send: bool = True
    """False where nothing has been said yet."""

    @property
    def idle_s(self) -> float:
        return 180.0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"told.line_{line.name}" for line in self.lines))


_LEADS: dict[LineName, tuple[ChapterName, Field]] = {
    "matter": (ChapterName.MATTER, "statement"),
    "contact": (ChapterName.IDENTITY, "statement"),
    "anonymous": (ChapterName.IDENTITY, "statement"),
    "takes": (ChapterName.RECORDING, "statement"),
    "text": (ChapterName.WRITING, "statement"),
    "writings": (ChapterName.WRITING, "statement"),
    "papers": (ChapterName.PAPERS, "statement"),
    "recusal": (ChapterName.MORE, "recusal"),
    "protection": (ChapterName.MORE, "statement"),
    "group": (ChapterName.MORE, "representative"),
    "source": (ChapterName.MORE, "statement"),
}
"""Line → where it is changed."""


class CheckChapter:
    """Reads the case and changes nothing in it."""

    def __init__(self, around: Surroundings) -> None:
        del around  # what is sent does not depend on anything around
        self._page = 0

    def begins(self, case: Case) -> Passage:
        return Passage(self._step(case), case)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        step = self._step(case)
        match choice:
            case "next" | "previous":
                self._page += 1 if choice == "next" else -1
            case "send" if step.can_send:
                return Passage(step, case, to=after(ChapterName.CHECK, case))
            case "back":
                return Passage(step, case, to=before(ChapterName.CHECK, case))
            case "line":
                return self._changes(step, case, item)
        return self.begins(case)

    def _changes(self, step: CheckPetition, case: Case, name: str) -> Passage:
        line = next((one for one in step.lines if one.name == name and one.can_change), None)
        if line is None or line.name not in _LEADS:
            return self.begins(case)
        chapter, field = _LEADS[line.name]
        return Passage(step, replace(case, field=field), to=chapter)

    def hears(self, case: Case, event: Heard) -> Passage:
        del event  # the flow has taken from it what the case must know
        return self.begins(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self.begins(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # the edge was asked for nothing
        return ()

    def _step(self, case: Case) -> CheckPetition:
        lines = check_lines(case)
        pages = max(-(-len(lines) // A_PAGE), 1)
        self._page = min(max(self._page, 0), pages - 1)
        shown = lines[self._page * A_PAGE :][:A_PAGE]
        sends = not case.empty or case.details.purpose in {"rating", "review"}
        return CheckPetition(shown, page=self._page, pages=pages, can_send=sends)


def check_lines(case: Case) -> tuple[CheckLine, ...]:
    """Everything that will be sent, in the order in which it was asked."""
    return (*_who(case), *_what(case), *_more(case.details, case))


def _who(case: Case) -> list[CheckLine]:
    details, lines = case.details, list[CheckLine]()
    if case.follows:
        lines.append(CheckLine("purpose", told=(details.purpose, details.rating or ""), can_change=False))
        return lines
    if details.matter:
        lines.append(CheckLine("matter", told=(details.matter,)))
    if details.contact is None:
        lines.append(CheckLine("anonymous"))
    else:
        lines.append(CheckLine("contact", told=(details.contact.name, details.contact.reach)))
    return lines


def _what(case: Case) -> list[CheckLine]:
    sheets = sum(one.field == "statement" for one in case.writings)
    lines: list[CheckLine] = []
    if case.takes:
        lines.append(CheckLine("takes", count=len(case.takes), seconds=max(round(case.recorded_ms / 1000), 1)))
    if case.details.text:
        lines.append(CheckLine("text", count=len(case.details.text)))
    if sheets:
        lines.append(CheckLine("writings", count=sheets))
    if case.pages:
        lines.append(CheckLine("papers", count=len(case.pages)))
    return lines


def _more(details: Details, case: Case) -> list[CheckLine]:
    kept, written = details.recusal, [one.field for one in case.writings]
    people = len(details.representatives) + written.count("representative")
    given: list[tuple[bool, CheckLine]] = [
        (
            bool(kept.kept_out or kept.names or "recusal" in written),
            CheckLine("recusal", count=written.count("recusal"), told=(*kept.kept_out, kept.names)),
        ),
        (details.protection, CheckLine("protection")),
        (bool(people or details.others), CheckLine("group", count=people, told=(str(details.others),))),
        (
            details.source is not None,
            CheckLine("source", told=(details.source.village, details.source.title) if details.source else ()),
        ),
        (details.assisted, CheckLine("assisted", can_change=False)),
    ]
    return [line for is_given, line in given if is_given]
