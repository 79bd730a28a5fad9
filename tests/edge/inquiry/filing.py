"""An inquiry on the disk without a recorder: pieces of random bytes, a log, a document, a signature, a spool."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edge.inquiry.kept.chain import Chain, Moment
from edge.inquiry.kept.delivery import VOLUMES, Ending
from edge.inquiry.kept.folder import Folder, Head
from edge.inquiry.kept.keeping import Stores
from edge.inquiry.kept.survival import survive
from edge.inquiry.paper.case import CasePlace
from edge.petition.room import Room
from edge.petition.submission import Author
from edge.store.blobs import Blobs
from edge.store.durable import make_directory
from edge.store.spool import Petition, Spool
from tests.edge.cast import POINT, T001, Cast
from tests.edge.inquiry.bureau import OFFICERS
from wire.ids import CallId, InquiryId, MailboxId, PetitionId, new_id
from wire.inquiry.log import (
    Fact,
    InquiryBegun,
    LineBack,
    LineBroke,
    PageConfirmed,
    SegmentKept,
    SignatureGiven,
    StepBegun,
    VillagerAgreed,
)
from wire.inquiry.sheet import InquiryTold
from wire.seal.age import DraftIdentity, seal

T0 = 1_764_218_700_000
PNG = b"\x89PNG\r\n\x1a\n a signature"
PLACE = CasePlace("t001", POINT, 480)


@dataclass
class Filing:
    """One inquiry's folder, and the terminal's stores."""

    cast: Cast
    inquiry_id: InquiryId = field(default_factory=lambda: InquiryId(new_id()))
    promised: list[Petition] = field(default_factory=list)
    told: list[InquiryTold] = field(default_factory=list)

    def __post_init__(self) -> None:
        home, keys = self.cast.home, self.cast.keys
        self.spool = Spool(home / "spool.sqlite")
        self.blobs = Blobs(home / "blobs", reserve_bytes=0)
        make_directory(home / "inquiries")
        self.stores = Stores(
            directory=home / "inquiries",
            room=Room(self.blobs.require_room, self.blobs.free_bytes, spare_bytes=0),
            spool=self.spool,
            blobs=self.blobs,
            author=Author(self.cast.config.terminal.id, POINT, keys.device, keys.recipients),
            promised=self.promised.append,
            stamp=lambda: (T0 + 60_000, True),
        )
        self.ages = [recipient.age for recipient in keys.recipients.recipients]

    def head(self) -> Head:
        return Head(
            inquiry_id=self.inquiry_id,
            call_id=CallId("c" * 32),
            purpose="inquiry",
            petition_ids=tuple(PetitionId(new_id()) for _ in range(VOLUMES)),
            mailbox=MailboxId(secrets.token_hex(32)),
            reply_recipient=DraftIdentity.generate().recipient,
            recipients=self.cast.keys.recipients,
            began_at_ms=T0,
            clock_trusted=True,
        )

    def begin(self) -> tuple[Folder, Chain]:
        folder = Folder.make(self.path, self.head())
        return folder, Chain(folder, self.inquiry_id, self.ages)

    @property
    def path(self) -> Path:
        return self.stores.directory / self.inquiry_id

    def piece(self, index: int) -> bytes:
        return seal(secrets.token_bytes(300) + bytes([index % 256]), self.ages)

    def records(self, folder: Folder, chain: Chain, index: int) -> None:
        """One piece, and its link."""
        sealed = self.piece(index)
        self.stores.sink(folder.recording).keep(index, sealed)
        chain.append(kept(index, sealed), Moment(T0 + index * 6000, clock_trusted=True, tape_ms=6000 * (index + 1)))

    def next_start(self) -> None:
        """Of the edge."""
        asyncio.run(survive(self.stores, PLACE, self.told.append))

    def promise(self, folder: Folder, ending: Ending) -> PetitionId:
        return asyncio.run(self.stores.promise(folder, folder.head(), ending))

    def close(self) -> None:
        self.spool.close()


def kept(index: int, sealed: bytes) -> SegmentKept:
    digest = hashlib.sha256(sealed).hexdigest()
    return SegmentKept(index=index, from_ms=6000 * index, to_ms=6000 * (index + 1), sealed_sha256=digest)


def begun(inquiry_id: InquiryId) -> InquiryBegun:
    return InquiryBegun(inquiry_id=inquiry_id, terminal_id=T001, point=POINT, officers=OFFICERS)


def story(filing: Filing) -> Sequence[Callable[[Folder, Chain], None]]:
    """What the disk is asked to do in a short inquiry, one after the other."""

    def links(*facts: Fact) -> Callable[[Folder, Chain], None]:
        def write(_folder: Folder, chain: Chain) -> None:
            for fact in facts:
                chain.append(fact, Moment(T0, clock_trusted=True, tape_ms=0))

        return write

    def piece(index: int) -> Callable[[Folder, Chain], None]:
        return lambda folder, chain: filing.records(folder, chain, index)

    page = PageConfirmed(page=1, version=1, sha256="ab" * 32, right=True)
    return (
        links(begun(filing.inquiry_id), VillagerAgreed(what="recording"), StepBegun(step="credentials")),
        piece(0),
        links(LineBroke(), LineBack(out_ms=900), StepBegun(step="read_back"), page),
        lambda folder, _chain: folder.write("document", b"%PDF- as it was", filing.ages),
        piece(1),
        lambda folder, _chain: folder.write("signature", PNG, filing.ages),
        links(StepBegun(step="signature"), SignatureGiven(sha256=hashlib.sha256(PNG).hexdigest())),
        piece(2),
    )
