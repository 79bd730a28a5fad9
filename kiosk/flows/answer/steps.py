"""What a villager reads and does with the code of an earlier petition."""

from dataclasses import dataclass
from typing import Literal

from kiosk.flows.case import Stage
from kiosk.flows.step import PrivateStep, Trouble
from wire.petition.details import Rating
from wire.petition.mailbox import Progress
from wire.seal.receipt_code import DIGITS

RATINGS: tuple[Rating, ...] = ("good", "fair", "poor")


@dataclass(frozen=True)
class EnterCode(PrivateStep):
    """A pad of digits. Wrong digits are found here, before anybody is asked."""

    choices = ("digit", "erase", "clear", "ask", "back", "leave")
    digits: str = ""
    trouble: Trouble | None = None
    wait_s: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (f"told.trouble_{self.trouble.value}",) if self.trouble else super().spoken

    @property
    def complete(self) -> bool:
        return len(self.digits) == DIGITS


@dataclass(frozen=True)
class AskCounty(PrivateStep):
    """The question is on its way."""

    choices = ("back", "leave")
    waiting_s: int = 0


@dataclass(frozen=True)
class ReadProgress(PrivateStep):
    """How far it is, with dates, and what can be done now. Never what it is about."""

    choices = ("answer", "message", "review", "rate", "done", "leave")
    progress: Progress
    answers: int = 0
    spoken_answer: bool = False
    """The newest answer is a voice."""
    can_review: bool = False
    """The last day to ask has not gone by."""
    rated: Rating | None = None
    """What was said of it in this visit."""
    reviewed: bool = False
    """A review was asked for in this visit."""

    @property
    def spoken(self) -> tuple[str, ...]:
        offered = (
            ("choice.answer", self.answers > 0),
            ("choice.message", True),
            ("choice.review", self.can_review and not self.reviewed),
            ("choice.rate", self.answers > 0 and self.rated is None),
        )
        return (f"told.stage_{self.progress.stage}", *(prompt for prompt, is_there in offered if is_there))


@dataclass(frozen=True)
class ReadAnswer(PrivateStep):
    """One page of an answer; the ear reads it out, or the officer's own voice is played."""

    choices = ("play", "stop", "next", "previous", "done", "leave")
    office: str
    written_at_ms: int
    lines: tuple[str, ...]
    page: int = 0
    pages: int = 1
    at: int = 0
    """Which reply it is."""
    has_voice: bool = False
    playing: bool = False

    @property
    def idle_s(self) -> float:
        return 0.0 if self.playing else 180.0

    @property
    def read_aloud(self) -> str:
        return "" if self.has_voice else "".join(self.lines).replace("\u3000", "")


@dataclass(frozen=True)
class ReadNoAnswer(PrivateStep):
    """No answer yet, or no such code: the two look alike on purpose."""

    choices = ("again", "done", "leave")


@dataclass(frozen=True)
class RateAnswer(PrivateStep):
    """Three faces; who wants to say why, says it."""

    choices = ("face", "send", "speak", "back", "leave")
    chosen: Rating | None = None

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.face_{one}" for one in RATINGS))


@dataclass(frozen=True)
class AskReview(PrivateStep):
    """Whether somebody above shall look at the answer again; until which day."""

    choices = ("send", "speak", "back", "leave")
    last_day: str
    """ISO date."""


@dataclass(frozen=True)
class ReadRated(PrivateStep):
    """A rating or a request for review, on its way; said as honestly as of a petition."""

    choices = ("done", "leave")
    purpose: Literal["rating", "review"] = "rating"
    stage: Stage = Stage.SAVING
    link_up: bool = True
    waiting_s: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (f"told.{self.stage}",)
