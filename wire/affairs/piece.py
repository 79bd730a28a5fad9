"""A piece of a published picture or film; its topic names it by SHA-256, so nobody can put another there."""

from typing import Annotated

import msgspec

from wire.content import MAX_PIECE_BYTES
from wire.record import Record


class Piece(Record, frozen=True, kw_only=True):
    """Counts only when `body` hashes to the id of its topic."""

    body: Annotated[bytes, msgspec.Meta(max_length=MAX_PIECE_BYTES)]
