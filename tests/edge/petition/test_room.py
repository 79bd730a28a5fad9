"""What is promised must still fit: on the disk twice, and within what the county takes."""

import pytest

from edge.errors import NoRoom, PetitionFull
from edge.petition.room import FULL_BYTES, FULL_SEGMENTS, MAX_PAGES, Room, Weight
from wire.petition.manifest import MAX_PETITION_BYTES


def room(free_bytes: int, *, reserve_bytes: int = 0) -> Room:
    def require(wanted_bytes: int) -> None:
        if free_bytes < wanted_bytes + reserve_bytes:
            raise NoRoom("full")

    return Room(require, lambda: free_bytes, spare_bytes=1000, limit_s=600, bytes_a_s=100)


@pytest.mark.parametrize(
    ("free_bytes", "seconds"), [(10**9, 600), (121_000, 600), (120_900, 599), (1000, 0), (999, 0), (0, 0)]
)
def test_a_recording_is_as_long_as_the_disk_can_hold_it_twice(free_bytes: int, seconds: int) -> None:
    assert room(free_bytes).seconds() == seconds


def test_within_the_reserve_nothing_is_recorded() -> None:
    assert room(10_000, reserve_bytes=20_000).seconds() == 0


def test_what_is_there_already_is_joined_as_well() -> None:
    allowed = room(21_000).allowance(Weight(seconds=590, sealed_bytes=19_000, segments=3))

    assert (allowed.seconds, allowed.sealed_bytes, allowed.segments) == (5, FULL_BYTES - 19_000, FULL_SEGMENTS - 3)


@pytest.mark.parametrize(
    "weight",
    [
        Weight(seconds=598),
        Weight(sealed_bytes=FULL_BYTES),
        Weight(segments=FULL_SEGMENTS),
    ],
)
def test_what_is_full_takes_no_more(weight: Weight) -> None:
    with pytest.raises(PetitionFull):
        room(10**12).allowance(weight)


@pytest.mark.parametrize(
    ("free_bytes", "weight"),
    [
        (10**12, Weight(pages=MAX_PAGES)),
        (10**12, Weight(sealed_bytes=MAX_PETITION_BYTES)),
        (20_000, Weight(sealed_bytes=15_000)),
    ],
)
def test_pages_have_their_limits_too(free_bytes: int, weight: Weight) -> None:
    room(20_000).require_page(Weight(), 5000)

    with pytest.raises(NoRoom):
        room(free_bytes).require_page(weight, 5000)
