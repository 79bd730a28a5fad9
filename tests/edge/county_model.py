"""A county of a few lines: keeps chunks in RAM or in a folder, answers offers, signs receipts.

It is what the terminal is tested against where the real gateway would only make the test slower.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from wire import topics
from wire.codec import from_json, from_msgpack, to_json
from wire.fleet.state import Ping, Pong
from wire.ids import PetitionId
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion, SealedReply
from wire.petition.manifest import Manifest
from wire.petition.upload import RECEIPT_CONTEXT, Chunk, Have, PetitionOffer, Receipt
from wire.record import Record
from wire.seal.signed import Signer, payload_sha256, signed

Message = tuple[str, bytes]


@dataclass
class Kept:
    """One petition at the county."""

    offer: PetitionOffer
    serial: int = 0
    chunks: dict[int, bytes] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return -(-self.offer.total_bytes // self.offer.chunk_bytes)

    @property
    def blob(self) -> bytes:
        return b"".join(self.chunks[index] for index in range(self.count))

    @property
    def complete(self) -> bool:
        return len(self.chunks) == self.count

    @property
    def bitmap(self) -> bytes:
        bits = sum(1 << index for index in self.chunks)
        return bits.to_bytes(-(-self.count // 8), "little")


class CountyModel:
    """Answers one message with any number of messages."""

    def __init__(self, signer: Signer, terminal: str = "t001") -> None:
        self._signer = signer
        self._terminal = terminal
        self.petitions: dict[PetitionId, Kept] = {}
        self.mailboxes: dict[str, list[SealedReply]] = {}
        self.chunks_heard: list[tuple[PetitionId, int]] = []
        self.finished: list[PetitionId] = []
        """Once for each time that a petition became complete."""

    def hear(self, topic: str, payload: bytes) -> list[Message]:
        row = topics.parse(topic).row
        if row == topics.OFFER:
            return list(self._offered(from_json(payload, PetitionOffer)))
        if row == topics.CHUNK:
            return list(self._chunk(from_msgpack(payload, Chunk)))
        if row == topics.PING:
            ping = from_json(payload, Ping)
            return [self._message(topics.PONG, ping.ping_id, Pong(ping_id=ping.ping_id, county_at_ms=ping.at_ms))]
        if row == topics.ASK:
            question = from_json(payload, MailboxQuestion)
            replies = self.mailboxes.get(question.mailbox, [])
            return [
                self._message(topics.ANSWER, question.ask_id, MailboxAnswer(ask_id=question.ask_id, replies=replies))
            ]
        return []

    def _offered(self, offer: PetitionOffer) -> Iterator[Message]:
        kept = self.petitions.setdefault(offer.petition_id, Kept(offer))
        yield self._have(kept)
        if kept.complete:
            yield self._receipt(kept)

    def _chunk(self, chunk: Chunk) -> Iterator[Message]:
        self.chunks_heard.append((chunk.petition_id, chunk.index))
        kept = self.petitions.get(chunk.petition_id)
        if kept is None or hashlib.sha256(chunk.body).digest() != chunk.sha256:
            return
        new = chunk.index not in kept.chunks
        kept.chunks[chunk.index] = chunk.body
        yield self._have(kept)
        if kept.complete:
            if new:
                self.finished.append(chunk.petition_id)
                self._check(kept)
            yield self._receipt(kept)

    def _check(self, kept: Kept) -> None:
        manifest = from_json(kept.offer.manifest.payload, Manifest)
        blob, offset = kept.blob, 0
        for part in manifest.parts:
            assert hashlib.sha256(blob[offset : offset + part.length]).hexdigest() == part.sha256
            offset += part.length
        assert offset == len(blob)

    def _have(self, kept: Kept) -> Message:
        kept.serial += 1
        have = Have(
            petition_id=kept.offer.petition_id,
            serial=kept.serial,
            chunk_bytes=kept.offer.chunk_bytes,
            received=kept.bitmap,
        )
        return self._message(topics.HAVE, have.petition_id, have)

    def _receipt(self, kept: Kept) -> Message:
        petition_id = kept.offer.petition_id
        receipt = Receipt(
            petition_id=petition_id,
            manifest_sha256=payload_sha256(kept.offer.manifest),
            received_at_ms=1_800_000_000_000,
        )
        return self._message(topics.RECEIPT, petition_id, signed(receipt, self._signer, RECEIPT_CONTEXT))

    def _message(self, row: topics.Row, subject_id: str, record: Record) -> Message:
        return topics.topic(row, self._terminal, subject_id), to_json(record)
