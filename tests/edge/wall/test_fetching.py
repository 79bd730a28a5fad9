"""Missing pieces are asked for a few at a time; what is not there yet holds up nothing."""

from edge.wall.media.fetching import AGAIN_MS, MOST_WATCHED, PATIENCE_MS, WINDOW, Fetching


class Broker:
    """Notes who listens to what."""

    def __init__(self) -> None:
        self.up = True
        self.watched: list[str] = []
        self.fetching = Fetching(self.watch, self.watched_no_more)

    def watch(self, sha256: str) -> bool:
        if self.up:
            self.watched.append(sha256)
        return self.up

    def watched_no_more(self, sha256: str) -> None:
        self.watched.remove(sha256)


PIECES = [f"{number:064x}" for number in range(100)]


def test_only_a_few_are_asked_for_at_once() -> None:
    broker = Broker()

    broker.fetching.go_on(PIECES, mono_ms=0)
    broker.fetching.go_on(PIECES, mono_ms=10)

    assert broker.watched == PIECES[:WINDOW]


def test_what_came_is_asked_for_no_more_and_the_next_is() -> None:
    broker = Broker()
    broker.fetching.go_on(PIECES, mono_ms=0)

    broker.fetching.go_on(PIECES[1:], mono_ms=10)

    assert broker.watched == PIECES[1 : WINDOW + 1]


def test_what_is_not_there_yet_is_waited_for_beside_the_others() -> None:
    broker = Broker()
    broker.fetching.go_on(PIECES, mono_ms=0)

    broker.fetching.go_on(PIECES, mono_ms=PATIENCE_MS)

    assert broker.watched == PIECES[: 2 * WINDOW]


def test_however_many_are_not_there_the_broker_is_not_drowned() -> None:
    broker = Broker()

    for turn in range(1, 60):
        broker.fetching.go_on(PIECES, mono_ms=turn * PATIENCE_MS // 2)
        assert len(broker.watched) <= MOST_WATCHED


def test_what_did_not_come_is_asked_for_again_later() -> None:
    broker = Broker()
    broker.fetching.go_on(PIECES[:1], mono_ms=0)

    broker.fetching.go_on(PIECES[:1], mono_ms=AGAIN_MS)

    assert broker.fetching.asked_ms == {PIECES[0]: AGAIN_MS}
    assert broker.watched == PIECES[:1]


def test_without_a_link_nothing_counts_as_asked() -> None:
    broker = Broker()
    broker.up = False
    broker.fetching.go_on(PIECES, mono_ms=0)

    broker.up = True
    broker.fetching.again()
    broker.fetching.go_on(PIECES, mono_ms=1)

    assert broker.watched == PIECES[:WINDOW]
