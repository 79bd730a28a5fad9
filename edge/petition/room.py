"""How much a draft may still grow: by the terminal's limit, by the county's, and by what is free on the disk.

A recording is on disk twice for a moment, as its draft and as the blob that is joined from it: what is told here counts
both, so that whatever was recorded can be sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from edge.errors import NoRoom, PetitionFull
from wire.petition.manifest import MAX_PARTS, MAX_PETITION_BYTES

MAX_PAGES: Final = 100
MAX_PAGE_BYTES: Final = 4 * 1024 * 1024
META_BYTES: Final = 1024 * 1024
"""More than the sealed details of the longest petition take."""
FULL_BYTES: Final = MAX_PETITION_BYTES - 64 * 1024 * 1024
"""Recordings end when they are this large together: the county takes no petition above its own limit."""
FULL_SEGMENTS: Final = MAX_PARTS - 1 - MAX_PAGES
BYTES_A_S: Final = {"480p": 100_000, "720p": 200_000}
"""Of a lively picture, sealed and padded; a person who talks takes less than two thirds of it."""
_SHORTEST_S = 3


@dataclass(frozen=True)
class Weight:
    """What of a draft would be sent if it were sent now."""

    seconds: float = 0.0
    sealed_bytes: int = 0
    segments: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Allowance:
    """What one recording may take."""

    seconds: int
    sealed_bytes: int
    segments: int


@dataclass(frozen=True)
class Room:
    """How drafts learn whether there is room. `require` raises NoRoom when the disk's reserve is touched."""

    require: Callable[[int], None]
    free_bytes: Callable[[], int]
    spare_bytes: int
    """Never used by a recording."""
    limit_s: int = 600
    """Of all recordings of a draft."""
    bytes_a_s: int = BYTES_A_S["480p"]

    def seconds(self, beside: Weight = Weight()) -> int:
        """How long a recording fits on the disk, with all of `beside`, as long as the terminal allows."""
        try:
            self.require(0)
        except NoRoom:
            return 0
        left_bytes = self.free_bytes() - self.spare_bytes - beside.sealed_bytes
        return max(0, min(self.limit_s, left_bytes // (2 * self.bytes_a_s)))

    def allowance(self, beside: Weight) -> Allowance:
        """For one more recording. Raises PetitionFull, or NoRoom, when it is not worth beginning."""
        allowed = Allowance(
            seconds=min(int(self.limit_s - beside.seconds), self.seconds(beside)),
            sealed_bytes=FULL_BYTES - beside.sealed_bytes,
            segments=FULL_SEGMENTS - beside.segments,
        )
        if self.limit_s - beside.seconds < _SHORTEST_S or allowed.sealed_bytes <= 0 or allowed.segments <= 0:
            raise PetitionFull("a petition is no longer than this")
        if allowed.seconds < _SHORTEST_S:
            raise NoRoom(f"{allowed.seconds} s are left")
        return allowed

    def require_page(self, beside: Weight, sealed_bytes: int) -> None:
        """One more page. Raises PetitionFull, or NoRoom."""
        if beside.pages >= MAX_PAGES:
            raise PetitionFull(f"a petition has at most {MAX_PAGES} pages")
        if beside.sealed_bytes + sealed_bytes > MAX_PETITION_BYTES - META_BYTES:
            raise PetitionFull("the county takes no larger petition")
        if not self.keeps(sealed_bytes, beside=beside.sealed_bytes):
            raise NoRoom("the disk has no room to keep and then send this page")

    def keeps(self, sealed_bytes: int, *, beside: int) -> bool:
        """Whether so many bytes can be kept and then joined with `beside` into a blob."""
        return self.free_bytes() >= beside + 2 * sealed_bytes + self.spare_bytes
