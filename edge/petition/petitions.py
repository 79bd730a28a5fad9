"""The villager's petition from the first touch to thank you: drafts, the booth and submission in one hand."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from edge.capture.errors import Occupied
from edge.errors import NoDraft, NotRecorded
from edge.petition.booth import Booth
from edge.petition.drafts import Draft, Drafts
from edge.petition.submission import Author, prepare, promise
from edge.store.blobs import Blobs
from edge.store.spool import Petition, Spool
from wire.ids import PetitionId
from wire.port import Submitted


@dataclass(frozen=True)
class Stores:
    """Where a promise is kept."""

    spool: Spool
    blobs: Blobs


class Petitions:
    """All drafts of this terminal and their way into the spool."""

    def __init__(
        self,
        drafts: Drafts,
        booth: Booth,
        stores: Stores,
        *,
        author: Author,
        now_ms: Callable[[], int],
        promised: Callable[[Petition], None],
    ) -> None:
        """`promised` is told of every new petition in the spool."""
        self._drafts = drafts
        self._booth = booth
        self._stores = stores
        self._author = author
        self._now_ms = now_ms
        self._promised = promised
        self._submitting: dict[PetitionId, asyncio.Task[Submitted]] = {}

    async def begin(self, petition_id: PetitionId, *, anonymous: bool) -> Draft:
        """A villager who begins anew has left the draft before. Raises NoRoom."""
        draft = self._drafts.begin(petition_id, anonymous=anonymous)
        draft.left = False
        for other in self._drafts.others(petition_id):
            await self._drop(other)
        return draft

    async def submit(self, petition_id: PetitionId) -> Submitted:
        """Returns when the petition survives a power cut; for the same id always the same answer.

        Raises NoDraft, NotRecorded, Occupied, or NoRoom, which leaves the draft to be sent again.
        """
        kept = self._stores.spool.find(petition_id)
        if kept:
            return Submitted(petition_id=petition_id, total_bytes=kept.total_bytes)
        running = self._submitting.get(petition_id)
        if running is None:
            running = asyncio.create_task(self._submit(petition_id), name=f"submit {petition_id}")
            self._submitting[petition_id] = running
            running.add_done_callback(lambda _: self._submitting.pop(petition_id, None))
        # The face may go while this runs: the promise is kept all the same.
        return await asyncio.shield(running)

    async def cancel(self, petition_id: PetitionId) -> None:
        """Nothing is left of it. An unknown draft is as good as cancelled; one that is being sent is sent."""
        try:
            draft = self.draft(petition_id)
        except NoDraft:
            return
        await self._drop(draft)

    def draft(self, petition_id: PetitionId) -> Draft:
        """The draft, which a face has now touched. Raises NoDraft."""
        draft = self._drafts.get(petition_id)
        draft.left = False
        return draft

    def mark_left(self) -> None:
        """The face is gone: its drafts are deleted by `abandon_left`, unless one touches them before."""
        for draft in self._drafts.all():
            draft.left = True

    async def abandon_left(self) -> None:
        for draft in self._drafts.all():
            if draft.left:
                await self._drop(draft)

    async def _drop(self, draft: Draft) -> None:
        if not draft.submitting:
            await self._booth.cancel(draft)

    async def _submit(self, petition_id: PetitionId) -> Submitted:
        draft = self.draft(petition_id)
        if not draft.ended.is_set():
            raise Occupied("the recording has not ended")
        recorded = draft.recorded
        if recorded is None or not recorded.segments:
            raise NotRecorded("nothing was recorded")
        draft.submitting = True
        self._booth.end_replay(draft)
        try:
            keys = await draft.keys
            prepared = await asyncio.to_thread(
                prepare, draft, recorded, keys=keys, author=self._author, blobs=self._stores.blobs
            )
            promise(self._stores.spool, draft, prepared, at_ms=self._now_ms())
        finally:
            draft.submitting = False
        petition = self._stores.spool.find(petition_id)
        self._drafts.forget(petition_id)
        if petition:
            self._promised(petition)
        return Submitted(petition_id=petition_id, total_bytes=prepared.total_bytes)
