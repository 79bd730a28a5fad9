"""Names for ids, so that a petition's id is never taken for a notice's. Ids are born with the fact."""

import re
import secrets
from typing import NewType

TerminalId = NewType("TerminalId", str)
"""The common name in a terminal's certificate, e.g. `t001`; the broker uses it as client id."""
SiteId = NewType("SiteId", str)
"""A township or point whose published affairs a terminal shows, e.g. `liuhe`."""
PetitionId = NewType("PetitionId", str)
"""32 hex digits; the draft's id from its first moment, the petition's after it is sent."""
TakeId = NewType("TakeId", str)
"""32 hex digits, or empty for the only one; one recording of a draft, made by the face."""
PageId = NewType("PageId", str)
"""32 hex digits; one picture of a draft (paper or handwriting), made by the face."""
AskId = NewType("AskId", str)
"""32 hex digits; one question for an answer by code."""
NoticeId = NewType("NoticeId", str)
"""32 hex digits; the same over all versions of a notice."""
MailboxId = NewType("MailboxId", str)
"""64 hex digits that a receipt code leads to; the code cannot be found back from it."""
ReplyId = NewType("ReplyId", str)
"""32 hex digits; one sealed reply."""
CallId = NewType("CallId", str)
"""32 hex digits; one call of a villager to an officer, from the touch to its end, made by the face."""
InquiryId = NewType("InquiryId", str)
"""32 hex digits; one formal inquiry within a call, made by the officer's page."""
PingId = NewType("PingId", str)
"""32 hex digits; one ping."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")
_HEX = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{32})?\Z")


def new_id() -> str:
    """128 random bits as 32 hex digits: says nothing of time, place or order."""
    return secrets.token_hex(16)


def is_name(text: str) -> bool:
    """Whether `text` may stand as a terminal or site id: safe in topics, file names and certificates."""
    return _NAME.match(text) is not None


def is_id(text: str) -> bool:
    """Whether `text` is 32 or 64 lower-case hex digits."""
    return _HEX.match(text) is not None
