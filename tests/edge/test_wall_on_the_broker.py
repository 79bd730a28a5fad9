"""A wall's edge with its real links at Debian's broker: what the county retained is there, pictures and all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from county.fleet.broker import Broker
from edge.agent import Agent
from edge.assembly import Equipment, assemble
from edge.equipment import Mute, Unprinted
from edge.link import Heard, LinkUp, Taken
from edge.petition.studio_fake import FakeStudio
from edge.store.place import Place
from tests.edge.cast import LIUHE, T002, Cast, QuickKeys, index, make_wall_cast, publish, until
from tests.edge.terminal import FaceOnWire, meet
from tests.edge.test_link import Line, county_of
from tests.edge.wall.test_media import BODY, PIECES, on_disk, pictured, sha, with_picture
from tests.edge.wall.test_wall_face import now_flood
from wire import port, topics
from wire.affairs.piece import Piece
from wire.codec import to_json, to_msgpack
from wire.seal.signed import signed
from wire.terminal_config import TerminalConfig
from wire.wall.emergency import EMERGENCY_CONTEXT

pytestmark = pytest.mark.broker


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


@asynccontextmanager
async def county(cast: Cast, broker: Broker, folder: Path) -> AsyncIterator[Line]:
    confirmations = (topics.pattern(topics.EMERGENCY_SHOWN, T002), topics.pattern(topics.WALL_REPORT, T002))
    line = Line(replace(county_of(cast, folder, broker.port), subscriptions=confirmations))
    line.link.start()
    await line.sees(LinkUp)
    try:
        yield line
    finally:
        await asyncio.to_thread(line.link.stop)


@asynccontextmanager
async def the_wall(cast: Cast, broker: Broker) -> AsyncIterator[FaceOnWire]:
    here = replace(cast, config=_at(cast.config, broker.port))
    place = Place.take(here.home, here.config, here.keys)
    equipment = Equipment(
        make_studio=lambda path, post: FakeStudio(post, picture_path=path),
        make_speech=Mute,
        make_printing=Unprinted,
        derive=QuickKeys(),
    )
    agent: Agent = assemble(place, equipment)
    await agent.start()
    face = await meet(here.home, "wall")
    try:
        yield face
    finally:
        await face.leave()
        await agent.stop()
        place.leave()


def _at(config: TerminalConfig, number: int) -> TerminalConfig:
    return msgspec.structs.replace(config, link=msgspec.structs.replace(config.link, port=number))


def test_what_was_retained_is_there_at_once_and_an_emergency_is_confirmed(cast: Cast, tmp_path: Path) -> None:
    shown = with_picture(pictured())
    called = now_flood()

    async def story(broker: Broker) -> None:
        async with county(cast, broker, tmp_path) as line:
            retained = {
                topics.topic(topics.NOTICE, LIUHE, shown.notice_id): to_json(publish(shown, cast.county)),
                topics.topic(topics.INDEX, LIUHE): to_json(index(1, shown, signer=cast.county)),
                **{topics.topic(topics.PIECE, LIUHE, sha(piece)): to_msgpack(Piece(body=piece)) for piece in PIECES},
            }
            for topic, payload in retained.items():
                assert line.link.publish(topic, payload, retain=True)
            await line.sees(Taken, times=len(retained))
            async with the_wall(cast, broker) as wall:
                wall.ask(port.WatchWall())
                kept = await wall.waits_for(port.MediaKept, lambda kept: bool(kept.paths))
                envelope = signed(called, cast.county, EMERGENCY_CONTEXT)
                line.link.publish(topics.topic(topics.EMERGENCY, LIUHE, called.emergency_id), to_json(envelope))
                assert (await wall.hears(port.EmergencyChanged)).emergency == called
                wall.ask(port.ReportEmergency(emergency_id=called.emergency_id, version=1, state="shown"))
                await until(lambda: any("emergency_shown" in heard.topic for heard in line.of(Heard)))

                assert on_disk(kept, BODY)
                assert any("report" in heard.topic for heard in line.of(Heard))

    broker = Broker(tmp_path / "broker", cast.authority, terminals=[T002])
    broker.start()
    try:
        asyncio.run(story(broker))
    finally:
        broker.stop()
