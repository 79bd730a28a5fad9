"""Publishing and withdrawing: the notice, the new index and both outgoing messages are one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings
from django.db import transaction

from county.affairs.models import IndexSerial, Notice, Village
from county.affairs.pieces import content_of, post_pieces, release_pieces
from county.errors import BadTable
from county.keys import CountySigner
from county.outgoing.models import post
from wire import topics
from wire.affairs.notice import INDEX_CONTEXT, MAX_NOTICE_BYTES, NOTICE_CONTEXT, NoticeEntry, NoticeIndex
from wire.affairs.notice import Notice as NoticeRecord
from wire.codec import from_json, to_json
from wire.content import Content, Ledger, Table, balance_fen
from wire.errors import BadMessage
from wire.ids import NoticeId, SiteId, new_id
from wire.seal.signed import Signed, signed

if TYPE_CHECKING:
    from county.officers.models import Officer


@dataclass(frozen=True)
class Draft:
    """What the officer wants published; with `notice_id`, as the next version of that notice."""

    village: Village
    title: str
    as_of: date
    period: str = ""
    body: str = ""
    table: Table | None = None
    content: tuple[Content, ...] = ()
    """Pictures and films in it were kept before (`county.affairs.media`)."""
    notice_id: str = ""


def publish(draft: Draft, officer: "Officer") -> Notice:
    """Sign and publish; raises BadTable when a ledger does not balance or it is larger than a terminal takes."""
    now = datetime.now(UTC)
    if any(isinstance(each, Ledger) and balance_fen(each) != each.closing_fen for each in draft.content):
        raise BadTable("a ledger does not balance")
    with transaction.atomic():
        notice_id = draft.notice_id or new_id()
        earlier = Notice.objects.filter(notice_id=notice_id).order_by("-version").first()
        record = _record(draft, notice_id=notice_id, version=earlier.version + 1 if earlier else 1, now=now)
        _check(record)
        Notice.objects.filter(notice_id=notice_id).update(current=False)
        notice = _kept(draft, record, officer=officer, now=now)
        post_pieces(draft.content)
        _post_notice(record)
        release_pieces()
        _post_index(now)
    return notice


def _check(record: NoticeRecord) -> None:
    """What a terminal could not read must not be published: it would be current and nowhere."""
    content = to_json(record)
    if len(content) > MAX_NOTICE_BYTES:
        raise BadTable("the notice is larger than a terminal takes")
    try:
        from_json(content, NoticeRecord)
    except BadMessage as error:
        raise BadTable(str(error)) from error


def withdraw(notice_id: str, officer: "Officer") -> None:
    """Take a notice out of the index and its retained message off the broker; twice is as once."""
    now = datetime.now(UTC)
    with transaction.atomic():
        current = Notice.objects.filter(notice_id=notice_id, current=True)
        if current.update(current=False, withdrawn_at=now, withdrawn_by=officer):
            post(topics.topic(topics.NOTICE, settings.COUNTY.station.site, notice_id), b"", retain=True)
            release_pieces()
            _post_index(now)


def record_of(notice: Notice) -> NoticeRecord:
    """The record that was published as this version, byte for byte."""
    return NoticeRecord(
        notice_id=NoticeId(notice.notice_id),
        version=notice.version,
        site=SiteId(settings.COUNTY.station.site),
        village=notice.village.name,
        title=notice.title,
        period=notice.period,
        body=notice.body,
        table=None if notice.table is None else msgspec.convert(notice.table, Table),
        content=content_of(notice),
        as_of=notice.as_of.isoformat(),
        published_at_ms=int(notice.published_at.timestamp() * 1000),
    )


def envelope_of(record: NoticeRecord) -> Signed:
    return signed(record, CountySigner.read(settings.COUNTY.keys), NOTICE_CONTEXT)


def _record(draft: Draft, *, notice_id: str, version: int, now: datetime) -> NoticeRecord:
    return NoticeRecord(
        notice_id=NoticeId(notice_id),
        version=version,
        site=SiteId(settings.COUNTY.station.site),
        village=draft.village.name,
        title=draft.title,
        period=draft.period,
        body=draft.body,
        table=draft.table,
        content=draft.content,
        as_of=draft.as_of.isoformat(),
        published_at_ms=int(now.timestamp() * 1000),
    )


def _kept(draft: Draft, record: NoticeRecord, *, officer: "Officer", now: datetime) -> Notice:
    table: Any = None if draft.table is None else msgspec.to_builtins(draft.table)
    return Notice.objects.create(
        notice_id=record.notice_id,
        version=record.version,
        village=draft.village,
        title=draft.title,
        period=draft.period,
        body=draft.body,
        table=table,
        content=msgspec.to_builtins(draft.content),
        as_of=draft.as_of,
        published_at=now,
        published_by=officer,
        sha256=hashlib.sha256(to_json(record)).hexdigest(),
    )


def _post_notice(record: NoticeRecord) -> None:
    post(topics.topic(topics.NOTICE, record.site, record.notice_id), to_json(envelope_of(record)), retain=True)


def _post_index(now: datetime) -> None:
    site = settings.COUNTY.station.site
    last, _ = IndexSerial.objects.select_for_update().get_or_create(site=site)
    last.serial += 1
    last.save()
    entries = [
        NoticeEntry(notice_id=NoticeId(each.notice_id), version=each.version, sha256=each.sha256)
        for each in Notice.objects.filter(current=True).select_related("village")
    ]
    index = NoticeIndex(
        site=SiteId(site), serial=last.serial, published_at_ms=int(now.timestamp() * 1000), entries=entries
    )
    envelope = signed(index, CountySigner.read(settings.COUNTY.keys), INDEX_CONTEXT)
    post(topics.topic(topics.INDEX, site), to_json(envelope), retain=True)
