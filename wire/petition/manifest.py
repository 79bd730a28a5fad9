"""The signed list of a petition's sealed parts, and what lies sealed in its `meta` part.

The manifest travels in clear: it names no person, no place and no subject.
"""

from typing import Literal

from wire.ids import MailboxId, PetitionId, TerminalId
from wire.petition.details import Details
from wire.record import Record

MANIFEST_CONTEXT = "petition/v1"
MAX_PETITION_BYTES = 512 * 1024 * 1024
"""Ten minutes at 720p are about 80 MB; more than this is refused at the offer."""
MAX_PARTS = 1024
"""An hour of segments; their manifest still fits the largest payload."""

PartRole = Literal["media", "meta"]
ItemKind = Literal["video", "audio", "paper", "writing", "log", "document"]
"""`video`, `audio`: fragmented MP4; `paper`: JPEG; `writing`: PNG of handwriting; `log`: lines of wire.inquiry.log;
`document`: PDF."""
About = Literal["statement", "name", "recusal", "representatives"]
"""Which question a picture of handwriting answers."""


class Part(Record, frozen=True, kw_only=True):
    """One complete age file."""

    role: PartRole
    """`media`: a piece of an item, as PetitionMeta.items tells; `meta`: the last one."""
    length: int
    """Bytes of the age file; padded before sealing, so that it says little."""
    sha256: str
    """64 hex digits over the age file."""


class Manifest(Record, frozen=True, kw_only=True):
    """What the terminal promises to deliver; signed by the device key in context MANIFEST_CONTEXT."""

    v: Literal[1] = 1
    alg: Literal["age-x25519"] = "age-x25519"
    petition_id: PetitionId
    mailbox: MailboxId
    """Where replies are kept; found again from the receipt code alone."""
    reply_recipient: str = ""
    """age recipient that only the receipt code opens: the county seals to it how far the petition is."""
    recipients_version: int
    kids: list[str]
    """Key ids of the recipients, as in the recipient list."""
    nonce: str
    """32 hex digits: equal petitions have unequal manifests."""
    parts: list[Part]


class Item(Record, frozen=True, kw_only=True):
    """One recording or one picture: so many of the manifest's media parts, in order."""

    kind: ItemKind
    parts: int
    duration_ms: int = 0
    about: About = "statement"
    face_covered: bool = False
    voice_changed: bool = False


class PetitionMeta(Record, frozen=True, kw_only=True):
    """What the officer reads beside the picture; always sealed."""

    v: Literal[1] = 1
    petition_id: PetitionId
    terminal_id: TerminalId
    point: str
    """Name of the petition point as villagers know it."""
    recorded_at_ms: int
    clock_trusted: bool
    reply_recipient: str
    """age recipient that only the receipt code opens."""
    items: tuple[Item, ...] = ()
    """In the order of the manifest's media parts."""
    details: Details = Details()
