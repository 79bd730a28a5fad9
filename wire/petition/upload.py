"""Offer, chunks, have-map and receipt of an upload.

Every one of these may arrive twice, late or in any order. The blob is the parts of the manifest one after the other.
"""

from typing import Annotated, Literal

import msgspec

from wire.ids import PetitionId
from wire.record import Record
from wire.seal.signed import Signed

RECEIPT_CONTEXT = "receipt/v1"
MIN_CHUNK_BYTES = 32 * 1024
MAX_CHUNK_BYTES = 224 * 1024
"""With its envelope below 256 KiB, the largest payload of the portable subset."""

RefusedReason = Literal[
    "too_large",
    "bad_manifest",
    "bad_signature",
    "unknown_terminal",
    "unknown_petition",
    "conflict",
    "county_full",
]


class PetitionOffer(Record, frozen=True, kw_only=True):
    """The terminal has this petition; asks at the same time which chunks the county has."""

    petition_id: PetitionId
    manifest: Signed
    total_bytes: Annotated[int, msgspec.Meta(ge=1)]
    chunk_bytes: Annotated[int, msgspec.Meta(ge=MIN_CHUNK_BYTES, le=MAX_CHUNK_BYTES)]
    """Of all chunks but the last; fixed by the first offer that the county took."""


class Chunk(Record, frozen=True, kw_only=True):
    """`body` = blob[index * chunk_bytes :][: chunk_bytes]."""

    petition_id: PetitionId
    index: Annotated[int, msgspec.Meta(ge=0)]
    sha256: bytes
    """32 bytes over `body`: tells a torn chunk before anything is written."""
    body: Annotated[bytes, msgspec.Meta(max_length=MAX_CHUNK_BYTES)]


class Have(Record, frozen=True, kw_only=True):
    """Chunks that are on the county's disk, after its fsync and commit."""

    petition_id: PetitionId
    serial: int
    """Grows with every Have of this petition; a lower one is old news."""
    chunk_bytes: int
    """What this petition is cut by; a terminal that offered otherwise follows it."""
    received: bytes
    """Bit i (value 1 << (i % 8) of byte i // 8) is set when chunk i is kept."""


class Receipt(Record, frozen=True, kw_only=True):
    """The county has the whole petition; signed by the county key in context RECEIPT_CONTEXT."""

    v: Literal[1] = 1
    petition_id: PetitionId
    manifest_sha256: str
    """64 hex digits over the manifest's canonical JSON."""
    received_at_ms: int


class Refused(Record, frozen=True, kw_only=True):
    """The county does not take this now, or ever."""

    petition_id: PetitionId
    reason: RefusedReason
    permanent: bool
    retry_after_s: int = 0
