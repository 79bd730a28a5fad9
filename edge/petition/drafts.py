"""Drafts: sealed on disk, opened only by a key in RAM. What is not submitted is deleted, at the latest at start-up."""

import asyncio
import errno
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edge.capture.drafts import DraftDirectory
from edge.capture.facts import SegmentKept
from edge.errors import NoDraft, NoRoom
from edge.store.durable import make_directory
from wire.errors import BadMessage
from wire.ids import PetitionId, is_id
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys, code_keys, new_code


@dataclass(frozen=True)
class Recorded:
    """A recording that has ended."""

    segments: tuple[SegmentKept, ...]
    duration_ms: int
    recorded_at_ms: int
    clock_trusted: bool

    @property
    def sealed_bytes(self) -> int:
        return sum(segment.sealed_bytes for segment in self.segments)


@dataclass
class Draft:
    """One petition that a villager is making."""

    petition_id: PetitionId
    anonymous: bool
    directory: Path
    identity: DraftIdentity
    code: str
    keys: "asyncio.Task[CodeKeys]"
    takes: int = 0
    recorded: Recorded | None = None
    submitting: bool = False
    left: bool = False
    """The face that made it is gone."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while no recording runs into this draft."""

    @property
    def take_directory(self) -> Path:
        return self.directory / f"take-{self.takes}"

    def part_paths(self) -> list[Path]:
        return DraftDirectory(self.take_directory).segments()


class Sink:
    """Keeps a recording's segments as long as there is room to join them into a blob as well."""

    def __init__(self, directory: Path, free_bytes: Callable[[], int], spare_bytes: int) -> None:
        self._segments = DraftDirectory(directory)
        self._free_bytes = free_bytes
        self._spare_bytes = spare_bytes
        self._kept_bytes = 0

    def keep(self, index: int, sealed: bytes) -> None:
        """Raises OSError (ENOSPC) before the disk is full: what was recorded so far can then still be sent."""
        wanted = self._kept_bytes + 2 * len(sealed)
        if self._free_bytes() < wanted + self._spare_bytes:
            raise OSError(errno.ENOSPC, "no room to keep and then send this segment")
        self._segments.keep(index, sealed)
        self._kept_bytes += len(sealed)


@dataclass(frozen=True)
class Room:
    """How drafts learn whether there is room. `require` raises NoRoom."""

    require: Callable[[int], None]
    free_bytes: Callable[[], int]
    spare_bytes: int
    """Never used by a recording."""


class Drafts:
    """The draft at this terminal; there is one villager in front of it, so there is one draft."""

    def __init__(
        self, directory: Path, room: Room, *, county: str, derive: Callable[..., CodeKeys] = code_keys
    ) -> None:
        """Deletes what an earlier start of the edge left."""
        self._directory = directory
        self._room = room
        self._county = county
        self._derive = derive
        self._drafts: dict[PetitionId, Draft] = {}
        shutil.rmtree(directory, ignore_errors=True)
        make_directory(directory)

    def begin(self, petition_id: PetitionId, *, anonymous: bool) -> Draft:
        """Raises NoRoom before anything is recorded. A second call gives the same draft with the same code."""
        if not is_id(petition_id):
            raise BadMessage("a petition id has 32 hex digits")
        if petition_id in self._drafts:
            return self._drafts[petition_id]
        self._room.require(0)
        draft = self._new(petition_id, anonymous=anonymous)
        self._drafts[petition_id] = draft
        return draft

    def get(self, petition_id: PetitionId) -> Draft:
        """Raises NoDraft."""
        draft = self._drafts.get(petition_id)
        if draft is None:
            raise NoDraft("no such draft; it was sent, cancelled, or lost with a restart")
        return draft

    def others(self, petition_id: PetitionId) -> Sequence[Draft]:
        return [draft for draft in self._drafts.values() if draft.petition_id != petition_id]

    def all(self) -> Sequence[Draft]:
        return list(self._drafts.values())

    def next_take(self, draft: Draft) -> Sink:
        """An empty place for a new recording; the one before is deleted. Raises NoRoom."""
        self.discard(draft)
        self._room.require(0)
        draft.takes += 1
        return Sink(draft.take_directory, self._room.free_bytes, self._room.spare_bytes)

    def discard(self, draft: Draft) -> None:
        """Delete what was recorded; the draft and its code stay."""
        draft.recorded = None
        shutil.rmtree(draft.take_directory, ignore_errors=True)

    def forget(self, petition_id: PetitionId) -> None:
        """Delete everything, also the key. For an unknown draft nothing happens."""
        draft = self._drafts.pop(petition_id, None)
        if draft:
            draft.keys.cancel()
            shutil.rmtree(draft.directory, ignore_errors=True)

    def _new(self, petition_id: PetitionId, *, anonymous: bool) -> Draft:
        directory = self._directory / petition_id
        try:
            make_directory(directory)
        except OSError as error:
            raise NoRoom(str(error)) from error
        code = new_code()
        # Argon2id takes half a second: it runs while the villager speaks.
        derivation = asyncio.to_thread(self._derive, code, county=self._county)
        draft = Draft(
            petition_id=petition_id,
            anonymous=anonymous,
            directory=directory,
            identity=DraftIdentity.generate(),
            code=code,
            keys=asyncio.create_task(derivation, name=f"code of {petition_id}"),
        )
        draft.ended.set()
        return draft
