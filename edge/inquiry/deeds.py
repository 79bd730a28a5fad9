"""What a procedure wants done, in order."""

from dataclasses import dataclass

from wire.inquiry.log import Fact
from wire.inquiry.port import InquiryEnd
from wire.record import Record


@dataclass(frozen=True)
class BeginTape:
    """Record both sides; `tape_runs` or `ended` is the answer."""


@dataclass(frozen=True)
class EndTape:
    """Record no more. `kept` or `failed` is the answer."""

    why: InquiryEnd


@dataclass(frozen=True)
class Write:
    """Into the log."""

    fact: Fact


@dataclass(frozen=True)
class ToFace:
    """To the kiosk."""

    event: Record


@dataclass(frozen=True)
class Draw:
    """The case document has something new to say."""


Deed = BeginTape | EndTape | Write | ToFace | Draw
