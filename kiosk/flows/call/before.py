"""What is asked before it rings: whom to call, who must not answer, and whether somebody only helps to begin."""

from dataclasses import dataclass, field
from typing import Final

from kiosk.flows.step import PrivateStep, Step
from wire.call.signals import Concerned, Level
from wire.petition.details import Kept

OFFICERS: Final[tuple[Level, ...]] = ("county", "township")
"""Who can be called by one touch, the nearest to most matters first."""
ANSWERED_BY: Final[dict[Concerned, Level]] = {"village": "county", "township": "county", "county": "township"}
"""Whose matter it is → who is called then: never the same."""
KEPT_OUT: Final[dict[Concerned, Kept]] = {"village": "village", "township": "township", "county": "county_office"}
"""Who must not handle a message that is left in place of the call."""
_RINGING: Final = (
    ("tone.ring", "step.answer_ring"),
    ("tone.ring",),
    ("tone.ring", "tone.ring"),
    ("tone.ring",),
)
"""What is heard in turn."""
_RING_EVERY_S: Final = 5


@dataclass(frozen=True)
class Assisting:
    """Carried by whoever helps: the county is told that somebody did."""


@dataclass(frozen=True)
class ChooseAssisted(PrivateStep):
    """What the staff begins for somebody."""

    choices = ("petition", "call", "back", "leave")


@dataclass(frozen=True)
class ChooseOfficer(PrivateStep):
    """Whom to call. One touch and it rings, unless somebody must not answer."""

    choices = ("officer", "concerned", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.officer_{one}" for one in OFFICERS), "choice.officer_concerned")


@dataclass(frozen=True)
class ChooseConcerned(PrivateStep):
    """Whose matter it is: nobody of theirs is asked to take the call."""

    choices = ("concerns", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.concerns_{one}" for one in ANSWERED_BY))


@dataclass(frozen=True)
class AnswerRing(Step):
    """The county calls back. Anybody may read it: it says when the call was made that is answered, and nothing else."""

    choices = ("answer", "refuse")
    asked_at: str
    """Hours and minutes."""
    asked_on: str = ""
    """ISO date, where it was not today."""
    rung_s: int = field(default=0, repr=False)
    """Not shown: what is reported as shown stays the same while it rings."""

    @property
    def idle_s(self) -> float:
        """It ends by itself."""
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        return _RINGING[self.rung_s // _RING_EVERY_S % len(_RINGING)]
