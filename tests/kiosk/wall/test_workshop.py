"""Pages are made away from the frames: the most urgent first, and whatever a job raises ends that job alone."""

import queue
import threading
from collections.abc import Iterator

import pytest

from kiosk.wall import workshop
from kiosk.wall.workshop import Done, Workshop


class Bench:
    """A workshop whose first job holds it until it is let go."""

    def __init__(self) -> None:
        self.done: queue.Queue[Done] = queue.Queue()
        self.workshop = Workshop(self.done.put)
        self.go, self.busy = threading.Event(), threading.Event()

    def holds(self) -> None:
        self.workshop.give(0, "held", self._held)
        assert self.busy.wait(5)

    def lets_go(self, count: int) -> list[Done]:
        self.go.set()
        return [self.done.get(timeout=5) for _ in range(count + 1)][1:]

    def _held(self) -> None:
        self.busy.set()
        self.go.wait(5)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.go.set()
    bench.workshop.close()


def test_the_most_urgent_is_done_first_then_the_oldest(bench: Bench) -> None:
    bench.holds()
    for rank, name in ((2, "a"), (1, "b"), (2, "c"), (0, "alarm")):
        bench.workshop.give(rank, name, lambda: None)

    done = bench.lets_go(4)

    assert [one.name for one in done] == ["alarm", "b", "a", "c"]


def test_what_a_job_raises_is_told_and_the_next_is_done(bench: Bench) -> None:
    bench.holds()
    bench.workshop.give(1, "bad", lambda: 1 // 0)
    bench.workshop.give(2, "good", lambda: 7)

    bad, good = bench.lets_go(2)

    assert bad.failed == "ZeroDivisionError"
    assert (good.result, good.failed) == (7, "")


def test_a_waiting_job_is_replaced_by_one_of_its_name(bench: Bench) -> None:
    bench.holds()
    bench.workshop.give(2, "page", lambda: "old")
    bench.workshop.give(0, "page", lambda: "new")

    (only,) = bench.lets_go(1)

    assert only.result == "new"
    assert bench.workshop.waiting == 0


def test_what_is_dropped_is_not_done(bench: Bench) -> None:
    bench.holds()
    bench.workshop.give(1, "kept", lambda: None)
    bench.workshop.give(3, "dropped", lambda: None)
    bench.workshop.drop(3)

    (only,) = bench.lets_go(1)

    assert only.name == "kept"


def test_between_two_jobs_it_clears_up_and_no_job_waits_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_CLEARS_S", 0.0)
    cleared, done = threading.Event(), queue.Queue[Done]()
    shop = Workshop(done.put, clears=cleared.set)

    shop.give(1, "one", lambda: None)
    assert done.get(timeout=5).name == "one"
    shop.give(1, "two", cleared.is_set)
    at_once = done.get(timeout=5)
    assert cleared.wait(5)
    shop.close()

    assert at_once.result is False
