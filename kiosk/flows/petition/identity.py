"""Unnamed or named: two equal ways. A name is asked for after the privacy notice, by the writing chapter.

Who turns back to staying unnamed leaves no name behind, also not a handwritten one.
"""

from dataclasses import dataclass, replace
from typing import get_args

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.digits import Pad
from kiosk.flows.petition.order import after, before, name_is_missing
from kiosk.flows.step import Heard, PrivateStep, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.petition.details import Callback, Contact

CALLBACKS: tuple[Callback, ...] = ("in_person", "neutral", "none")
assert set(CALLBACKS) == set(get_args(Callback))  # noqa: S101 - a new one must get its tile
_PAD = Pad(12)
_SHORTEST = 7
_INVENTED = "13800001234"
"""The number of a practice."""


@dataclass(frozen=True)
class ChooseIdentity(PrivateStep):
    """Neither is preselected."""

    choices = ("identity", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, "choice.anonymous", "choice.named")


@dataclass(frozen=True)
class EnterPhone(PrivateStep):
    """A pad of digits; or there is no telephone."""

    choices = ("digit", "erase", "clear", "done", "without", "back", "leave")
    digits: str = ""

    @property
    def complete(self) -> bool:
        return len(self.digits) >= _SHORTEST


@dataclass(frozen=True)
class ChooseCallback(PrivateStep):
    """What the county may say when somebody picks up."""

    choices = ("callback", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.callback_{one}" for one in CALLBACKS))


class IdentityChapter:
    """Who speaks, and how to be reached."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = ChooseIdentity()

    def begins(self, case: Case) -> Passage:
        asked = replace(case, field="statement")
        if case.field == "name" and not case.anonymous and not name_is_missing(case):
            return self._asks_phone(asked)
        return self._shows(asked, ChooseIdentity())

    def does(self, case: Case, choice: str, item: str) -> Passage:
        match self._step:
            case ChooseIdentity() if choice == "identity":
                return self._chooses(case, item)
            case ChooseIdentity() if choice == "back":
                return Passage(self._step, case, to=before(ChapterName.IDENTITY, case))
            case EnterPhone():
                return self._types(case, self._step, choice, item=item)
            case ChooseCallback():
                return self._agrees(case, choice, item)
        return Passage(self._step, case)

    def hears(self, case: Case, event: Heard) -> Passage:
        del event  # nothing here depends on the edge
        return Passage(self._step, case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return Passage(self._step, case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # nothing was begun
        return ()

    def _chooses(self, case: Case, item: str) -> Passage:
        if item == "anonymous":
            return self._forgets_name(case)
        if item != "named":
            return Passage(self._step, case)
        named = case.with_details(contact=case.details.contact or Contact())
        if not case.started:
            return Passage(self._step, named, to=after(ChapterName.IDENTITY, named))
        return self._writes_name(named) if name_is_missing(named) else self._asks_phone(named)

    def _forgets_name(self, case: Case) -> Passage:
        names = [one for one in case.writings if one.field == "name"]
        unnamed = replace(
            case.with_details(contact=None), writings=tuple(one for one in case.writings if one not in names)
        )
        gone = tuple(port.DiscardPage(petition_id=case.petition_id, page_id=one.page_id) for one in names)
        return Passage(self._step, unnamed, gone, to=after(ChapterName.IDENTITY, unnamed))

    def _writes_name(self, case: Case) -> Passage:
        return Passage(self._step, replace(case, field="name"), to=ChapterName.WRITING)

    def _asks_phone(self, case: Case) -> Passage:
        reach = case.details.contact.reach if case.details.contact else ""
        return self._shows(case, EnterPhone(reach or (_INVENTED if case.practice else "")))

    def _types(self, case: Case, step: EnterPhone, choice: str, *, item: str) -> Passage:
        typed = _PAD.typed(step.digits, choice, item)
        if typed is not None:
            return self._shows(case, EnterPhone(typed))
        if choice == "done" and step.complete:
            return self._shows(_with_contact(case, reach=step.digits), ChooseCallback())
        if choice == "without":
            return self._goes_on(_with_contact(case, reach="", callback="none"))
        return self._writes_name(case) if choice == "back" else Passage(step, case)

    def _agrees(self, case: Case, choice: str, item: str) -> Passage:
        if choice == "callback" and item in CALLBACKS:
            return self._goes_on(_with_contact(case, callback=item))
        return self._asks_phone(case) if choice == "back" else Passage(self._step, case)

    def _goes_on(self, case: Case) -> Passage:
        return Passage(self._step, case, to=after(ChapterName.IDENTITY, case))

    def _shows(self, case: Case, step: Step) -> Passage:
        self._step = step
        return Passage(step, case)


def _with_contact(case: Case, **changes: str) -> Case:
    """The same case, reached in another way."""
    contact = case.details.contact or Contact()
    kept = {name: getattr(contact, name) for name in contact.__struct_fields__}
    return case.with_details(contact=Contact(**{**kept, **changes}))
