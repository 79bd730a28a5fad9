"""Which of three kinds of matter it is, and what is not taken here: said at once, with whom to go to.

Nothing of this is known to the edge: no draft was begun. What goes where is the table below; names, numbers and
sentences are texts, `elsewhere.<place>`, `elsewhere.<place>_number`, `elsewhere.<place>_do` and `_if`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before
from kiosk.flows.slip import Slip
from kiosk.flows.step import HOME, EdgeGone, Heard, PrivateStep, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import new_id
from wire.petition.details import Matter

MATTERS: tuple[Matter, ...] = get_args(Matter)


@dataclass(frozen=True)
class Elsewhere:
    """Who takes what is not taken here."""

    number: str
    """As it is dialled; spoken digit by digit."""


ELSEWHERE: dict[str, Elsewhere] = {
    "hotline": Elsewhere(number="12345"),
    "court": Elsewhere(number="12368"),
    "city": Elsewhere(number="12388"),
}
"""Place → who is there: water, power and neighbours; what is or was before a court; the county's own leaders."""
SCOPE: dict[Matter, tuple[str, ...]] = {
    "suggestion": ("hotline", "court"),
    "report": ("city", "court", "hotline"),
    "claim": ("hotline", "court", "city"),
}
"""Kind of matter → what is often brought with it and belongs elsewhere, the likeliest first."""


@dataclass(frozen=True)
class ChooseMatter(PrivateStep):
    """Three kinds, and what is not taken."""

    choices = ("matter", "elsewhere", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.{matter}" for matter in MATTERS), "choice.elsewhere")


@dataclass(frozen=True)
class CheckScope(PrivateStep):
    """Is it one of these? Without a matter: the list of all that is not taken."""

    choices = ("place", "none", "back", "leave")
    matter: Matter | None = None

    @property
    def places(self) -> tuple[str, ...]:
        return SCOPE[self.matter] if self.matter else tuple(ELSEWHERE)

    @property
    def spoken(self) -> tuple[str, ...]:
        begun = super().spoken if self.matter else ("step.check_scope_all",)
        return (*begun, *(f"choice.{place}" for place in self.places))


@dataclass(frozen=True)
class ReadElsewhere(PrivateStep):
    """Whom to go to."""

    choices = ("print", "back", "home", "leave")
    place: str
    printer: bool = False
    paper: str = ""
    """What became of the slip: `printing`, `printed`, `no_paper` or `failed`."""

    @property
    def number(self) -> str:
        return ELSEWHERE[self.place].number

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, f"told.{self.place}", *(f"digit.{digit}" for digit in self.number))


class MatterChapter:
    """The first question."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = ChooseMatter()
        self._came_by: Step = self._step
        self._slip_id = ""

    def begins(self, case: Case) -> Passage:
        return Passage(self._step, case)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        match self._step:
            case ChooseMatter():
                return self._chooses(case, choice, item)
            case CheckScope():
                return self._checks(case, self._step, choice, item=item)
            case ReadElsewhere():
                return self._reads(case, self._step, choice)
        return self.begins(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        match event, self._step:
            case port.SlipPrinted(), ReadElsewhere() if event.slip_id == self._slip_id:
                return self._shows(case, replace(self._step, paper="printed"))
            case port.Sorry(about="PrintSlip"), ReadElsewhere():
                paper = "no_paper" if event.reason == "no_paper" else "failed"
                return self._shows(case, replace(self._step, paper=paper))
            case EdgeGone(), ReadElsewhere(paper="printing"):
                return self._shows(case, replace(self._step, paper="failed"))
            case _:
                return self.begins(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self.begins(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # the edge knows nothing of it
        return ()

    def _chooses(self, case: Case, choice: str, item: str) -> Passage:
        for matter in MATTERS:
            if choice == "matter" and item == matter:
                return self._shows(case.with_details(matter=matter), CheckScope(matter))
        if choice == "elsewhere":
            return self._shows(case, CheckScope())
        return Passage(self._step, case, to=before(ChapterName.MATTER, case) if choice == "back" else None)

    def _checks(self, case: Case, step: CheckScope, choice: str, *, item: str) -> Passage:
        if choice == "place" and item in step.places:
            self._came_by = step
            return self._shows(case, ReadElsewhere(item, printer=self._around.equipment.printer == "ready"))
        if choice == "none" and step.matter:
            return Passage(step, case, to=after(ChapterName.MATTER, case))
        return self._shows(case, ChooseMatter() if choice == "back" else step)

    def _reads(self, case: Case, step: ReadElsewhere, choice: str) -> Passage:
        if choice == "print" and step.printer and step.paper not in {"printing", "printed"}:
            return self._prints(case, step)
        if choice == "back":
            return self._shows(case, self._came_by)
        return Passage(step, case, to=HOME if choice == "home" else None)

    def _prints(self, case: Case, step: ReadElsewhere) -> Passage:
        self._slip_id = new_id()
        day = date.today().isoformat() if self._around.clock_trusted else ""  # noqa: DTZ011 - the day as it is here
        png = self._around.draws_slip(
            Slip("elsewhere", place=step.place, day=day), self._around.equipment.slip_width_px
        )
        shown = self._shows(case, replace(step, paper="printing"))
        return replace(shown, requests=(port.PrintSlip(slip_id=self._slip_id, png=png),))

    def _shows(self, case: Case, step: Step) -> Passage:
        self._step = step
        return Passage(step, case)
