"""What a wall's face is told by its edge: at once, and again after a restart without a network."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from edge.fleet.clock import system_ms
from edge.wall.panel.panel import Devices
from hardware.panels.connector_fake import FakeConnector
from tests.edge.cast import LIUHE, T002, Cast, index, make_wall_cast, mallory, notice, publish, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.wall.yard import HOUR_MS, emergency
from wire import port, topics
from wire.affairs.notice import Notice
from wire.codec import from_json, to_json
from wire.fleet.state import TerminalState
from wire.record import Record
from wire.seal.signed import Signed, signed, verified
from wire.wall.emergency import EMERGENCY_CONTEXT, EMERGENCY_SHOWN_CONTEXT, Emergency, EmergencyShown
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist
from wire.wall.profile import WallProfile
from wire.wall.proof import Shown
from wire.wall.settings import LOOKED_CONTEXT, WALL_CONTEXT, Look, Looked, WallReport, WallSettings


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


def now_flood(version: int = 1, **said: Any) -> Emergency:
    now_ms = system_ms()
    return emergency(version, **{"issued_at_ms": now_ms, "expires_at_ms": now_ms + HOUR_MS, **said})


def hears(terminal: Terminal, row: topics.Row, record: Record, *, context: str, subject_id: str = "") -> None:
    owner = T002 if row.direction == "down" else LIUHE
    envelope = signed(record, terminal.cast.county, context)
    terminal.link.hear(topics.topic(row, owner, subject_id), to_json(envelope))


def is_flooded(terminal: Terminal, flood: Emergency) -> None:
    hears(terminal, topics.EMERGENCY, flood, context=EMERGENCY_CONTEXT, subject_id=flood.emergency_id)


async def watching(terminal: Terminal) -> FaceOnWire:
    wall = await terminal.face("wall")
    wall.ask(port.WatchWall())
    return wall


def test_a_face_that_watches_is_told_one_of_each(cast: Cast) -> None:
    async def evening() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)

            assert (await wall.hears(port.EmergencyChanged)).emergency is None
            assert (await wall.hears(port.WallSet)).version == 0
            assert (await wall.hears(port.PanelChanged)).on
            assert (await wall.hears(port.MediaKept)).paths == {}
            assert (await wall.hears(port.PlaylistChanged)).playlist is None

    asyncio.run(evening())


def test_what_the_county_wants_is_told_and_there_after_a_restart_without_a_network(cast: Cast) -> None:
    wanted = WallSettings(terminal_id=T002, version=3, profile=WallProfile(width_px=384, height_px=192))
    listed = Playlist(site=LIUHE, serial=2, published_at_ms=1, villages=("东书村", "石桥村"))

    async def day() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.PlaylistChanged)
            hears(terminal, topics.WALL_SETTINGS, wanted, context=WALL_CONTEXT)
            hears(terminal, topics.PLAYLIST, listed, context=PLAYLIST_CONTEXT)
            assert (await wall.hears(port.WallSet)).profile.width_px == 384
            assert (await wall.hears(port.PlaylistChanged)).playlist == listed

    async def night() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)
            assert (await wall.hears(port.WallSet)).version == 3
            assert (await wall.hears(port.PlaylistChanged)).playlist == listed

    asyncio.run(day())

    asyncio.run(night())


def test_an_emergency_is_told_confirmed_and_confirmed_once(cast: Cast) -> None:
    async def flood() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.PlaylistChanged)
            called = now_flood()

            is_flooded(terminal, called)
            assert (await wall.hears(port.EmergencyChanged)).emergency == called
            for _ in range(2):
                stands = port.ReportEmergency(
                    emergency_id=called.emergency_id, version=1, state="shown", pixels_sha256="a" * 64
                )
                wall.ask(stands)
            await until(lambda: bool(confirmations(terminal)))

            said = confirmations(terminal)
            assert [(one.state, one.version, one.pixels_sha256) for one in said] == [("shown", 1, "a" * 64)]

    asyncio.run(flood())


def test_a_confirmation_waits_for_the_link_over_a_restart(cast: Cast) -> None:
    called = now_flood()

    async def without_link() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)
            is_flooded(terminal, called)
            await wall.hears(port.EmergencyChanged)
            wall.ask(port.ReportEmergency(emergency_id=called.emergency_id, version=1, state="shown"))
            await until(lambda: terminal.agent.features.wall.outbox.waiting == 1)

    async def with_link() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            await until(lambda: bool(confirmations(terminal)))
            await until(lambda: terminal.agent.features.wall.outbox.waiting == 0)

    asyncio.run(without_link())

    asyncio.run(with_link())


def test_a_wall_that_is_not_meant_says_so_and_shows_nothing(cast: Cast) -> None:
    async def flood() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.PlaylistChanged)

            is_flooded(terminal, now_flood(terminals=("t009",)))
            await until(lambda: bool(confirmations(terminal)))

            assert [one.state for one in confirmations(terminal)] == ["not_here"]
            assert not [event for event in wall.events if isinstance(event, port.EmergencyChanged)]

    asyncio.run(flood())


def test_mallory_s_emergency_is_dropped_without_its_words_in_the_log(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    async def flood() -> None:
        async with running(cast) as terminal:
            forged = signed(now_flood(headline="假消息"), mallory(), EMERGENCY_CONTEXT)
            terminal.link.hear(topics.topic(topics.EMERGENCY, LIUHE, "f" * 32), to_json(forged))
            await asyncio.sleep(0.05)

            assert terminal.agent.features.wall.emergencies.current().emergency is None

    asyncio.run(flood())

    assert "dropped a message" in caplog.text
    assert "假消息" not in caplog.text


def test_a_kiosk_may_not_watch_the_wall(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face("kiosk")
            kiosk.ask(port.WatchWall())
            assert (await kiosk.hears(port.Sorry)).reason == "bad_request"

    asyncio.run(visit())


def confirmations(terminal: Terminal) -> list[EmergencyShown]:
    device = terminal.cast.keys.device._private.public_key()
    said = [one for one in terminal.link.published if topics.parse(one.topic).row == topics.EMERGENCY_SHOWN]
    return [
        verified(from_json(one.payload, Signed), EmergencyShown, key=device, context=EMERGENCY_SHOWN_CONTEXT)
        for one in said
    ]


def test_an_emergency_lights_a_panel_that_is_off_at_once_and_only_so_long(cast: Cast) -> None:
    dark = WallSettings(terminal_id=T002, version=1, profile=WallProfile(on_minute=0, off_minute=1))
    tomorrow = system_ms() + 24 * HOUR_MS
    # a clock that stands before the code was installed is not believed
    noon_ms = tomorrow - tomorrow % (24 * HOUR_MS) + 12 * HOUR_MS

    async def night() -> None:
        async with running(cast, read_clock_ms=lambda: noon_ms) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.PlaylistChanged)
            hears(terminal, topics.WALL_SETTINGS, dark, context=WALL_CONTEXT)
            assert not (await wall.hears(port.PanelChanged)).on
            called = now_flood(issued_at_ms=noon_ms, expires_at_ms=noon_ms + HOUR_MS)
            is_flooded(terminal, called)
            assert (await wall.hears(port.PanelChanged)).on
            ended = now_flood(2, issued_at_ms=noon_ms, expires_at_ms=noon_ms + HOUR_MS, ended=True)
            is_flooded(terminal, ended)
            assert not (await wall.hears(port.PanelChanged)).on

    asyncio.run(night())


def test_the_county_hears_what_the_wall_made_of_its_settings(cast: Cast) -> None:
    good = WallSettings(terminal_id=T002, version=1, profile=WallProfile(on_minute=0, off_minute=0))
    wrong = WallSettings(terminal_id=T002, version=2, profile=WallProfile(canvas_width_px=10))

    async def day() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            hears(terminal, topics.WALL_SETTINGS, good, context=WALL_CONTEXT)
            await until(lambda: [(one.version, one.status) for one in reports(terminal)][-1:] == [(1, "working")])
            hears(terminal, topics.WALL_SETTINGS, wrong, context=WALL_CONTEXT)
            await until(lambda: reports(terminal)[-1].status == "refused")

            assert "canvas" in reports(terminal)[-1].why
            assert reports(terminal)[-1].version == 1

    asyncio.run(day())


def test_what_stands_on_the_wall_is_in_the_heartbeat_and_a_look_is_of_it(cast: Cast) -> None:
    page = Shown(
        village="东书村",
        notice_id="a" * 32,
        version=1,
        content_sha256="b" * 64,
        title="十月账目",
        kind="ledger",
        page=0,
        pages=1,
        pixels_sha256="c" * 64,
        readable_ms=0,
    )

    async def day() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.SharesTold)
            wall.ask(port.ReportPage(page=page))
            terminal.link.hear(topics.topic(topics.LOOK, T002, "d" * 32), to_json(Look(look_id="d" * 32)))
            asked = await wall.hears(port.LookAsked)
            png = b"\x89PNG\r\n\x1a\n..."
            wall.ask(port.AnswerLook(look_id=asked.look_id, pixels_sha256=page.pixels_sha256, png=png))
            await until(lambda: bool(said(terminal, topics.LOOKED)))

            device = terminal.cast.keys.device._private.public_key()
            envelope = from_json(said(terminal, topics.LOOKED)[0], Signed)
            looked = verified(envelope, Looked, key=device, context=LOOKED_CONTEXT)
            assert (looked.pixels_sha256, looked.png) == (page.pixels_sha256, png)
            states = [from_json(content, TerminalState) for content in said(terminal, topics.STATE)]
            assert states[-1].shown_sha256 == page.pixels_sha256

    asyncio.run(day())


def said(terminal: Terminal, row: topics.Row) -> list[bytes]:
    return [one.payload for one in terminal.link.published if topics.parse(one.topic).row == row]


def reports(terminal: Terminal) -> list[WallReport]:
    return [from_json(content, WallReport) for content in said(terminal, topics.WALL_REPORT)]


def test_a_cable_that_is_pulled_is_told_to_face_and_county_and_stands_in_the_proof(cast: Cast) -> None:
    connector = FakeConnector()

    async def evening() -> None:
        async with running(cast, panel=Devices(connector=connector)) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            await wall.hears(port.PlaylistChanged)
            await until(lambda: bool(reports(terminal)))

            connector.cable.pull()
            assert not (await wall.hears(port.PanelChanged)).on
            await until(lambda: (reports(terminal)[-1].panel_on, reports(terminal)[-1].why) == (False, "unplugged"))
            connector.cable.restore()
            assert (await wall.hears(port.PanelChanged)).on
            await until(lambda: (reports(terminal)[-1].panel_on, reports(terminal)[-1].why) == (True, ""))

    asyncio.run(evening())


def test_a_wall_whose_own_clock_is_three_hours_ahead_shows_a_fresh_emergency(cast: Cast) -> None:
    called = now_flood()

    async def evening() -> None:
        async with running(cast, read_clock_ms=lambda: system_ms() + 3 * HOUR_MS) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            assert (await wall.hears(port.EmergencyChanged)).emergency is None

            is_flooded(terminal, called)

            assert (await wall.hears(port.EmergencyChanged)).emergency == called

    asyncio.run(evening())


def test_the_county_counts_what_cannot_be_read_only_as_long_as_it_is_published(cast: Cast) -> None:
    ledger = notice("十月账目")
    word = port.ReportRefused(notice_id=ledger.notice_id, version=1, village=ledger.village, why="too_small")

    def lists(terminal: Terminal, serial: int, *notices: Notice) -> None:
        terminal.link.hear(topics.topic(topics.INDEX, LIUHE), to_json(index(serial, *notices, signer=cast.county)))

    async def evening() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            wall = await watching(terminal)
            terminal.link.hear(
                topics.topic(topics.NOTICE, LIUHE, ledger.notice_id), to_json(publish(ledger, cast.county))
            )
            lists(terminal, 1, ledger)
            wall.ask(port.WatchNotices())
            assert len((await wall.hears(port.NoticesChanged)).notices) == 1

            wall.ask(word)
            await until(lambda: bool(reports(terminal)) and reports(terminal)[-1].refused_pages == 1)
            lists(terminal, 2)
            await until(lambda: reports(terminal)[-1].refused_pages == 0)

    asyncio.run(evening())
