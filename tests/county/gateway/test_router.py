"""Messages that cannot be believed are dropped without a trace of their content; the rest finds its feature."""

import logging
from queue import SimpleQueue

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.fleet.models import Terminal
from county.fleet.presence import note_state
from county.gateway.link import Event, Heard, LinkUp
from county.gateway.service import Gateway
from county.outgoing.models import OutgoingMessage, post
from county.petition.ingest import Ingest
from tests.county.cast import Device, bytes_petition
from wire import topics
from wire.codec import from_json, to_json, to_msgpack
from wire.fleet.state import Ping, Pong, TerminalState
from wire.ids import AskId, MailboxId, PingId, TerminalId, new_id
from wire.petition.mailbox import MailboxQuestion
from wire.petition.upload import Refused


class FakeLink:
    """Takes what is published and remembers what was acknowledged; refuses what MQTT refuses."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bytes, bool]] = []
        self.acknowledged: list[int] = []

    def start(self) -> None: ...

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> int:
        assert "+" not in topic
        assert "#" not in topic
        self.told.append((topic, payload, retain))
        return len(self.told)

    def acknowledge(self, heard: Heard) -> None:
        self.acknowledged.append(heard.mid)

    def stop(self) -> None: ...


@pytest.fixture
def link() -> FakeLink:
    return FakeLink()


@pytest.fixture
def events() -> "SimpleQueue[Event]":
    return SimpleQueue()


@pytest.fixture
def gateway(link: FakeLink, events: "SimpleQueue[Event]", ingest: Ingest) -> Gateway:
    return Gateway(link, events, ingest)


def heard(topic: str, payload: bytes, *, retained: bool = False) -> Heard:
    return Heard(topic=topic, payload=payload, retained=retained, mid=7, qos=1)


def test_a_ping_gets_its_pong(gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink) -> None:
    ping = PingId(new_id())

    events.put(heard(topics.topic(topics.PING, "t001", ping), to_json(Ping(ping_id=ping, at_ms=0))))
    gateway.step()

    assert [topic for topic, _, _ in link.told] == [topics.topic(topics.PONG, "t001", ping)]
    assert from_json(link.told[0][1], Pong).ping_id == ping
    assert link.acknowledged == [7]


def test_what_cannot_be_believed_is_acknowledged_and_dropped(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink, caplog: pytest.LogCaptureFixture
) -> None:
    ping = new_id()
    question = MailboxQuestion(ask_id=AskId(ping), mailbox=MailboxId("x"))
    another = TerminalState(terminal_id=TerminalId("t002"), online=True, birth=9)
    strange = [
        heard("zt/1/t001/up/petition/dance/" + new_id(), b"{}"),
        heard("zt/1/t001/up/petition/offer/../../etc", b"{}"),
        heard("zt/1/t001-bulk/up/fleet/state", b"{}"),
        heard("zt/1/public/liuhe/affairs/index", b"{}"),
        heard(topics.topic(topics.PONG, "t001", ping), b"{}"),
        heard(topics.topic(topics.PING, "t001", ping), b"\xff\xfe secret words"),
        heard(topics.topic(topics.PING, "t001", ping), to_json(Ping(ping_id=PingId(new_id()), at_ms=0))),
        heard(topics.topic(topics.PING, "t001", ping), to_json(question)),
        heard(topics.topic(topics.CHUNK, "t001", ping), b"\x81" * 300_000),
        heard(topics.topic(topics.STATE, "t001"), to_json(another)),
        heard(
            topics.topic(topics.STATE, "t001"), to_json(state(birth=1)).replace(b'"birth":1', b'"birth":%d' % 10**30)
        ),
    ]

    with caplog.at_level(logging.WARNING):
        for each in strange:
            events.put(each)
        gateway.step()

    assert link.told == []
    assert len(link.acknowledged) == len(strange)
    assert "secret words" not in caplog.text
    assert caplog.text.count("dropped") == len(strange)


def test_a_message_that_breaks_something_does_not_stop_the_one_behind_it(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    ping = PingId(new_id())
    monkeypatch.setattr("county.gateway.router.note_state", _broken)

    events.put(heard(topics.topic(topics.STATE, "t001"), to_json(state(birth=1))))
    events.put(heard(topics.topic(topics.PING, "t001", ping), to_json(Ping(ping_id=ping, at_ms=0))))
    gateway.step()

    assert [topic for topic, _, _ in link.told] == [topics.topic(topics.PONG, "t001", ping)]
    assert link.acknowledged == [7, 7]


def _broken(*_: object, **__: object) -> bool:
    raise OverflowError


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.sampled_from([row for row in topics.TOPICS if row.direction == "up"]), payload=st.binary(max_size=300))
def test_no_bytes_bring_the_gateway_down(gateway: Gateway, *, row: topics.Row, payload: bytes) -> None:
    message = heard(topics.topic(row, "t001", new_id() if row.has_id else ""), payload)

    gateway._router.route(message)  # what is not expected would be raised here; the gateway itself survives all


def test_chunks_of_a_petition_never_offered_are_refused_once_a_batch(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink, t001: Device
) -> None:
    petition = bytes_petition(t001)
    for chunk in petition.chunks:
        events.put(heard(topics.topic(topics.CHUNK, "t001", petition.petition_id), to_msgpack(chunk)))

    gateway.step()

    assert [from_json(payload, Refused).reason for _, payload, _ in link.told] == ["unknown_petition"]


def test_retained_messages_go_again_whenever_the_link_comes_up(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink
) -> None:
    post("zt/1/public/liuhe/affairs/index", b"old", retain=True)
    post("zt/1/public/liuhe/affairs/index", b"new", retain=True)

    for _ in range(2):
        events.put(LinkUp())
        gateway.step()

    assert [payload for _, payload, _ in link.told] == [b"new", b"new"]
    assert OutgoingMessage.objects.count() == 1


def state(*, birth: int, beat: int = 0, online: bool = True) -> TerminalState:
    return TerminalState(terminal_id=TerminalId("t001"), online=online, birth=birth, beat=beat)


def test_old_news_and_memories_of_the_broker_do_not_make_a_terminal_look_alive(registered: None) -> None:
    note_state("t001", state(birth=5, beat=3), remembered=True)
    remembered = Terminal.objects.get(terminal_id="t001").presence

    note_state("t001", state(birth=5, beat=4), remembered=False)
    there = Terminal.objects.get(terminal_id="t001").presence
    stale = note_state("t001", state(birth=4, online=False), remembered=False)
    left = note_state("t001", state(birth=5, online=False), remembered=False)

    assert (remembered, there, stale, left) == ("never", "there", False, True)
    assert Terminal.objects.get(terminal_id="t001").presence == "left"
