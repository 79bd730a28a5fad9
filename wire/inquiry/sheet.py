"""The sheet of an inquiry: how far it is, as the officers lead it and as the terminal has kept it.

Both ends send the whole of their side each time it changes, and every INVITE_EVERY_S: what was lost is made good by
the next, what comes twice changes nothing. The county's side goes by `serial`, the terminal's by `serial` of its own.
The steps are those of the remote inquiry as counties publish it; the order is fixed, and a step is never undone.
"""

from typing import Annotated, Literal

import msgspec

from wire.call.signals import OfficerName
from wire.ids import CallId, InquiryId, PetitionId
from wire.record import Record

Step = Literal["credentials", "rights", "identity", "questions", "read_back", "signature", "end"]
"""Show credentials; inform of rights and duties; verify who it is; ask; read back and correct; sign; end."""
STEPS: tuple[Step, ...] = ("credentials", "rights", "identity", "questions", "read_back", "signature", "end")
MAX_PAGES = 60
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Tape = Literal["asked", "refused", "runs", "stopped", "kept", "failed"]
"""`asked`: the villager has not agreed yet; `runs`: recorded and sealed; `stopped`: ended, not promised yet; `kept`:
the whole of it survives a power cut, and is on its way to the county."""


class Inquirer(Record, frozen=True, kw_only=True):
    """One of the two officers; `credential` is the number that is read from the card they show."""

    name: OfficerName
    office: Annotated[str, msgspec.Meta(max_length=80)] = ""
    credential: Annotated[str, msgspec.Meta(max_length=40)] = ""


class InquirySheet(Record, frozen=True, kw_only=True):
    """The officers' side. An inquiry needs two of them; one alone is not begun, nor goes on."""

    call_id: CallId
    inquiry_id: InquiryId
    serial: Annotated[int, msgspec.Meta(ge=1)]
    step: Step = "credentials"
    officers: Annotated[tuple[Inquirer, ...], msgspec.Meta(min_length=2, max_length=2)]
    about: Annotated[str, msgspec.Meta(max_length=120)] = ""
    """What the villager is asked about, in words that may stand on a screen in a village hall."""
    pages: Annotated[int, msgspec.Meta(ge=0, le=MAX_PAGES)] = 0
    """How many pages of transcript there are; each comes as an InquiryPage."""
    reading: Annotated[int, msgspec.Meta(ge=0, le=MAX_PAGES)] = 0
    """The page that is read back now; 0: none."""
    over: bool = False
    """The officers have ended it, or have left."""


class InquiryPage(Record, frozen=True, kw_only=True):
    """One page of the transcript as the officer's browser sealed it; the county cannot read it.

    Sealed (age) to InquiryTold.recipient and to the county's offices; within is a TranscriptPage.
    """

    call_id: CallId
    inquiry_id: InquiryId
    page: Annotated[int, msgspec.Meta(ge=1, le=MAX_PAGES)]
    version: Annotated[int, msgspec.Meta(ge=1)]
    """Grows with every change of the page; a lower one is old news."""
    sealed: Annotated[bytes, msgspec.Meta(max_length=64 * 1024)]


class Confirmed(Record, frozen=True, kw_only=True):
    """The villager has heard and seen a page, and says whether it is right."""

    page: int
    version: int
    sha256: Digest
    """Over the page's plaintext as it was opened."""
    right: bool
    at_ms: int


class LineGap(Record, frozen=True, kw_only=True):
    """The line was broken; the terminal recorded its own side on."""

    began_ms: int
    """Milliseconds into the recording."""
    ended_ms: int = 0
    """0 while it lasts."""


class InquiryTold(Record, frozen=True, kw_only=True):
    """The terminal's side."""

    call_id: CallId
    inquiry_id: InquiryId
    serial: Annotated[int, msgspec.Meta(ge=1)]
    heard: int = 0
    """The serial of the sheet that this side goes by."""
    recipient: str
    """age recipient of this inquiry, made at the terminal; its identity never leaves RAM. Empty of a later start."""
    tape: Tape = "asked"
    began_at_ms: int = 0
    elapsed_ms: int = 0
    segments: int = 0
    head: str = ""
    """SHA-256 of the newest link of the log: whoever holds it can tell whether the log was changed since."""
    gaps: Annotated[tuple[LineGap, ...], msgspec.Meta(max_length=200)] = ()
    agreed: tuple[Step, ...] = ()
    """Steps that the villager has answered by touch."""
    pages: Annotated[tuple[Confirmed, ...], msgspec.Meta(max_length=4 * MAX_PAGES)] = ()
    signature_sha256: str = ""
    """Over the picture of signature or thumb; empty until it is given."""
    petition_id: PetitionId | None = None
    """Under which the recording, the log and the case document come to the county, once `tape` is `kept`."""
    why: Annotated[str, msgspec.Meta(max_length=20)] = ""
    """What the log's InquiryEnded says; empty until it is over."""

    @property
    def is_of_a_later_start(self) -> bool:
        """Said by an edge that found it on its disk and can open no word of it: it knows no page, step or break."""
        return not self.recipient
