"""What a villager sees of a formal inquiry: asked, led through its steps, read back to, signing, and at its end."""

from dataclasses import dataclass
from typing import Literal

from kiosk.flows.step import PrivateStep
from kiosk.flows.strokes import Sheet
from wire import port
from wire.inquiry.sheet import Inquirer, Step
from wire.inquiry.transcript import Entry

ANSWERED: frozenset[Step] = frozenset(("credentials", "rights", "identity"))
"""Steps that the villager says something to by touch."""
MAX_STROKES = 400


@dataclass(frozen=True)
class _Inquired(PrivateStep):
    """Who sits before officers touches nothing for long; the place is heard anyway."""

    @property
    def idle_s(self) -> float:
        return 0.0

    @property
    def overheard(self) -> bool:
        return True


@dataclass(frozen=True)
class AgreeToInquiry(_Inquired):
    """Who asks, about what, and that it is recorded: yes and no weigh the same."""

    choices = ("agree", "refuse", "leave")
    officers: tuple[Inquirer, ...]
    about: str = ""
    seen: bool = True


@dataclass(frozen=True)
class AttendInquiry(_Inquired):
    """The officers lead; here is shown where they are, and at the questions what is being written down."""

    choices = ("understood", "stop", "leave")
    at: Step
    officers: tuple[Inquirer, ...] = ()
    understood: bool = False
    line: bool = True
    """The officers are seen and heard."""
    elapsed_s: int = 0
    entries: tuple[Entry, ...] = ()
    """Of the newest page."""
    saving: bool = False
    """It is over, and is being made safe."""

    @property
    def answered(self) -> bool:
        """Whether the villager is asked to say something to it by touch."""
        return self.at in ANSWERED and self.recorded and not self.understood and not self.saving

    @property
    def spoken(self) -> tuple[str, ...]:
        if self.saving:
            return ("told.inquiry_saving",)
        return ("told.inquiry_line",) if not self.line else (f"step.attend_inquiry_{self.at}",)

    @property
    def speaks_first(self) -> bool:
        """Not into what the officers say; when they are not heard, it is said why."""
        return self.saving or not self.line


@dataclass(frozen=True)
class StopInquiry(_Inquired):
    """Whether it shall really end here: a trembling hand must not end it."""

    choices = ("go_on", "stop", "leave")
    elapsed_s: int = 0


@dataclass(frozen=True)
class ReadBack(_Inquired):
    """A page of what was written down: read aloud, then right or not right."""

    choices = ("right", "wrong", "next", "previous", "stop", "leave")
    number: int
    count: int
    lines: tuple[str, ...] = ()
    part: int = 0
    parts: int = 1
    """A page of the transcript may take several of the screen."""
    answer: Literal["", "right", "wrong"] = ""
    """What was said of this version of it."""
    line: bool = True
    elapsed_s: int = 0
    text: str = ""
    """The whole page, as it is read aloud."""

    @property
    def last(self) -> bool:
        return self.part == self.parts - 1

    @property
    def spoken(self) -> tuple[str, ...]:
        if not self.line:
            return ("told.inquiry_line",)
        return (f"told.read_back_{self.answer}",) if self.answer else ("step.read_back",)

    @property
    def read_aloud(self) -> str:
        return "" if self.answer or not self.line else self.text


@dataclass(frozen=True)
class SignInquiry(_Inquired):
    """A sheet for a name, or for a thumb where somebody does not write."""

    choices = ("stroke", "undo", "thumb", "done", "stop", "leave")
    sheet: Sheet = ()
    thumb: bool = False
    """The next touch is a thumb."""
    saving: bool = False
    failed: bool = False
    elapsed_s: int = 0
    line: bool = True


@dataclass(frozen=True)
class ReadInquiryEnd(PrivateStep):
    """Whether it is safe, and what comes next."""

    choices = ("code", "home", "leave")
    why: port.InquiryEnd
    kept: bool
    has_code: bool = False

    @property
    def spoken(self) -> tuple[str, ...]:
        return ("told.inquiry_kept",) if self.kept else ("told.inquiry_not_kept",)
