"""A rating or a request for review: sealed and sent as everything is, under the code of the petition it is about.

Nothing is recorded for it, so it can be asked for again from the start as often as the edge forgets it.
"""

from dataclasses import dataclass, field
from typing import Literal

from kiosk.flows.answer.steps import ReadRated
from kiosk.flows.case import Stage
from kiosk.flows.sent import further
from kiosk.flows.step import Heard
from wire import port
from wire.ids import PetitionId, new_id
from wire.petition.details import Details, Rating
from wire.seal.receipt_code import checked_code

_REQUESTS = {"StartDraft", "SubmitDraft"}


@dataclass
class Word:
    """`code` is the petition's own."""

    purpose: Literal["rating", "review"]
    code: str
    rating: Rating | None = None
    stage: Stage = Stage.SAVING
    waiting_s: int = 0
    petition_id: PetitionId = field(default_factory=lambda: PetitionId(new_id()))

    @property
    def is_kept(self) -> bool:
        return self.stage in {Stage.KEPT, Stage.RECEIVED}

    def asks(self) -> tuple[port.Request, ...]:
        """From the beginning; the edge does a thing once per id."""
        details = Details(purpose=self.purpose, rating=self.rating)
        return (
            port.StartDraft(petition_id=self.petition_id, code=checked_code(self.code)),
            port.SubmitDraft(petition_id=self.petition_id, details=details),
        )

    def hears(self, event: Heard) -> tuple[port.Request, ...]:
        """What must be asked again."""
        if isinstance(event, port.Welcome) and self.stage is Stage.SAVING:
            return self.asks()
        if getattr(event, "petition_id", "") == self.petition_id:
            self.stage = further(self.stage, event)
        return ()

    def is_refused(self, event: port.Sorry) -> bool:
        mine = event.subject_id in {"", self.petition_id} and event.about in _REQUESTS
        return mine and self.stage is Stage.SAVING

    def waits(self, seconds: float) -> None:
        self.waiting_s += round(seconds)

    def step(self, *, link_up: bool) -> ReadRated:
        return ReadRated(self.purpose, self.stage, link_up=link_up, waiting_s=self.waiting_s)
