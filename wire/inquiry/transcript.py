"""A page of an inquiry's transcript, as it is typed, shown, read aloud, confirmed and sealed."""

from typing import Annotated, Literal

import msgspec

from wire.ids import InquiryId
from wire.record import Record

Speaker = Literal["officer", "second", "villager", "remark"]
"""The officer who asks, the second officer, the villager, or a remark that nobody said."""
MAX_ENTRIES = 40


class Entry(Record, frozen=True, kw_only=True):
    """One question, answer or remark."""

    who: Speaker
    text: Annotated[str, msgspec.Meta(max_length=1000)]
    at_ms: int = 0
    """Milliseconds into the recording when it was begun to be typed: leads from the words to the picture."""


class TranscriptPage(Record, frozen=True, kw_only=True):
    """The plaintext of an InquiryPage, as canonical JSON."""

    v: Literal[1] = 1
    inquiry_id: InquiryId
    page: int
    version: int
    entries: Annotated[tuple[Entry, ...], msgspec.Meta(max_length=MAX_ENTRIES)] = ()
