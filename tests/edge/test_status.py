"""What faces and county are told while the terminal lives."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.edge.cast import Cast, index, make_cast, notice, publish, until
from tests.edge.terminal import Terminal, running, send
from wire import port, topics
from wire.codec import from_json, to_json
from wire.fleet.state import TerminalState


def visit(cast: Cast, story: Callable[[Terminal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with running(cast) as terminal:
            await story(terminal)

    asyncio.run(run())


def states(terminal: Terminal) -> list[TerminalState]:
    topic = topics.topic(topics.STATE, "t001")
    return [from_json(one.payload, TerminalState) for one in terminal.link.published if one.topic == topic]


def test_faces_hear_when_the_link_comes_and_goes(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        kiosk, wall = await terminal.face(), await terminal.face("wall")

        terminal.connect()
        assert (await kiosk.hears(port.EdgeStatus)).link_up
        assert (await wall.hears(port.EdgeStatus)).link_up
        terminal.link.cut()

        assert not (await kiosk.hears(port.EdgeStatus)).link_up

    visit(cast, story)


def test_the_camera_s_state_reaches_the_kiosk(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        kiosk = await terminal.face()
        kiosk.ask(port.StartPreview())
        await kiosk.hears(port.PreviewStarted)
        kiosk.ask(port.StopPreview())

        terminal.studio.has_camera = False
        kiosk.ask(port.StartPreview())

        assert (await kiosk.hears(port.Sorry)).reason == "no_camera"
        assert terminal.agent.status().camera == "missing"

    visit(cast, story)


def test_who_watches_notices_hears_them_now_and_when_they_change(cast: Cast) -> None:
    accounts = notice("十月账目")

    async def story(terminal: Terminal) -> None:
        wall = await terminal.face("wall")
        wall.ask(port.WatchNotices())
        assert (await wall.hears(port.NoticesChanged)).notices == []

        terminal.connect()
        terminal.link.hear(
            topics.topic(topics.NOTICE, "liuhe", accounts.notice_id), to_json(publish(accounts, cast.county))
        )
        terminal.link.hear(topics.topic(topics.INDEX, "liuhe"), to_json(index(4, accounts, signer=cast.county)))

        changed = await wall.hears(port.NoticesChanged)
        assert (changed.serial, changed.notices) == (4, [accounts])

    visit(cast, story)


def test_the_county_is_told_of_birth_face_and_what_is_shown(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        wall = await terminal.face("wall")
        wall.ask(port.ReportShown(shown_sha256="ab" * 32))

        await until(lambda: any(state.shown_sha256 for state in states(terminal)))
        state = states(terminal)[-1]
        assert (state.online, state.birth, state.face_connected) == (True, 1, True)
        assert all(one.retain for one in terminal.link.published if one.topic.endswith("/state"))

        await wall.leave()
        await until(lambda: not states(terminal)[-1].face_connected)
        assert states(terminal)[-1].shown_sha256 == ""

    visit(cast, story)


def test_the_will_is_the_broker_s_to_publish(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        assert terminal.link.dial.will is not None
        topic, payload = terminal.link.dial.will

        assert topic == topics.topic(topics.STATE, "t001")
        assert not from_json(payload, TerminalState).online
        assert terminal.bulk.dial.will is None

    visit(cast, story)


def test_upload_progress_ends_with_all_of_it(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.studio.segment_bytes = [200_000] * 5
        terminal.connect()
        kiosk = await terminal.face()
        await send(kiosk)
        await terminal.county_answers()
        await until(lambda: any(isinstance(event, port.Receipted) for event in kiosk.events))

        progress = [event for event in kiosk.events if isinstance(event, port.UploadProgress)]

        assert progress[-1].arrived_bytes == progress[-1].total_bytes > 1_000_000

    visit(cast, story)


@pytest.mark.parametrize(("not_after_ms", "alarms"), [(1, 1), (0, 0), (1 << 45, 0)])
def test_a_key_whose_time_has_run_out_is_told_and_used_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, not_after_ms: int, alarms: int
) -> None:
    cast = make_cast(tmp_path, not_after_ms=not_after_ms)

    async def story(terminal: Terminal) -> None:
        terminal.connect()
        await send(await terminal.face())
        await terminal.county_answers()
        assert len(terminal.county.finished) == 1

    visit(cast, story)

    assert caplog.text.count("has run out") == alarms
