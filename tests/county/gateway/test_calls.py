"""What the gateway makes of calls: a kiosk's word reaches the desk and is answered, a wall calls nobody."""

from queue import SimpleQueue

import pytest

from county.call.desk import CallDesk
from county.call.models import Call
from county.config import CountyConfig
from county.fleet.models import Terminal, device_key, point_of
from county.gateway.link import Event
from county.gateway.service import Gateway
from county.keys import CountySigner
from county.petition.ingest import Ingest
from tests.county.cast import Device
from tests.county.gateway.test_router import FakeLink, heard
from wire import topics
from wire.call.signals import CALL_UP_CONTEXT, Invite
from wire.codec import to_json
from wire.ids import CallId, new_id
from wire.seal.signed import signed


@pytest.fixture
def link() -> FakeLink:
    return FakeLink()


@pytest.fixture
def gateway(link: FakeLink, ingest: Ingest, home: CountyConfig) -> Gateway:
    desk = CallDesk(CountySigner.read(home.keys), device_key=device_key, point_of=point_of)
    return Gateway(link, SimpleQueue[Event](), ingest, desks=[desk])


def invites(gateway: Gateway, device: Device) -> None:
    call_id = CallId(new_id())
    payload = to_json(signed(Invite(call_id=call_id), device, CALL_UP_CONTEXT))
    gateway._events.put(heard(topics.topic(topics.INVITE, device.terminal_id, call_id), payload))
    gateway.step()


def test_a_kiosk_that_calls_is_answered(gateway: Gateway, link: FakeLink, registered: None, t001: Device) -> None:
    Terminal.objects.filter(terminal_id="t001").update(enrolled_as="kiosk")

    invites(gateway, t001)

    assert [topics.parse(topic).owner for topic, _, _ in link.told] == ["t001"]
    assert Call.objects.count() == 1


def test_a_wall_calls_nobody(gateway: Gateway, link: FakeLink, registered: None, t001: Device) -> None:
    Terminal.objects.filter(terminal_id="t001").update(enrolled_as="wall")

    invites(gateway, t001)

    assert link.told == []
    assert not Call.objects.exists()
