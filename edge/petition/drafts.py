"""Drafts: sealed on disk, opened only by a key in RAM. What is not submitted is deleted, at the latest at start-up."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edge.errors import NoDraft, NoRoom, NotRecorded
from edge.petition.codes import Codes
from edge.petition.pages import Pages
from edge.petition.room import Room, Weight
from edge.petition.takes import Sink, Take
from edge.store.durable import make_directory
from wire.errors import BadMessage
from wire.ids import PetitionId, TakeId, is_id
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys, checked_code, new_code


@dataclass
class Draft:
    """One petition that a villager is making."""

    petition_id: PetitionId
    directory: Path
    identity: DraftIdentity
    code: str
    keys: "asyncio.Task[CodeKeys]"
    follows: bool = False
    """Under the code of an earlier petition."""
    takes: dict[TakeId, Take] = field(default_factory=dict)
    takes_begun: int = 0
    submitting: bool = False
    left: bool = False
    """The face that made it is gone."""
    gone: bool = False
    """Cancelled or sent: nothing is written for it any more."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while no recording runs into this draft."""
    hand: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a page is written or the draft is taken apart."""

    def __post_init__(self) -> None:
        self.pages = Pages(self.directory / "pages")
        self.ended.set()

    def weight(self, *, without: TakeId | None = None) -> Weight:
        """What would be sent, `without` a take that is recorded anew."""
        takes = [take for take_id, take in self.takes.items() if take_id != without]
        pages = list(self.pages)
        return Weight(
            seconds=sum(take.duration_ms for take in takes) / 1000,
            sealed_bytes=sum(take.sealed_bytes for take in takes) + sum(page.sealed_bytes for page in pages),
            segments=sum(len(take.segments) for take in takes),
            pages=len(pages),
        )

    def chosen(self, take_id: TakeId | None) -> list[Take]:
        """One take, or all in order. Raises NotRecorded when there is none."""
        takes = [take for key, take in self.takes.items() if take_id is None or key == take_id]
        if not takes:
            raise NotRecorded("no such take")
        return takes


class Drafts:
    """The draft at this terminal; there is one villager in front of it, so there is one draft."""

    def __init__(self, directory: Path, room: Room, codes: Codes) -> None:
        """Deletes what an earlier start of the edge left."""
        self._directory = directory
        self.room = room
        self._codes = codes
        self._drafts: dict[PetitionId, Draft] = {}
        shutil.rmtree(directory, ignore_errors=True)
        make_directory(directory)

    def begin(self, petition_id: PetitionId, *, code: str = "") -> Draft:
        """Raises NoRoom or BadCode before anything is recorded. A second call gives the same draft, with its code."""
        if not is_id(petition_id):
            raise BadMessage("a petition id has 32 hex digits")
        if petition_id in self._drafts:
            return self._drafts[petition_id]
        digits = checked_code(code) if code else new_code()
        self.room.require(0)
        draft = self._new(petition_id, digits)
        draft.follows = bool(code)
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

    @property
    def is_under_way(self) -> bool:
        """Whether somebody is making one now."""
        return any(not draft.left and not draft.gone for draft in self.all())

    def all(self) -> Sequence[Draft]:
        return list(self._drafts.values())

    def next_take(self, draft: Draft, *, replacing: TakeId) -> Sink:
        """An empty place for a new recording; one of this id stays until `keep_take`. Raises NoRoom."""
        draft.takes_begun += 1
        directory = draft.directory / f"take-{draft.takes_begun}"
        try:
            return Sink(directory, self.room, beside=draft.weight(without=replacing).sealed_bytes)
        except OSError as error:
            raise NoRoom(str(error)) from error

    def keep_take(self, draft: Draft, take: Take) -> None:
        """In the place of the take of this id, or last."""
        before = draft.takes.get(take.wish.take_id)
        draft.takes[take.wish.take_id] = take
        if before:
            before.remove()

    def discard(self, draft: Draft, take_id: TakeId | None = None) -> None:
        """Delete one take, or (None) all; the draft, its pages and its code stay."""
        for key in list(draft.takes):
            if take_id is None or key == take_id:
                draft.takes.pop(key).remove()

    def forget(self, petition_id: PetitionId) -> None:
        """Delete everything, also the key. For an unknown draft nothing happens."""
        draft = self._drafts.pop(petition_id, None)
        if draft:
            draft.gone = True
            draft.keys.cancel()
            shutil.rmtree(draft.directory, ignore_errors=True)

    def _new(self, petition_id: PetitionId, code: str) -> Draft:
        directory = self._directory / petition_id
        try:
            make_directory(directory)
        except OSError as error:
            raise NoRoom(str(error)) from error
        return Draft(
            petition_id=petition_id,
            directory=directory,
            identity=DraftIdentity.generate(),
            code=code,
            # Derived while the villager speaks.
            keys=asyncio.create_task(self._codes.keys(code), name=f"keys of {petition_id}"),
        )
