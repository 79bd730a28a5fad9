"""What the kiosk and its edge say to each other of a formal inquiry; it stands beside the words of the call."""

from typing import Literal

from wire.ids import CallId, InquiryId
from wire.inquiry.sheet import Inquirer, Step
from wire.inquiry.transcript import Entry
from wire.record import Record

InquiryEnd = Literal[
    "done",
    "officers_left",
    "villager_left",
    "line_lost",
    "disk_full",
    "devices_lost",
    "screen_stopped",
    "terminal_stopped",
    "refused",
]
"""`screen_stopped`: the kiosk's process went, by nobody's wish; `terminal_stopped`: the edge was told to end."""


class AgreeToInquiry(Record, frozen=True, kw_only=True):
    """The villager lets it be recorded, or does not: then it is over, and the call goes on. InquiryTape follows."""

    inquiry_id: InquiryId
    agreed: bool


class AgreeToStep(Record, frozen=True, kw_only=True):
    """The villager has seen, heard and understood a step. Never refused; only the first counts."""

    inquiry_id: InquiryId
    step: Step


class ConfirmPage(Record, frozen=True, kw_only=True):
    """The villager has heard the page, and says whether it is right. A version that is not shown any more is old."""

    inquiry_id: InquiryId
    page: int
    version: int
    right: bool


class SignInquiry(Record, frozen=True, kw_only=True):
    """A picture of the signature or the thumb, drawn on the screen. Raises Sorry(bad_request)."""

    inquiry_id: InquiryId
    png: bytes


class LeaveInquiry(Record, frozen=True, kw_only=True):
    """The villager will not go on; what was said until then is kept, and says that it was left."""

    inquiry_id: InquiryId


class InquiryAsked(Record, frozen=True, kw_only=True):
    """Two officers would begin a formal inquiry; nothing is recorded before AgreeToInquiry."""

    call_id: CallId
    inquiry_id: InquiryId
    officers: tuple[Inquirer, ...]
    about: str


class InquiryTape(Record, frozen=True, kw_only=True):
    """Whether it is recorded now, and since when; told at each change and once a second."""

    inquiry_id: InquiryId
    on: bool
    elapsed_ms: int
    line: bool = True
    """The officers are seen and heard; otherwise only this side is recorded on."""


class InquiryAt(Record, frozen=True, kw_only=True):
    """Where the officers are in the procedure."""

    inquiry_id: InquiryId
    step: Step
    reading: int = 0
    """The page that is read back; 0: none."""
    pages: int = 0


class InquiryText(Record, frozen=True, kw_only=True):
    """A page of the transcript as it is now."""

    inquiry_id: InquiryId
    page: int
    version: int
    entries: tuple[Entry, ...]


class InquiryOver(Record, frozen=True, kw_only=True):
    """It is ended. `kept`: everything is on the disk and on its way; `code` then leads to the matter."""

    inquiry_id: InquiryId
    why: InquiryEnd
    kept: bool
    code: str = ""


InquiryRequest = AgreeToInquiry | AgreeToStep | ConfirmPage | SignInquiry | LeaveInquiry
InquiryEvent = InquiryAsked | InquiryTape | InquiryAt | InquiryText | InquiryOver
