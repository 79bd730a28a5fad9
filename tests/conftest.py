"""No test holds up the others for ever, whatever it waits for.

pytest-timeout raises once, in the main thread: a callback may swallow that, and clearing up after it has no end of its
own. Whoever goes on for so much longer is told of with the stacks of all its threads, and ends with its whole process.
"""

import faulthandler
import os
from collections.abc import Generator
from typing import Final

import pytest
from hypothesis import settings

_LATER: Final = "overdue_s"
_SAYS: Final = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(_LATER, "A process ends when a test is so much over its time", type="string", default="60")


def pytest_configure(config: pytest.Config) -> None:
    # how long an example takes is the machine's affair: two busy cores would fail what holds
    settings.register_profile("house", deadline=None)
    settings.load_profile("house")
    # what a test writes is caught; this is said aloud
    config.stash[_SAYS] = os.dup(2)


def pytest_unconfigure(config: pytest.Config) -> None:
    os.close(config.stash[_SAYS])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _bounds(item)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(trylast=True)
def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """A failure makes pytest forget the bound; what was started must still be cleared up."""
    if isinstance(node, pytest.Item):
        _bounds(node)


def _bounds(item: pytest.Item) -> None:
    given_s = _given_s(item)
    if given_s and not item.config.getoption("usepdb"):
        later_s = float(item.config.getini(_LATER))
        faulthandler.dump_traceback_later(given_s + later_s, exit=True, file=item.config.stash[_SAYS])


def _given_s(item: pytest.Item) -> float:
    """0: as long as it likes."""
    asked = item.config.getoption("timeout")
    mark = item.get_closest_marker("timeout")
    if asked is not None and float(asked) == 0:
        return 0
    return float(mark.args[0] if mark else asked or item.config.getini("timeout") or 0)
