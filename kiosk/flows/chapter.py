"""A chapter of the petition: a few screens that ask one thing and write the answer into the case.

A chapter owns its step and nothing else; the case comes in when it begins and goes out with every turn. Where to go
next is a value as well, so that the order of the chapters is written in one place (kiosk/flows/petition/order.py).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.flows.case import Case
from kiosk.flows.step import Destination, Heard, Step
from wire import port


class ChapterName(StrEnum):
    """Every chapter there is."""

    MATTER = "matter"
    """Which of three kinds; what is not taken here."""
    IDENTITY = "identity"
    """Anonymous or named, and how to be reached."""
    PRIVACY = "privacy"
    """Who will hear it, spoken in fifteen seconds; then the edge begins the draft."""
    KIND = "kind"
    """Video, voice, writing or papers; how much of oneself to show."""
    RECORDING = "recording"
    """Face the camera, record, look at it, record a part anew."""
    WRITING = "writing"
    """Keyboard or finger, for whatever `case.field` asks."""
    PAPERS = "papers"
    """Page after page under the document camera."""
    MORE = "more"
    """Whom to keep out, protection, others, where it came from."""
    CHECK = "check"
    """All of it once more; send."""
    SENDING = "sending"
    """The dot on its way."""
    RECEIPT = "receipt"
    """The code: shown, said, printed, typed back."""


@dataclass(frozen=True)
class Passage:
    """What a chapter answers to a touch, an event or a second gone by."""

    step: Step
    case: Case
    requests: tuple[port.Request, ...] = ()
    to: ChapterName | Destination | None = None
    """Another chapter, which is begun with `case`; or out of the petition."""


class Chapter(Protocol):
    """Begun anew each time it is gone to, also when gone back to."""

    def begins(self, case: Case) -> Passage: ...
    def does(self, case: Case, choice: str, item: str) -> Passage: ...
    def hears(self, case: Case, event: Heard) -> Passage: ...
    def waits(self, case: Case, seconds: float) -> Passage:
        """Called about once a second."""
        ...

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        """What the edge must be told when the villager goes to another chapter, e.g. StopPreview."""
        ...
