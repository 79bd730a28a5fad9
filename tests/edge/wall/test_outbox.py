"""A word to the county is kept until the broker took it, and sent again until then."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edge.store.shelf import Kept, Shelf
from edge.wall.outbox import Outbox
from tests.edge.wall.kills import killed_everywhere
from wire.seal.signed import Signed

WORD = Signed(alg="es256", kid="t002", context="emergency-shown/v1", payload=b"{}", signature=b"s")


class Link:
    """Takes words while it is up; the broker answers when the test says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.up = True
        self.mono_ms = 0
        self.sent: list[str] = []
        self.answers: list[Callable[[bool], None]] = []
        self.start()

    def start(self) -> None:
        self.outbox = Outbox(Shelf(self.folder, "outbox"), send=self._send, mono_ms=lambda: self.mono_ms)

    def _send(self, subject_id: str, _envelope: Signed, taken: Callable[[bool], None]) -> bool:
        if self.up:
            self.sent.append(subject_id)
            self.answers.append(taken)
        return self.up


@pytest.fixture
def link(tmp_path: Path) -> Link:
    return Link(tmp_path)


def test_what_the_broker_took_is_forgotten(link: Link) -> None:
    link.outbox.put("a-1-shown", "a", WORD)

    link.answers[0](True)
    link.start()

    assert (link.sent, link.outbox.waiting) == (["a"], 0)


def test_what_it_did_not_take_is_sent_again_later_and_after_a_restart(link: Link) -> None:
    link.outbox.put("a-1-shown", "a", WORD)
    link.answers[0](False)
    link.outbox.go_on()
    at_once = list(link.sent)

    link.mono_ms = 60_000
    link.outbox.go_on()
    link.start()
    link.outbox.go_on()

    assert at_once == ["a"]
    assert link.sent == ["a", "a", "a"]


def test_without_a_link_it_waits(link: Link) -> None:
    link.up = False
    link.outbox.put("a-1-shown", "a", WORD)
    link.outbox.put("b-1-shown", "b", WORD)

    link.up = True
    link.outbox.go_on()

    assert link.sent == ["a", "b"]


def test_the_same_word_is_one_word_and_an_answer_twice_is_one(link: Link) -> None:
    for _ in range(3):
        link.outbox.put("a-1-shown", "a", WORD)

    link.answers[0](True)
    link.answers[0](True)

    assert (link.sent, link.outbox.waiting) == (["a"], 0)


def test_months_without_a_link_are_bounded(link: Link) -> None:
    link.up = False

    for number in range(520):
        link.outbox._waiting.setdefault(f"{number}", next(iter(link.outbox._waiting.values()), Kept(WORD)))
    link.outbox.put("one more", "x", WORD)

    assert link.outbox.waiting == 520


def test_a_kill_at_any_step_loses_no_word_that_was_put_and_keeps_none_that_was_taken(tmp_path: Path) -> None:
    def story(when: int) -> None:
        link = Link(tmp_path / str(when))
        link.outbox.put("a-1-shown", "a", WORD)
        link.outbox.put("b-1-shown", "b", WORD)
        link.answers[0](True)

    folders = (tmp_path / str(when) for when in killed_everywhere(story))
    seen = [tuple(sorted(dict(Shelf(folder, "outbox").all()))) for folder in folders]

    both = ("a-1-shown", "b-1-shown")
    assert set(seen) == {(), ("a-1-shown",), both, ("b-1-shown",)}
    assert seen[-1] == ("b-1-shown",)
