"""The gateway as a process at Debian's mosquitto: what terminals get from it, through every kind of death."""

import time
from datetime import date

import pytest

from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, withdraw
from county.fleet.models import Terminal
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.petition.mailbox import MAX_SEALED_BYTES
from county.petition.models import Petition, Reply
from county.petition.progress import SEALED_BYTES
from county.petition.throttle import ALLOWANCE
from tests.county.cast import bytes_petition
from tests.county.gateway.conftest import Kiosk, Place
from wire import topics
from wire.affairs.notice import INDEX_CONTEXT, NOTICE_CONTEXT, Notice, NoticeIndex
from wire.codec import from_json
from wire.fleet.state import Ping, Pong, TerminalState
from wire.ids import AskId, MailboxId, PingId, TerminalId, new_id
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion
from wire.seal.signed import Signed, verified

pytestmark = pytest.mark.broker


def until(what: str, holds: object, *, within_s: float = 10) -> None:
    deadline = time.monotonic() + within_s
    while not holds():  # type: ignore[operator]  # a lambda of the test
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def notice(title: str) -> Draft:
    return Draft(village=Village.objects.get(name="东书村"), title=title, as_of=date(2026, 10, 31), body="十月收支。")


def test_a_petition_arrives_and_is_receipted(place: Place, kiosk: Kiosk) -> None:
    petition = bytes_petition(kiosk.device, 400_000, 4_000)

    kiosk.uploads(petition)

    assert Petition.objects.get().petition_id == petition.petition_id


def test_a_gateway_killed_in_the_middle_asks_only_for_what_it_did_not_promise(place: Place, kiosk: Kiosk) -> None:
    petition = bytes_petition(kiosk.device, 600_000, 4_000)
    kiosk.says(topics.OFFER, petition.petition_id, petition.offer)
    kiosk.hears(topics.HAVE)
    for chunk in petition.chunks[:5]:
        kiosk.says(topics.CHUNK, petition.petition_id, chunk)
    kiosk.hears(topics.HAVE)

    place.gateway.kill()
    for chunk in petition.chunks[5:]:
        kiosk.says(topics.CHUNK, petition.petition_id, chunk)
    place.gateway.start()
    kiosk.uploads(petition)

    assert Petition.objects.count() == 1


def test_a_broker_that_restarts_costs_nothing(place: Place, kiosk: Kiosk) -> None:
    publish(notice("水费"), Officer.objects.get(username="limin"))
    kiosk.hears(topics.INDEX)

    place.broker.kill()
    place.broker.start()
    petition = bytes_petition(kiosk.device, 400_000, 4_000)
    kiosk.uploads(petition)

    assert Petition.objects.count() == 1


def test_a_notice_is_with_the_terminals_within_two_seconds(place: Place, kiosk: Kiosk) -> None:
    key = CountySigner.read(place.config.keys).public_key
    kiosk.says(topics.PING, ping := new_id(), Ping(ping_id=PingId(ping), at_ms=0))
    kiosk.hears(topics.PONG)
    started = time.monotonic()

    published = publish(notice("十月收支"), Officer.objects.get(username="limin"))
    first = from_json(kiosk.hears(topics.NOTICE), Signed)
    second = from_json(kiosk.hears(topics.INDEX), Signed)

    assert time.monotonic() - started < 2
    record = verified(first, Notice, key=key, context=NOTICE_CONTEXT)
    index = verified(second, NoticeIndex, key=key, context=INDEX_CONTEXT)
    assert record.title == "十月收支"
    assert [entry.sha256 for entry in index.entries] == [published.sha256]
    until("marked as sent", lambda: not OutgoingMessage.objects.filter(sent_at=None).exists())


def test_a_withdrawn_notice_leaves_the_index(place: Place, kiosk: Kiosk) -> None:
    key = CountySigner.read(place.config.keys).public_key
    officer = Officer.objects.get(username="limin")
    published = publish(notice("十月收支"), officer)
    kiosk.hears(topics.INDEX)

    withdraw(published.notice_id, officer)

    index = verified(from_json(kiosk.hears(topics.INDEX), Signed), NoticeIndex, key=key, context=INDEX_CONTEXT)
    assert index.entries == []
    assert index.serial == 2


def test_what_was_published_while_nobody_ran_goes_out_at_the_next_start(place: Place, kiosk: Kiosk) -> None:
    place.gateway.kill()
    publish(notice("十月收支"), Officer.objects.get(username="limin"))

    place.gateway.start()

    assert kiosk.hears(topics.INDEX)


def test_a_ping_is_answered_and_an_unknown_mailbox_looks_empty(place: Place, kiosk: Kiosk) -> None:
    ping, ask = PingId(new_id()), AskId(new_id())

    kiosk.says(topics.PING, ping, Ping(ping_id=ping, at_ms=0))
    kiosk.says(topics.ASK, ask, MailboxQuestion(ask_id=ask, mailbox=MailboxId("0" * 64)))

    assert from_json(kiosk.hears(topics.PONG), Pong).ping_id == ping
    answer = from_json(kiosk.hears(topics.ANSWER), MailboxAnswer)
    assert (answer.ask_id, answer.replies, len(answer.progress)) == (ask, [], SEALED_BYTES)


def test_the_largest_answer_in_voice_comes_through_the_broker(place: Place, kiosk: Kiosk) -> None:
    petition = bytes_petition(kiosk.device, 5_000)
    kiosk.uploads(petition)
    for number in range(30):
        size = MAX_SEALED_BYTES if number == 29 else 4_500
        Reply.objects.create(
            reply_id=new_id(),
            petition=Petition.objects.get(),
            mailbox=petition.mailbox,
            sealed=bytes(size),
            written_at_ms=number,
            officer=Officer.objects.get(username="limin"),
        )
    ask = AskId(new_id())

    kiosk.says(topics.ASK, ask, MailboxQuestion(ask_id=ask, mailbox=petition.mailbox))

    payload = kiosk.hears(topics.ANSWER)
    answer = from_json(payload, MailboxAnswer)
    assert topics.MAX_PAYLOAD_BYTES - 8_000 < len(payload) <= topics.MAX_PAYLOAD_BYTES
    assert len(answer.replies[-1].sealed) == MAX_SEALED_BYTES
    assert len(answer.replies) > 1


def test_a_terminal_that_guesses_is_told_when_to_come_back_also_after_a_restart(place: Place, kiosk: Kiosk) -> None:
    def guess() -> int:
        ask = AskId(new_id())
        kiosk.says(topics.ASK, ask, MailboxQuestion(ask_id=ask, mailbox=MailboxId("0" * 64)))
        return from_json(kiosk.hears(topics.ANSWER), MailboxAnswer).retry_after_s

    waits = [guess() for _ in range(ALLOWANCE + 2)]
    place.gateway.kill()
    place.gateway.start()

    assert waits[:ALLOWANCE] == [0] * ALLOWANCE
    assert waits[-1] > 0
    assert guess() > 0


def test_a_terminal_is_seen_when_it_comes(place: Place, kiosk: Kiosk) -> None:
    state = TerminalState(terminal_id=TerminalId("t001"), online=True, birth=1, beat=4, face_connected=True)

    kiosk.says(topics.STATE, "", state, retain=True)

    until("there", lambda: Terminal.objects.get(terminal_id="t001").presence == "there")


def test_it_ends_in_order_when_told(place: Place, kiosk: Kiosk) -> None:
    kiosk.says(topics.PING, ping := new_id(), Ping(ping_id=PingId(ping), at_ms=0))
    kiosk.hears(topics.PONG)

    assert place.gateway.stop() == 0
