"""What a villager adds to the words themselves: kind of matter, name, whom to keep out, where it came from.

Always sealed, within PetitionMeta. No field is needed: an anonymous voice petition has only its matter.
"""

from typing import Annotated, Literal

import msgspec

from wire.record import Record

MAX_REPRESENTATIVES = 5
"""Regulations on petition work, art. 20: a shared matter is brought by at most five."""

Purpose = Literal["petition", "message", "review", "rating", "call", "inquiry"]
"""`petition` begins a matter; the next three come later under the code of one: a further message, a request that the
answer be reviewed (art. 35: within 30 days), or what the villager thinks of it. `call`: a recorded call, `inquiry`: a
formal inquiry; each begins a matter of its own."""
Matter = Literal["suggestion", "report", "claim"]
"""The same regulations, art. 29, 30 and 31: suggestion, discipline report, claim."""
Callback = Literal["none", "in_person", "neutral"]
"""Not at all; only to be spoken to in person; or with words that name no matter and no office."""
Rating = Literal["good", "fair", "poor"]
Kept = Literal["village", "township", "county_office"]
"""Whose people must not handle a matter."""
Words = Annotated[str, msgspec.Meta(max_length=3000)]
ShortWords = Annotated[str, msgspec.Meta(max_length=120)]


class Contact(Record, frozen=True, kw_only=True):
    """Who speaks, and how the county may reach them. A name may also lie beside it as a picture of handwriting."""

    name: ShortWords = ""
    reach: ShortWords = ""
    """A telephone number as it was typed, or another way."""
    callback: Callback = "none"


class Recusal(Record, frozen=True, kw_only=True):
    """Who must not handle the matter."""

    kept_out: tuple[Kept, ...] = ()
    names: ShortWords = ""


class SourceRow(Record, frozen=True, kw_only=True):
    """The published line that the matter is about."""

    village: ShortWords = ""
    notice_id: str = ""
    title: ShortWords = ""
    row: ShortWords = ""
    """The line as it was read; empty for the whole notice."""


class Details(Record, frozen=True, kw_only=True):
    """All that is asked beside the words themselves."""

    purpose: Purpose = "petition"
    matter: Matter | None = None
    contact: Contact | None = None
    """None: anonymous."""
    assisted: bool = False
    """A member of staff operated the terminal and then left."""
    recusal: Recusal = Recusal()
    protection: bool = False
    """Fears retaliation and asks to be protected."""
    representatives: Annotated[tuple[ShortWords, ...], msgspec.Meta(max_length=MAX_REPRESENTATIVES)] = ()
    others: Annotated[int, msgspec.Meta(ge=0, le=9999)] = 0
    """How many more share the matter."""
    source: SourceRow | None = None
    text: Words = ""
    """A written petition or message."""
    rating: Rating | None = None
