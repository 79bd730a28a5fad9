"""Being called back: the terminal rings when it may, once, and whatever comes late or again finds it decided.

The wish to be is said until the county has it, or for a while.
"""

import asyncio
import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.call.back.rings import SILENT_S, RingOutfit, Rings
from edge.call.back.wishes import Wishes
from tests.edge.cast import Ticks
from wire import port
from wire.call.signals import INVITE_EVERY_S, RINGS_FOR_S, AskCallBack, Bye, Ring, RingHeard
from wire.ids import CallId
from wire.record import Record

RING, OTHER = CallId("a" * 32), CallId("b" * 32)
HERE = port.RingsHere(ring_id=RING, asked_at_ms=5, officer="李敏")
OVER = port.RingOver(ring_id=RING)


@dataclass
class Hall:
    """A terminal that may ring, and what came of it."""

    clock: Ticks = field(default_factory=Ticks)
    occupied: bool = False
    face: bool = True
    told: list[Record] = field(default_factory=list)
    sent: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rings = Rings(
            RingOutfit(
                send=self.sent.append,
                tell=self.told.append,
                now=self.clock,
                is_occupied=lambda: self.occupied,
                has_face=lambda: self.face,
            )
        )

    def hears(self, ring_id: CallId = RING, *, over: bool = False) -> None:
        self.rings.heard(Ring(ring_id=ring_id, asked_at_ms=5, officer="李敏", over=over))

    def waits(self, seconds: float) -> None:
        self.clock.now += seconds
        self.rings.tick()

    @property
    def states(self) -> list[str]:
        return [one.state for one in self.sent if isinstance(one, RingHeard)]


def test_it_rings_once_however_often_it_is_said_and_says_so_each_time() -> None:
    hall = Hall()

    for _ in range(3):
        hall.hears()
        hall.waits(INVITE_EVERY_S)
    hall.hears(over=True)
    hall.hears(over=True)
    hall.hears()

    assert hall.told == [HERE, OVER]
    assert hall.states == ["rings"] * 3


def test_nobody_is_disturbed_and_it_rings_when_they_have_done() -> None:
    hall = Hall(occupied=True)

    hall.hears()
    assert (hall.told, hall.states) == ([], ["busy"])
    hall.occupied = False
    hall.hears()

    assert hall.told == [HERE]


def test_whoever_begins_something_else_is_rung_at_no_more() -> None:
    hall = Hall()
    hall.hears()

    hall.occupied = True
    hall.hears()

    assert hall.told == [HERE, OVER]
    assert hall.states == ["rings", "busy"]


def test_a_second_officer_finds_it_busy() -> None:
    hall = Hall()
    hall.hears()

    hall.hears(OTHER)

    assert hall.told == [HERE]
    assert hall.sent[-1] == RingHeard(ring_id=OTHER, state="busy")


def test_who_refuses_is_not_asked_again() -> None:
    hall = Hall()
    hall.hears()

    hall.rings.refuse(RING)
    hall.hears()

    assert hall.told == [HERE, OVER]
    assert hall.states == ["rings", "refused", "refused"]


def test_what_rings_no_more_is_past_refusing() -> None:
    hall = Hall()

    hall.rings.refuse(RING)

    assert not hall.sent


def test_nobody_comes_within_a_minute() -> None:
    hall = Hall()

    for _ in range(int(RINGS_FOR_S / INVITE_EVERY_S) + 3):
        hall.hears()
        hall.waits(INVITE_EVERY_S)

    assert hall.told == [HERE, OVER]
    assert hall.states[-1] == "unheard"


def test_a_county_that_says_nothing_more_lets_it_fall_silent() -> None:
    hall = Hall()
    hall.hears()

    hall.waits(SILENT_S + 1)
    hall.hears()

    assert hall.told == [HERE, OVER, HERE]


def test_a_face_that_comes_hears_what_rings_and_without_one_nothing_is_claimed() -> None:
    hall = Hall(face=False)
    hall.hears()
    assert (hall.told, hall.states) == ([], [])

    hall.face = True
    hall.rings.face_came()

    assert hall.told == [HERE]


def test_a_call_that_answers_it_ends_it_without_another_word() -> None:
    hall = Hall()
    hall.hears()

    hall.rings.answered(RING)
    hall.hears()
    hall.hears(over=True)
    hall.waits(RINGS_FOR_S)

    assert hall.told == [HERE]
    assert hall.states == ["rings"]


@given(
    st.lists(st.tuples(st.sampled_from(["ring", "over", "refuse", "answer", "wait", "busy", "face"]), st.booleans()))
)
def test_in_whatever_order_a_face_hears_ring_and_over_in_turns(acts: list[tuple[str, bool]]) -> None:
    hall = Hall()
    for act, first in acts:
        ring_id = RING if first else OTHER
        match act:
            case "ring" | "over":
                hall.hears(ring_id, over=act == "over")
            case "refuse":
                hall.rings.refuse(ring_id)
            case "answer":
                hall.rings.answered(ring_id)
                hall.told = [one for one in hall.told if getattr(one, "ring_id", "") != ring_id]
            case "wait":
                hall.waits(5 if first else 30)
            case "busy":
                hall.occupied = not hall.occupied
            case _:
                hall.face = not hall.face

    for ring_id in (RING, OTHER):
        told = [type(one) for one in hall.told if getattr(one, "ring_id", "") == ring_id]
        assert all(kind is not before for before, kind in itertools.pairwise(told))
    assert all(isinstance(one, RingHeard) for one in hall.sent)


def test_it_is_kept_when_the_county_says_so_and_not_when_it_only_says_that_the_call_is_over() -> None:
    async def story() -> None:
        sent: list[Record] = []
        wishes = Wishes(sent.append)
        first, again = asyncio.create_task(wishes.want(OTHER)), asyncio.create_task(wishes.want(OTHER))
        await asyncio.sleep(0.01)

        wishes.heard(Bye(call_id=OTHER, why="nobody"))
        wishes.heard(Bye(call_id=CallId("d" * 32), why="nobody", rings_back=True))
        await asyncio.sleep(0.01)
        assert not first.done()
        wishes.heard(Bye(call_id=OTHER, why="nobody", rings_back=True))
        wishes.heard(Bye(call_id=OTHER, why="nobody", rings_back=True))

        await asyncio.gather(first, again)
        assert sent == [AskCallBack(call_id=OTHER)]

    asyncio.run(story())


def test_a_county_that_never_answers_is_waited_for_only_so_long() -> None:
    async def story() -> None:
        wishes = Wishes(lambda _: None, patience_s=0.05)

        with pytest.raises(TimeoutError):
            await wishes.want(OTHER)

        wishes.heard(Bye(call_id=OTHER, why="nobody", rings_back=True))

    asyncio.run(story())
