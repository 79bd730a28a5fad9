"""Proof of display: what stood on a wall, when, and by what; a chain that nobody can change in silence.

Each entry names the SHA-256 of the entry before it, as canonical JSON. Once a day, and at each start, a root over the
chain so far is signed by the terminal; the county countersigns it. `docs/proof/verify.py` checks a log with nothing
of ours.
"""

from typing import Annotated, Literal

import msgspec

from wire.ids import TerminalId
from wire.record import Record

ROOT_CONTEXT = "proof-root/v1"
COUNTERSIGN_CONTEXT = "proof-countersign/v1"
FIRST_PREV = "0" * 64
MAX_BATCH_BYTES = 128 * 1024
Millis = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
"""As large as any reader of JSON keeps exactly."""
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Moment(Record, frozen=True, kw_only=True):
    """A time by both clocks of a machine that may have neither right."""

    boot: str
    """Boot id: 32 hex digits; monotonic times compare within one boot only."""
    mono_ms: Millis
    wall_ms: Millis
    trusted: bool
    """Whether nothing that the county had signed or said spoke against the wall clock then."""


class Shown(Record, frozen=True, kw_only=True):
    """One page of one notice stood there from `began` to `ended`."""

    village: str
    notice_id: str
    version: Count
    content_sha256: str
    """Of the notice, as the index names it."""
    title: str
    period: str = ""
    kind: str
    """Of the content: a name of `wire.content`."""
    page: Count
    """From 0."""
    pages: Count
    pixels_sha256: str
    """Over width, height and RGB of the page as composed; of a film over its file and the frames presented."""
    readable_ms: Millis
    """So long it could be read: what the rotation counts."""
    share_ms: Millis = 0
    """What the village had had when the page came, as the rotation counts: shares outlast a start by it."""
    lowest_ms: Millis = 0
    """The least that any village with something to show had had then: a log tells whether a turn was due."""
    frames: Count = 0
    """Presented ones of a film; 0 for a page."""
    why: Literal["turn", "called", "duty", "filler", "silent", "emergency", "drill", "pattern"] = "turn"
    """`silent`: the page says that the village has published nothing; it is in nobody's share."""
    tag: Annotated[int, msgspec.Meta(ge=-1, le=999)] = -1
    """Number of the code in its corner, by which a photograph is told to be of this page; -1 where there is none."""
    cut: bool = False
    """Its end was not seen: the machine or the face stopped while it stood there."""


class Gap(Record, frozen=True, kw_only=True):
    """Nothing can be proved for this time, and why."""

    why: Literal["off_hours", "power", "face", "panel", "unplugged", "nothing_published", "unknown"]


class Step(Record, frozen=True, kw_only=True):
    """Something that must be known to read the rest: a start, a clock that was set, a refusal, a sighting."""

    what: Literal["start", "clock", "refused", "withdrawn", "seen", "not_seen", "settings"]
    about: str = ""
    """Of a refusal the notice and the reason; of a clock by how many ms it went; of a sighting the tag."""


class ProofEntry(Record, frozen=True, kw_only=True):
    """One link of the chain."""

    terminal_id: TerminalId
    n: Count
    """Counts from 0 without holes."""
    prev: str
    """64 hex digits: SHA-256 over the entry before it; FIRST_PREV before the first."""
    began: Moment
    ended: Moment
    """Of a step the same as `began`."""
    panel_on: bool = True
    brightness_pct: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    fact: Shown | Gap | Step


class ProofRoot(Record, frozen=True, kw_only=True):
    """All entries below `count` end in `head`; signed by the terminal in ROOT_CONTEXT."""

    terminal_id: TerminalId
    serial: Count
    """Counts roots without holes."""
    count: Count
    head: str
    """64 hex digits: SHA-256 over entry `count - 1`."""
    day: str
    """ISO date by the wall's clock, as good as that was."""
    previous_sha256: str
    """Of the payload of the root before it; FIRST_PREV of the first."""
    at: Moment


class Countersigned(Record, frozen=True, kw_only=True):
    """The county has seen this root, at this time by its own clock; signed by it in COUNTERSIGN_CONTEXT."""

    terminal_id: TerminalId
    serial: Count
    root_sha256: str
    """Of the root's payload."""
    at_ms: Millis


class ProofBatch(Record, frozen=True, kw_only=True):
    """Entries in order, on their way to the county; answered by ProofTaken after the county's commit.

    `wire.wall.chain` makes and opens it.
    """

    first: Count
    prev: Sha256
    """Of the entry before `first`; FIRST_PREV before the first of all."""
    head: Sha256
    """Of the last entry in it."""
    entries: Annotated[bytes, msgspec.Meta(max_length=MAX_BATCH_BYTES)]
    """xz over lines of canonical JSON, newline after each, `prev` left empty: it follows from the line before."""


class ProofTaken(Record, frozen=True, kw_only=True):
    """The county has all entries below `upto`, whole and in their chain."""

    upto: Count
    broken: bool = False
    """What came next did not fit the chain: somebody has to look at the terminal."""
