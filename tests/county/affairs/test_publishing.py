"""Publishing and withdrawing leave exactly one truth in the outgoing table."""

from dataclasses import replace
from datetime import date

import pytest

from county.affairs.models import IndexSerial, Notice, Village
from county.affairs.publishing import Draft, publish, withdraw
from county.config import CountyConfig
from county.errors import BadTable
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from wire import topics
from wire.affairs.notice import INDEX_CONTEXT, NoticeIndex
from wire.codec import from_json
from wire.content import Ledger, LedgerRow
from wire.seal.signed import Signed, verified


def draft(title: str = "十月收支", body: str = "如下。", notice_id: str = "") -> Draft:
    village = Village.objects.get(name="东书村")
    return Draft(village=village, title=title, as_of=date(2026, 10, 31), body=body, notice_id=notice_id)


def index(home: CountyConfig) -> NoticeIndex:
    row = OutgoingMessage.objects.get(topic=topics.topic(topics.INDEX, "liuhe"))
    key = CountySigner.read(home.keys).public_key
    return verified(from_json(bytes(row.payload), Signed), NoticeIndex, key=key, context=INDEX_CONTEXT)


@pytest.fixture
def officer(home: CountyConfig) -> Officer:
    return Officer.objects.get(username="limin")


def test_the_index_names_every_current_notice_and_its_serial_only_grows(home: CountyConfig, officer: Officer) -> None:
    first = publish(draft("一"), officer)
    second = publish(draft("二"), officer)
    withdraw(first.notice_id, officer)

    now = index(home)

    assert [entry.notice_id for entry in now.entries] == [second.notice_id]
    assert now.serial == 3 == IndexSerial.objects.get().serial


def test_a_correction_is_the_next_version_of_the_same_notice(home: CountyConfig, officer: Officer) -> None:
    first = publish(draft("一"), officer)

    second = publish(draft("一（更正）", notice_id=first.notice_id), officer)

    assert [(entry.version, entry.sha256) for entry in index(home).entries] == [(2, second.sha256)]
    assert Notice.objects.filter(notice_id=first.notice_id).count() == 2


def test_withdrawing_empties_the_retained_topic_and_twice_is_as_once(home: CountyConfig, officer: Officer) -> None:
    notice = publish(draft(), officer)

    withdraw(notice.notice_id, officer)
    withdraw(notice.notice_id, officer)

    row = OutgoingMessage.objects.get(topic=topics.topic(topics.NOTICE, "liuhe", notice.notice_id))
    assert bytes(row.payload) == b""
    assert row.retain
    assert index(home).serial == 2


def test_a_notice_that_no_terminal_would_take_is_not_published(home: CountyConfig, officer: Officer) -> None:
    with pytest.raises(BadTable):
        publish(draft(body="长" * 60_000), officer)

    assert not Notice.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_what_no_terminal_could_read_is_not_published(home: CountyConfig, officer: Officer) -> None:
    row = LedgerRow(summary="修井", income_fen=2**60)
    wrong = Ledger(opening_fen=0, rows=[row], closing_fen=2**60)

    with pytest.raises(BadTable):
        publish(replace(draft(), content=(wrong,)), officer)

    assert not Notice.objects.exists()
