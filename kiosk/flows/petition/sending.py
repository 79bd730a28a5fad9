"""The dot on its way to the county. What is said never runs ahead of what is so.

Three things are told apart: sealed and kept here (Submitted), arrived and signed for (Receipted), and handled, which
nobody learns here but later, under the code.
"""

from dataclasses import dataclass, replace

from kiosk.flows.case import Case, Stage
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after
from kiosk.flows.sent import further
from kiosk.flows.step import EdgeGone, Heard, PrivateStep
from kiosk.flows.surroundings import Surroundings
from wire import port

_TO_RECEIPT_S = 20
"""So long the travelling dot is watched before the code comes by itself."""


@dataclass(frozen=True)
class Sending(PrivateStep):
    """The dot rests at the county only when the county has signed for it."""

    choices = ("code", "leave")
    stage: Stage = Stage.SAVING
    fraction: float = 0.0
    link_up: bool = True
    edge_here: bool = True
    waiting_s: int = 0
    follows: bool = False
    """Sent under a code that the villager has already: there are no new digits to see."""

    @property
    def idle_s(self) -> float:
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (f"told.{self.stage}",)


class SendingChapter:
    """Asks for SubmitDraft until it is answered; what is practised is not sent."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step = Sending(link_up=around.link_up, edge_here=around.edge_here)

    def begins(self, case: Case) -> Passage:
        self._step = replace(self._step, follows=case.follows)
        if case.practice:
            return self._goes_on(case)
        sent = replace(case, stage=case.stage or Stage.SAVING)
        requests = (self._submit(sent),) if sent.stage is Stage.SAVING else ()
        return self._shows(sent, *requests)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        del item  # no choice here has several of its kind
        return self._goes_on(case) if choice == "code" and _is_kept(case) else self._shows(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        before, stage = case.stage or Stage.SAVING, further(case.stage or Stage.SAVING, event)
        if stage is not before:
            moved = replace(case, stage=stage)
            return self._shows(moved, waiting_s=0, edge_here=True) if stage is Stage.KEPT else self._goes_on(moved)
        match event:
            case EdgeGone():
                return self._shows(case, edge_here=False, link_up=False)
            case port.Welcome():
                again = (self._submit(case),) if stage is Stage.SAVING else ()
                return self._shows(case, *again, edge_here=True)
            case port.EdgeStatus():
                return self._shows(case, link_up=event.link_up)
            case port.UploadProgress() if stage is Stage.KEPT:
                return self._shows(case, fraction=min(event.arrived_bytes / max(event.total_bytes, 1), 1.0))
        return self._shows(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        waited = self._step.waiting_s + round(seconds)
        if _is_kept(case) and waited >= _TO_RECEIPT_S:
            return self._goes_on(case)
        return self._shows(case, waiting_s=waited)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # the wish to send stands
        return ()

    def _submit(self, case: Case) -> port.Request:
        return port.SubmitDraft(petition_id=case.petition_id, details=case.details)

    def _goes_on(self, case: Case) -> Passage:
        return replace(self._shows(case), to=after(ChapterName.SENDING, case))

    def _shows(self, case: Case, *requests: port.Request, **changes: object) -> Passage:
        stage = case.stage or Stage.SAVING
        self._step = replace(self._step, stage=stage, **changes)  # type: ignore[arg-type]  # fields of Sending
        return Passage(self._step, case, requests)


def _is_kept(case: Case) -> bool:
    return case.stage not in {None, Stage.SAVING}
