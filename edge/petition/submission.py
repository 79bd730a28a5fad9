"""From a draft to a promise: seal the meta part, sign the manifest, make blob and row durable, in this order.

Only after the last step may anybody say thank you. Every step before it can fail and be done again.
"""

import secrets
from dataclasses import dataclass

from edge.errors import NoRoom, NotRecorded
from edge.petition.drafts import Draft
from edge.petition.pages import Page
from edge.petition.takes import Take
from edge.store.blobs import Blobs, SealedPart
from edge.store.spool import Spool
from wire.codec import to_json
from wire.errors import BadMessage
from wire.ids import MailboxId, PetitionId, TerminalId
from wire.petition.details import Details
from wire.petition.manifest import (
    MANIFEST_CONTEXT,
    MAX_PARTS,
    MAX_PETITION_BYTES,
    Item,
    Manifest,
    Part,
    PetitionMeta,
)
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


@dataclass(frozen=True)
class Sending:
    """A draft as it is to be sent, with what was said beside it."""

    draft: Draft
    details: Details
    keys: CodeKeys
    stamp: tuple[int, bool]
    """Time of day in ms, and whether it can be trusted; for what has no recording."""


@dataclass(frozen=True)
class Prepared:
    """A durable blob and the signed list of what is in it."""

    manifest: Signed
    total_bytes: int


def require_content(draft: Draft, details: Details) -> None:
    """Raises NotRecorded when there is nothing to send, BadMessage for a rating that rates nothing."""
    said = bool(draft.takes) or any(page.about == "statement" for page in draft.pages) or bool(details.text.strip())
    if details.purpose == "rating":
        if details.rating is None or not draft.follows:
            raise BadMessage("a rating says how well, and of which petition")
    elif not said and not (details.purpose == "review" and draft.follows):
        raise NotRecorded("nothing was said, written or shown")


@dataclass(frozen=True)
class Bundle:
    """Whatever is sent as one submission, part by part."""

    petition_id: PetitionId
    mailbox: MailboxId
    reply_recipient: str
    recipients: RecipientList
    """To whom its parts are sealed."""
    items: tuple[tuple[Item, tuple[SealedPart, ...]], ...]
    details: Details
    stamp: tuple[int, bool]
    """When it was recorded, and whether that can be trusted."""


def prepare(sending: Sending, *, author: Author, blobs: Blobs) -> Prepared:
    """Slow: copies all recordings and pages; call it off the loop. Raises NoRoom or NotRecorded; the draft stays."""
    draft = sending.draft
    takes, pages = list(draft.takes.values()), list(draft.pages)
    stamps = [(take.recorded_at_ms, take.clock_trusted) for take in takes]
    stamps += [(page.kept_at_ms, page.clock_trusted) for page in pages]
    bundle = Bundle(
        petition_id=draft.petition_id,
        mailbox=sending.keys.mailbox,
        reply_recipient=sending.keys.identity.recipient,
        recipients=author.recipients,
        items=(
            *((_recording(take), tuple(_take_parts(take))) for take in takes),
            *((_picture(page), (SealedPart(page.sealed_bytes, page.sha256, page.path),)) for page in pages),
        ),
        details=sending.details,
        stamp=(stamps or [sending.stamp])[0],
    )
    return bundled(bundle, author=author, blobs=blobs)


def bundled(bundle: Bundle, *, author: Author, blobs: Blobs) -> Prepared:
    """Slow, as `prepare`. Raises NoRoom or NotRecorded, and nothing has changed."""
    parts = [part for _, parts in bundle.items for part in parts]
    ages = [recipient.age for recipient in bundle.recipients.recipients]
    parts.append(SealedPart.holding(seal(padded_json(to_json(_meta(bundle, author))), ages)))
    if len(parts) > MAX_PARTS or sum(part.length for part in parts) > MAX_PETITION_BYTES:
        raise NoRoom("the county takes no larger petition")
    manifest = _manifest(bundle, parts)
    total_bytes = blobs.assemble(bundle.petition_id, parts)
    return Prepared(signed(manifest, author.signer, MANIFEST_CONTEXT), total_bytes)


def promise(spool: Spool, petition_id: PetitionId, prepared: Prepared, *, at_ms: int) -> None:
    """The point of no return: when this returns, the petition survives a power cut. Raises NoRoom."""
    spool.add(petition_id, prepared.manifest, total_bytes=prepared.total_bytes, submitted_at_ms=at_ms)


def _take_parts(take: Take) -> list[SealedPart]:
    paths = take.part_paths()
    if len(paths) != len(take.segments):
        raise NotRecorded("a sealed part is gone")
    return [
        SealedPart(segment.sealed_bytes, segment.sha256, path)
        for path, segment in zip(paths, take.segments, strict=True)
    ]


def _meta(bundle: Bundle, author: Author) -> PetitionMeta:
    at_ms, trusted = bundle.stamp
    return PetitionMeta(
        petition_id=bundle.petition_id,
        terminal_id=author.terminal_id,
        point=author.point,
        recorded_at_ms=at_ms,
        clock_trusted=trusted,
        reply_recipient=bundle.reply_recipient,
        items=tuple(item for item, _ in bundle.items),
        details=bundle.details,
    )


def _recording(take: Take) -> Item:
    return Item(
        kind=take.wish.kind,
        parts=len(take.segments),
        duration_ms=take.duration_ms,
        face_covered=take.wish.kind == "video" and take.wish.cover_face,
        voice_changed=take.wish.change_voice,
    )


def _picture(page: Page) -> Item:
    return Item(kind=page.kind, parts=1, about=page.about)


def _manifest(bundle: Bundle, parts: list[SealedPart]) -> Manifest:
    listed = [Part(role="media", length=part.length, sha256=part.sha256) for part in parts[:-1]]
    meta = Part(role="meta", length=parts[-1].length, sha256=parts[-1].sha256)
    return Manifest(
        petition_id=bundle.petition_id,
        mailbox=bundle.mailbox,
        reply_recipient=bundle.reply_recipient,
        recipients_version=bundle.recipients.version,
        kids=[recipient.kid for recipient in bundle.recipients.recipients],
        nonce=secrets.token_hex(16),
        parts=[*listed, meta],
    )
