"""The log of an inquiry: a chain of links, each with the hash of the one before; sealed, it is part of what is sent.

A stranger checks it with SHA-256 alone: a link is one line of canonical JSON, `prev` is the SHA-256 of the line
before without its line end, and the first link's `prev` is the SHA-256 of the inquiry's id.
"""

import hashlib
from typing import Annotated, Final

import msgspec

from wire.errors import BadMessage
from wire.ids import InquiryId, TerminalId
from wire.inquiry.sheet import Digest, Inquirer, Step
from wire.record import Record


class InquiryBegun(Record, frozen=True, kw_only=True):
    inquiry_id: InquiryId
    terminal_id: TerminalId
    point: str
    officers: tuple[Inquirer, ...]
    about: str = ""


class VillagerAgreed(Record, frozen=True, kw_only=True):
    """The villager has answered a step by touch; `recording` is the first."""

    what: str


class StepBegun(Record, frozen=True, kw_only=True):
    step: Step


class SegmentKept(Record, frozen=True, kw_only=True):
    """A sealed piece of the recording of both sides is on the terminal's disk."""

    index: int
    from_ms: int
    to_ms: int
    sealed_sha256: Digest
    """Over the age file, as the manifest lists it."""


class LineBroke(Record, frozen=True, kw_only=True):
    """From here on only the terminal's side is recorded."""


class LineBack(Record, frozen=True, kw_only=True):
    out_ms: int


class PageConfirmed(Record, frozen=True, kw_only=True):
    page: int
    version: int
    sha256: Digest
    right: bool


class SignatureGiven(Record, frozen=True, kw_only=True):
    """The picture of signature or thumb was given."""

    sha256: Digest


class InquiryEnded(Record, frozen=True, kw_only=True):
    """`why`: an InquiryEnd but `refused`, or `power_cut`: the terminal lost its power or was killed."""

    why: str


Fact = (
    InquiryBegun
    | VillagerAgreed
    | StepBegun
    | SegmentKept
    | LineBroke
    | LineBack
    | PageConfirmed
    | SignatureGiven
    | InquiryEnded
)


class Link(Record, frozen=True, kw_only=True):
    """One line of the log."""

    n: Annotated[int, msgspec.Meta(ge=0)]
    prev: Digest
    at_ms: int
    clock_trusted: bool
    tape_ms: int
    """Milliseconds into the recording."""
    fact: Fact


GENESIS: Final = "zhitong-inquiry/1"


def first_prev(inquiry_id: InquiryId) -> str:
    return hashlib.sha256(f"{GENESIS}\n{inquiry_id}".encode()).hexdigest()


def digest(line: bytes) -> str:
    """Of one link's line, without its line end."""
    return hashlib.sha256(line).hexdigest()


def check(lines: list[bytes], parsed: list[Link], inquiry_id: InquiryId) -> str:
    """The head of a whole chain; raises BadMessage at the first link that does not follow."""
    head = first_prev(inquiry_id)
    for number, (line, link) in enumerate(zip(lines, parsed, strict=True)):
        if link.n != number or link.prev != head:
            raise BadMessage(f"link {number} does not follow the one before")
        head = digest(line)
    return head
