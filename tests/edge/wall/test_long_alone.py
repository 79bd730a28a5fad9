"""Half a year without a link, with restarts and a clock that lies: the wall is lit, shows what it had, and says so."""

import asyncio
from pathlib import Path

import pytest

from tests.edge.cast import LIUHE, T002, Cast, index, make_wall_cast, notice, publish
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.wall.test_wall_face import hears, is_flooded, now_flood
from wire import port, topics
from wire.codec import to_json
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings

DAY_MS = 24 * 3_600_000
START_MS = 1_900_000_000_000
SETTINGS = WallSettings(terminal_id=T002, version=7, profile=WallProfile(width_px=384, height_px=192))
PLAYLIST = Playlist(site=LIUHE, serial=5, published_at_ms=START_MS, villages=("东书村",))
ACCOUNTS = notice("十月账目", published_at_ms=START_MS)


class Clock:
    """Of the machine: a test sets it, and it may lie."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


async def seen_by_a_face(terminal: Terminal) -> tuple[port.WallSet, port.PlaylistChanged, port.NoticesChanged]:
    wall: FaceOnWire = await terminal.face("wall")
    wall.ask(port.WatchWall())
    wall.ask(port.WatchNotices())
    assert (await wall.hears(port.EmergencyChanged)).emergency is None
    return await wall.hears(port.WallSet), await wall.hears(port.PlaylistChanged), await wall.hears(port.NoticesChanged)


def the_county_spoke_once(cast: Cast, clock: Clock) -> None:
    async def day() -> None:
        async with running(cast, read_clock_ms=clock) as terminal:
            terminal.connect()
            hears(terminal, topics.WALL_SETTINGS, SETTINGS, context=WALL_CONTEXT)
            hears(terminal, topics.PLAYLIST, PLAYLIST, context=PLAYLIST_CONTEXT)
            envelope = publish(ACCOUNTS, cast.county)
            terminal.link.hear(topics.topic(topics.NOTICE, LIUHE, ACCOUNTS.notice_id), to_json(envelope))
            listed = index(1, ACCOUNTS, signer=cast.county, published_at_ms=START_MS)
            terminal.link.hear(topics.topic(topics.INDEX, LIUHE), to_json(listed))
            await asyncio.sleep(0.05)

    asyncio.run(day())


def test_a_hundred_and_eighty_days_change_nothing(cast: Cast) -> None:
    clock = Clock()
    the_county_spoke_once(cast, clock)

    async def alone(days: int) -> None:
        clock.now_ms = START_MS + days * DAY_MS
        async with running(cast, read_clock_ms=clock) as terminal:
            set_, listed, notices = await seen_by_a_face(terminal)
            assert (set_.version, listed.playlist) == (7, PLAYLIST)
            assert [one.title for one in notices.notices] == ["十月账目"]
            assert notices.checked_at_ms == START_MS
            assert terminal.agent.status().clock_trusted

    for days in range(0, 181, 20):
        asyncio.run(alone(days))


@pytest.mark.parametrize("lie_ms", [0, START_MS - 400 * DAY_MS, START_MS + 40 * 365 * DAY_MS])
def test_a_clock_that_lies_darkens_nothing_and_takes_nothing_away(cast: Cast, lie_ms: int) -> None:
    clock = Clock()
    the_county_spoke_once(cast, clock)
    clock.now_ms = lie_ms

    async def after() -> None:
        async with running(cast, read_clock_ms=clock) as terminal:
            set_, listed, notices = await seen_by_a_face(terminal)
            assert (set_.version, listed.playlist, len(notices.notices)) == (7, PLAYLIST, 1)
            assert terminal.agent.features.wall.panel.current().on

    asyncio.run(after())


def test_an_emergency_of_half_a_year_ago_is_not_shown_again(cast: Cast) -> None:
    clock = Clock()
    the_county_spoke_once(cast, clock)
    called = now_flood(issued_at_ms=START_MS, expires_at_ms=START_MS + DAY_MS)

    async def flood() -> None:
        async with running(cast, read_clock_ms=clock) as terminal:
            is_flooded(terminal, called)
            await asyncio.sleep(0.05)
            assert terminal.agent.features.wall.emergencies.current().emergency == called

    async def later() -> None:
        clock.now_ms = START_MS + 180 * DAY_MS
        async with running(cast, read_clock_ms=clock) as terminal:
            await seen_by_a_face(terminal)
            is_flooded(terminal, called)  # the broker retained it all the time
            await asyncio.sleep(0.05)
            assert terminal.agent.features.wall.emergencies.current().emergency is None

    asyncio.run(flood())

    asyncio.run(later())
