"""The villager's petition from the first touch to thank you: drafts, the booth and submission in one hand."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from edge.capture.errors import Occupied
from edge.errors import NoDraft
from edge.petition.booth import Booth
from edge.petition.drafts import Draft, Drafts
from edge.petition.submission import Author, Sending, prepare, promise, require_content
from edge.store.blobs import Blobs
from edge.store.spool import Petition, Spool
from wire.ids import PetitionId
from wire.petition.details import Details
from wire.port import StartDraft, Submitted


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
        stamp: Callable[[], tuple[int, bool]],
        promised: Callable[[Petition], None],
    ) -> None:
        """`promised` is told of every new petition in the spool; `stamp` is time of day in ms, and whether it is so."""
        self._drafts = drafts
        self._booth = booth
        self._stores = stores
        self._author = author
        self._stamp = stamp
        self._promised = promised
        self._submitting: dict[PetitionId, asyncio.Task[Submitted]] = {}

    async def begin(self, request: StartDraft) -> Draft:
        """A villager who begins anew has left the draft before. Raises NoRoom, BadCode, or NoDraft."""
        draft = self._drafts.begin(request.petition_id, code=request.code)
        if draft.gone:
            raise NoDraft("the draft is being taken apart")
        draft.left = False
        for other in self._drafts.others(request.petition_id):
            await self._drop(other)
        return draft

    async def submit(self, petition_id: PetitionId, details: Details) -> Submitted:
        """Returns when the petition survives a power cut; for the same id always the same answer.

        The details of the first call count. Raises NoDraft, NotRecorded, BadMessage, Occupied, or NoRoom, which leaves
        the draft to be sent again.
        """
        kept = self._stores.spool.find(petition_id)
        if kept:
            return Submitted(petition_id=petition_id, total_bytes=kept.total_bytes)
        running = self._submitting.get(petition_id)
        if running is None:
            running = asyncio.create_task(self._submit(petition_id, details), name=f"submit {petition_id}")
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
        if draft.gone:
            raise NoDraft("the draft is being taken apart")
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

    async def _submit(self, petition_id: PetitionId, details: Details) -> Submitted:
        draft = self.draft(petition_id)
        if not draft.ended.is_set():
            raise Occupied("the recording has not ended")
        require_content(draft, details)
        draft.submitting = True
        self._booth.end_replay(draft)
        try:
            async with draft.hand:
                total_bytes = await self._promise(draft, details)
        finally:
            draft.submitting = False
        petition = self._stores.spool.find(petition_id)
        if petition:
            self._promised(petition)
        return Submitted(petition_id=petition_id, total_bytes=total_bytes)

    async def _promise(self, draft: Draft, details: Details) -> int:
        stamp = self._stamp()
        sending = Sending(draft, details, await draft.keys, stamp)
        prepared = await asyncio.to_thread(prepare, sending, author=self._author, blobs=self._stores.blobs)
        promise(self._stores.spool, draft.petition_id, prepared, at_ms=stamp[0])
        self._drafts.forget(draft.petition_id)
        return prepared.total_bytes
