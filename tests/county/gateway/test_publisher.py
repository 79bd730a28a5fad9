"""What waits goes once, in order; what the broker has is gone, but for what it may have to be told again."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from county.gateway.publisher import AT_ONCE, Publisher
from county.outgoing.models import OutgoingMessage, post
from tests.county.carried import carried

SEAT, INDEX = "zt/1/t001/down/call/seat/" + "1" * 32, "zt/1/public/liuhe/affairs/index"
pytestmark = pytest.mark.usefixtures("home")


class FakeBroker:
    """Takes what is published, and says so only when the test does."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def publish(self, _topic: str, payload: bytes, *, retain: bool = False) -> int:
        self.taken.append(payload)
        return len(self.taken)


def _left() -> list[tuple[str, bool]]:
    return [(row.topic, row.sent_at is not None) for row in OutgoingMessage.objects.order_by("id")]


def test_what_was_for_one_moment_is_gone_once_the_broker_has_it() -> None:
    for number in range(AT_ONCE + 2):
        post(SEAT, b"%d" % number)

    assert len(carried()) == AT_ONCE + 2

    assert _left() == []
    assert carried() == []


def test_until_the_broker_has_said_so_it_waits_also_for_the_next_link() -> None:
    post(SEAT, b"1")
    broker = FakeBroker()
    publisher = Publisher(broker.publish)

    publisher.look()
    publisher.start_over()
    publisher.sent(1)
    assert _left() == [(SEAT, False)]
    publisher.sent(2)

    assert (broker.taken, _left()) == ([b"1", b"1"], [])


def test_what_is_retained_stays_for_a_broker_that_loses_its_disk() -> None:
    post(INDEX, b"1", retain=True)
    broker = FakeBroker()
    publisher = Publisher(broker.publish)

    publisher.look()
    publisher.sent(1)
    assert _left() == [(INDEX, True)]
    publisher.start_over()

    assert broker.taken == [b"1", b"1"]


def test_what_was_sent_before_the_update_goes_with_it() -> None:
    MigrationExecutor(connection).migrate([("outgoing", "0001_first")])
    post(SEAT, b"sent")
    post(INDEX, b"sent", retain=True)
    OutgoingMessage.objects.update(sent_at=timezone.now())
    post(SEAT, b"waits")

    MigrationExecutor(connection).migrate([("outgoing", "0002_sent_is_gone")])

    assert _left() == [(INDEX, True), (SEAT, False)]
