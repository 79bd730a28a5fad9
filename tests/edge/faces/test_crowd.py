"""The count of faces is calm: it is told when it has changed and not when one look was wrong."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from edge.faces.crowd import Crowd
from edge.faces.detector import Box

Counts = Callable[[list[int]], tuple[Crowd, list[int]]]


class Scripted:
    """Finds as many faces as the script says, then the last number for ever."""

    def __init__(self, counts: list[int]) -> None:
        self._counts = list(counts)
        self.over = threading.Event()

    def all(self, bgr: Any) -> list[Box]:
        del bgr
        count = self._counts.pop(0)
        if not self._counts:
            self._counts = [count]
            self.over.set()
        if count < 0:
            raise RuntimeError("a net that broke")
        return [Box(0, 0, 1, 1)] * count


@pytest.fixture
def told() -> Iterator[Callable[[list[int]], list[int]]]:
    crowds: list[Crowd] = []

    def run(counts: list[int]) -> list[int]:
        script, heard = Scripted(counts), list[int]()
        crowds.append(Crowd(heard.append, make_finder=lambda: script, every_s=0.0))
        deadline_s = time.monotonic() + 5
        while not script.over.is_set() and time.monotonic() < deadline_s:
            crowds[-1].see(b"")
            time.sleep(0.002)
        time.sleep(0.05)
        return heard

    yield run
    for crowd in crowds:
        crowd.close()


Told = Callable[[list[int]], list[int]]


def test_a_count_is_told_once(told: Told) -> None:
    assert told([1] * 12) == [1]


def test_one_wrong_look_is_not_told(told: Told) -> None:
    assert told([1, 1, 1, 2, 1, 1, 1, 0, 1, 1, 1, 1]) == [1]


def test_who_comes_and_goes_is_told(told: Told) -> None:
    assert told([1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0]) == [1, 2, 1, 0]


def test_who_flickers_at_the_edge_does_not_make_the_count_flicker(told: Told) -> None:
    assert told([1, 1, 1] + [2, 1] * 20) == [1]
    assert told([1, 1, 1] + [2, 3] * 20) == [1, 2]


def test_a_net_that_breaks_counts_no_more_and_holds_no_picture() -> None:
    heard = list[int]()
    crowd = Crowd(heard.append, make_finder=lambda: Scripted([-1]), every_s=0.0)
    crowd.see(b"picture")
    crowd._thread.join(5)

    crowd.see(b"another")

    assert crowd._given is None
    assert heard == []
    crowd.close()


def test_not_every_picture_is_looked_at() -> None:
    script, heard = Scripted([1] * 100), list[int]()
    crowd = Crowd(heard.append, make_finder=lambda: script, every_s=0.1)
    for _ in range(60):
        crowd.see(b"")
        time.sleep(0.01)

    crowd.close()

    assert 90 < len(script._counts) < 98


def test_after_the_camera_was_off_the_count_is_told_anew() -> None:
    heard = list[int]()
    crowd = Crowd(heard.append, make_finder=lambda: Scripted([1, 1]), every_s=0.0)
    for _ in range(2):
        for _ in range(40):
            crowd.see(b"")
            time.sleep(0.005)
        crowd.forget()
    crowd.close()

    assert heard == [1, 1]


def test_it_says_that_it_counts_no_more_when_a_look_failed() -> None:
    script = Scripted([1, -1])
    failed = threading.Event()
    crowd = Crowd(lambda _count: None, make_finder=lambda: script, every_s=0.0, failed=failed.set)
    assert crowd.counts

    deadline_s = time.monotonic() + 5
    while crowd.counts and time.monotonic() < deadline_s:
        crowd.see(b"")
        time.sleep(0.002)

    assert not crowd.counts
    assert failed.wait(5)
    crowd.close()
