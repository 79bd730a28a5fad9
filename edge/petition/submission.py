"""From a recorded draft to a promise: seal the meta part, sign the manifest, make blob and row durable, in this order.

Only after the last step may anybody say thank you. Every step before it can fail and be done again.
"""

import secrets
from dataclasses import dataclass

from edge.petition.drafts import Draft, Recorded
from edge.store.blobs import Blobs, SealedPart
from edge.store.spool import Spool
from wire.codec import to_json
from wire.ids import TerminalId
from wire.petition.manifest import MANIFEST_CONTEXT, Manifest, Part, PetitionMeta
from wire.petition.recipients import RecipientList
from wire.seal.age import seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import CodeKeys
from wire.seal.signed import Signed, Signer, signed


@dataclass(frozen=True)
class Author:
    """Who promises, and to whom it is sealed."""

    terminal_id: TerminalId
    point: str
    signer: Signer
    recipients: RecipientList

    @property
    def ages(self) -> list[str]:
        return [recipient.age for recipient in self.recipients.recipients]


@dataclass(frozen=True)
class Prepared:
    """A durable blob and the signed list of what is in it."""

    manifest: Signed
    total_bytes: int


def prepare(draft: Draft, recorded: Recorded, *, keys: CodeKeys, author: Author, blobs: Blobs) -> Prepared:
    """Slow: copies the whole recording; call it off the loop. Raises NoRoom or NotRecorded; the draft stays."""
    meta = PetitionMeta(
        petition_id=draft.petition_id,
        kind="video",
        terminal_id=author.terminal_id,
        point=author.point,
        recorded_at_ms=recorded.recorded_at_ms,
        clock_trusted=recorded.clock_trusted,
        duration_ms=recorded.duration_ms,
        reply_recipient=keys.identity.recipient,
        anonymous=draft.anonymous,
    )
    media = [
        SealedPart(segment.sealed_bytes, segment.sha256, path)
        for path, segment in zip(draft.part_paths(), recorded.segments, strict=True)
    ]
    parts = [*media, SealedPart.holding(seal(padded_json(to_json(meta)), author.ages))]
    manifest = _manifest(draft, parts, keys=keys, recipients=author.recipients)
    total_bytes = blobs.assemble(draft.petition_id, parts)
    return Prepared(signed(manifest, author.signer, MANIFEST_CONTEXT), total_bytes)


def promise(spool: Spool, draft: Draft, prepared: Prepared, *, at_ms: int) -> None:
    """The point of no return: when this returns, the petition survives a power cut. Raises NoRoom."""
    spool.add(draft.petition_id, prepared.manifest, total_bytes=prepared.total_bytes, submitted_at_ms=at_ms)


def _manifest(draft: Draft, parts: list[SealedPart], *, keys: CodeKeys, recipients: RecipientList) -> Manifest:
    listed = [Part(role="media", length=part.length, sha256=part.sha256) for part in parts[:-1]]
    meta = Part(role="meta", length=parts[-1].length, sha256=parts[-1].sha256)
    return Manifest(
        petition_id=draft.petition_id,
        mailbox=keys.mailbox,
        recipients_version=recipients.version,
        kids=[recipient.kid for recipient in recipients.recipients],
        nonce=secrets.token_hex(16),
        parts=[*listed, meta],
    )
