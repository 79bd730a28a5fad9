"""Fifteen spoken seconds: who will hear it and who will not. Then, and not before, the edge begins a draft.

That the disk is nearly full is said here, before anything is recorded.
"""

from dataclasses import dataclass, replace

from kiosk.flows.case import Case, Field
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before, name_is_missing
from kiosk.flows.step import Heard, PrivateStep, ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Surroundings
from wire import port

_LEAST_S = 30
"""Less room than for this is none: nobody has said anything in half a minute."""


@dataclass(frozen=True)
class ReadPrivacy(PrivateStep):
    """Who will see it, who will not, what happens next."""

    choices = ("agree", "back", "leave")
    room_s: int | None = None
    """How many seconds of recording fit, where that is less than everybody gets."""

    @property
    def spoken(self) -> tuple[str, ...]:
        return super().spoken if self.room_s is None else (*super().spoken, "told.little_room")


class PrivacyChapter:
    """The gate before the edge."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def begins(self, case: Case) -> Passage:
        return Passage(self._step(), case)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        del item  # no choice here has several of its kind
        if choice == "back":
            return Passage(self._step(), case, to=before(ChapterName.PRIVACY, case))
        if choice != "agree":
            return self.begins(case)
        if trouble := self._trouble():
            return Passage(ReadTrouble(trouble, again=trouble is not Trouble.EDGE_GONE), case)
        return self._agrees(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        del event  # the surroundings have heard it: there may be more room, or less
        return self.begins(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self.begins(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # nothing was begun that another chapter has no use for
        return ()

    def _agrees(self, case: Case) -> Passage:
        field: Field = "name" if name_is_missing(case) else "statement"
        onward = replace(case, started=True, field=field)
        begun = port.StartDraft(petition_id=case.petition_id, code=case.code)
        requests = () if case.started else (begun,)
        return Passage(self._step(), onward, requests, to=after(ChapterName.PRIVACY, onward))

    def _trouble(self) -> Trouble | None:
        if not self._around.edge_here:
            return Trouble.EDGE_GONE
        full = self._around.disk_full or self._around.equipment.room_s < _LEAST_S
        return Trouble.DISK_FULL if full else None

    def _step(self) -> Step:
        room_s = self._around.equipment.room_s
        return ReadPrivacy(room_s=room_s if room_s < self._around.limits.recording_s else None)
