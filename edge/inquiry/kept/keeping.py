"""One recording of both sides from its begin to its promise: pieces, log and document on the disk, then in the spool.

Of the loop. The disk is written by one thread, in the order in which things happened; what is told of the log is
what lies on the disk.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from edge.capture import facts
from edge.capture.segments import Sealer, SegmentSink
from edge.errors import NoRoom
from edge.inbox import Inbox
from edge.inquiry.kept.chain import Chain, Moment, Stand
from edge.inquiry.kept.delivery import VOLUMES, Ending, Post, prepared
from edge.inquiry.kept.folder import Folder, Head
from edge.inquiry.tape.both import Both, Look
from edge.petition.room import Room
from edge.petition.submission import Author, promise
from edge.petition.takes import Sink
from edge.store.blobs import Blobs
from edge.store.spool import Petition, Spool
from wire.ids import CallId, InquiryId, PetitionId, new_id
from wire.inquiry.log import Fact, SegmentKept
from wire.seal.receipt_code import CodeKeys

_log = logging.getLogger(__name__)
SHORTEST_S: Final = 600
"""On a disk with room for less, nothing is begun."""
BYTES_A_S: Final = 130_000
"""At most, sealed and padded; two people who talk take less than half of it."""
LONGEST_S: Final = 4 * 3600


class MakeBoth(Protocol):
    """Begins to record."""

    def __call__(self, look: Look, sealer: Sealer, post: Callable[[facts.Fact], None], *, max_s: float) -> Both: ...


@dataclass(frozen=True)
class Stores:
    """Where recordings lie, and where they are promised."""

    directory: Path
    """A folder for each that is not yet promised."""
    room: Room
    spool: Spool
    blobs: Blobs
    author: Author
    promised: Callable[[Petition], None]
    stamp: Callable[[], tuple[int, bool]]

    def require_room(self) -> None:
        """Raises NoRoom."""
        if self.room.seconds() < SHORTEST_S:
            raise NoRoom("the disk has no room for a recording of both sides")

    def sink(self, path: Path) -> SegmentSink:
        """Keeps pieces as long as all of them can be sent as well."""
        return Sink(path, self.room, beside=0)

    async def promise(self, folder: Folder, head: Head, ending: Ending) -> PetitionId:
        """On return all of it survives a power cut, as one matter; the folder is gone. Raises NoRoom, NotKept..."""
        promised = frozenset(one for one in head.petition_ids if self.spool.find(one))
        post = Post(self.author, self.blobs, promised)
        volumes = await asyncio.to_thread(prepared, folder, head, ending, post=post)
        for petition_id, volume in volumes:
            promise(self.spool, petition_id, volume, at_ms=self.stamp()[0])
        await asyncio.to_thread(folder.remove)
        for petition_id, _ in volumes:
            petition = self.spool.find(petition_id)
            if petition:
                self.promised(petition)
        return head.petition_ids[0]


@dataclass(frozen=True)
class Owner:
    """Whom a keeping tells, on the loop."""

    began: Callable[[], None]
    """The first picture is recorded."""
    written: Callable[[], None]
    """The log has grown."""
    ended: Callable[[facts.RecordingEnd], None]
    """No more is recorded: as it was asked, or by itself."""


@dataclass(frozen=True)
class Ids:
    """What a recording is called."""

    purpose: str
    inquiry_id: InquiryId
    """Of a recorded call: the call's."""
    call_id: CallId


@dataclass
class _Door:
    """Whom facts are told, until it is shut: a recorder that has ended holds nobody."""

    take: Callable[[facts.Fact], None] | None

    def __call__(self, fact: facts.Fact) -> None:
        if self.take:
            self.take(fact)


class Keeping:
    """Runs from its making until `promise` has returned."""

    def __init__(
        self, stores: Stores, ids: Ids, *, keys: CodeKeys, look: Look, owner: Owner, make_both: MakeBoth
    ) -> None:
        """Raises NoRoom when nothing can be kept."""
        stores.require_room()
        self._stores = stores
        self._owner = owner
        at_ms, trusted = stores.stamp()
        self.head = Head(
            inquiry_id=ids.inquiry_id,
            call_id=ids.call_id,
            purpose="inquiry" if ids.purpose == "inquiry" else "call",
            petition_ids=tuple(PetitionId(new_id()) for _ in range(VOLUMES)),
            mailbox=keys.mailbox,
            reply_recipient=keys.identity.recipient,
            recipients=stores.author.recipients,
            began_at_ms=at_ms,
            clock_trusted=trusted,
        )
        self._ages = [recipient.age for recipient in self.head.recipients.recipients]
        try:
            self.folder = Folder.make(stores.directory / ids.inquiry_id, self.head)
            sink = stores.sink(self.folder.recording)
        except OSError as error:
            raise NoRoom(str(error)) from error
        self._chain = Chain(self.folder, ids.inquiry_id, self._ages)
        self.stand: Stand = self._chain.stand
        self.duration_ms = 0
        self._until_ms = 0
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="inquiry.log")
        self._writing: set[asyncio.Future[None]] = set()
        self._over = asyncio.Event()
        self._door = _Door(self._took_place)
        put = Inbox[facts.Fact](asyncio.get_running_loop(), self._door).put
        self.both = make_both(look, Sealer(sink, self._ages), put, max_s=min(stores.room.seconds(), LONGEST_S))

    def write(self, fact: Fact) -> None:
        """Into the log, at this moment; `written` follows once it is on the disk.

        After the recording its length is the time: whoever takes the last piece away leaves a hole before the end.
        """
        at_ms, trusted = self._stores.stamp()
        moment = Moment(at_ms, trusted, self.duration_ms if self._over.is_set() else self.both.tape_ms)
        self._on_disk(lambda: self._append(fact, moment))

    def keep_document(self, pdf: bytes) -> None:
        """As the case is now, should the power go before its end."""
        self._on_disk(lambda: self.folder.write("document", pdf, self._ages))

    async def keep_signature(self, png: bytes) -> None:
        """On return it survives a power cut. Raises OSError."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, lambda: self.folder.write("signature", png, self._ages))

    async def settled(self) -> None:
        """Nothing is recorded any more, and all that happened so far is on the disk."""
        await self._over.wait()
        await self.drained()

    async def drained(self) -> None:
        while self._writing:
            await asyncio.gather(*self._writing, return_exceptions=True)

    @property
    def lines(self) -> tuple[bytes, ...]:
        """Of the log; once it is drained, all of them."""
        return tuple(self._chain.lines)

    async def promise(self, documents: tuple[bytes, ...], *, log: bool) -> PetitionId:
        """As Stores.promise. Nothing of it runs any more afterwards, whatever comes of it."""
        ending = Ending(self.duration_ms, self.lines if log else (), documents)
        try:
            return await self._stores.promise(self.folder, self.head, ending)
        finally:
            self.close()

    async def drop(self) -> None:
        """It never began: nothing is left of it."""
        self.close()
        await asyncio.to_thread(self.folder.remove)

    def close(self) -> None:
        self.both.stop()
        self._door.take = None
        self._writer.shutdown(wait=False)

    def _took_place(self, fact: facts.Fact) -> None:
        if isinstance(fact, facts.RecordingStarted):
            self._owner.began()
        elif isinstance(fact, facts.SegmentKept):
            kept = SegmentKept(
                index=fact.index, from_ms=self._until_ms, to_ms=fact.duration_ms, sealed_sha256=fact.sha256
            )
            self._until_ms = self.duration_ms = fact.duration_ms
            if self.head.purpose == "inquiry":
                self.write(kept)
        elif isinstance(fact, facts.RecordingEnded):
            self._over.set()
            self._owner.ended(fact.end)

    def _append(self, fact: Fact, moment: Moment) -> None:
        self._chain.append(fact, moment)

    def _on_disk(self, write: Callable[[], None]) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._writer, write)
        self._writing.add(future)
        future.add_done_callback(self._written)

    def _written(self, future: "asyncio.Future[None]") -> None:
        self._writing.discard(future)
        error = None if future.cancelled() else future.exception()
        if error is not None:
            _log.error("the log of a recording could not be written: %s", type(error).__name__)
            self.both.stop()
            return
        self.stand = self._chain.stand
        self._owner.written()
