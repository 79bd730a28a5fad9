"""Every request of the EdgePort and every topic that comes down has its one function."""

import typing

from edge.mail import READERS
from edge.router import ROUTES
from wire import port, topics


def test_every_request_has_a_function() -> None:
    assert set(ROUTES) == set(typing.get_args(port.Request))


def test_every_topic_that_comes_to_a_terminal_has_a_function() -> None:
    assert set(READERS) == {row for row in topics.TOPICS if row.direction != "up"}
