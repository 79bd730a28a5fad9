"""A picture of a notice comes in pieces, is told when it is whole, and is fetched again when it goes bad."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from edge.wall.media import media as media_module
from tests.edge.cast import LIUHE, Cast, index, make_wall_cast, notice, publish, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from wire import port, topics
from wire.affairs.notice import Notice
from wire.affairs.piece import Piece
from wire.codec import to_json, to_msgpack
from wire.content import Media, Picture

BODY = bytes(range(256)) * 300
CUT = 20_000
PIECES = [BODY[at : at + CUT] for at in range(0, len(BODY), CUT)]


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def pictured(body: bytes = BODY, pieces: list[bytes] = PIECES) -> Media:
    return Media(
        sha256=sha(body),
        length=len(body),
        media_type="image/png",
        pieces=[sha(piece) for piece in pieces],
        width=640,
        height=480,
    )


def with_picture(media: Media, *, published_at_ms: int = 10) -> Notice:
    plain = notice("新修的水渠", published_at_ms=published_at_ms)
    return msgspec.structs.replace(plain, content=(Picture(media=media),))


class Broker:
    """Gives a retained piece to whoever listens to its topic."""

    def __init__(self, terminal: Terminal, pieces: list[bytes] = PIECES) -> None:
        self.terminal = terminal
        self.retained = {topics.topic(topics.PIECE, LIUHE, sha(piece)): piece for piece in pieces}
        self.given: list[str] = []

    async def serve(self) -> None:
        while True:
            for topic in sorted(self.terminal.bulk.watched):
                if topic in self.retained:
                    self.terminal.bulk.watched.discard(topic)
                    self.given.append(topic)
                    self.terminal.bulk.hear(topic, to_msgpack(Piece(body=self.retained[topic])))
            await asyncio.sleep(0.005)


@asynccontextmanager
async def serving(broker: Broker) -> AsyncIterator[Broker]:
    task = asyncio.create_task(broker.serve())
    try:
        yield broker
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def watching(terminal: Terminal) -> FaceOnWire:
    wall = await terminal.face("wall")
    wall.ask(port.WatchWall())
    await wall.hears(port.PlaylistChanged)
    return wall


async def told_of(wall: FaceOnWire, body: bytes) -> None:
    """A face that has just come is told of this file, now or soon."""
    wall.ask(port.WatchWall())
    await told_of_file(wall, sha(body))


async def told_of_file(wall: FaceOnWire, sha256: str) -> None:
    await wall.waits_for(port.MediaKept, lambda kept: sha256 in kept.paths)


def publishes(terminal: Terminal, serial: int, *notices: Notice) -> None:
    for one in notices:
        envelope = publish(one, terminal.cast.county)
        terminal.link.hear(topics.topic(topics.NOTICE, LIUHE, one.notice_id), to_json(envelope))
    listed = index(serial, *notices, signer=terminal.cast.county, published_at_ms=10 * serial)
    terminal.link.hear(topics.topic(topics.INDEX, LIUHE), to_json(listed))


def on_disk(kept: port.MediaKept, body: bytes) -> bool:
    return Path(kept.paths[sha(body)]).read_bytes() == body


def rot(kept: port.MediaKept, body: bytes) -> None:
    Path(kept.paths[sha(body)]).write_bytes(b"bit rot")


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


def test_a_picture_comes_piece_by_piece_and_is_there_after_a_restart_without_a_link(cast: Cast) -> None:
    shown = with_picture(pictured())

    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)) as broker:
            terminal.connect()
            wall = await watching(terminal)
            publishes(terminal, 1, shown)
            kept = await wall.hears(port.MediaKept)
            assert on_disk(kept, BODY)
            assert len(broker.given) == len(PIECES)
            await until(lambda: not list((cast.home / "wall" / "media" / "pieces").iterdir()))

    async def night() -> None:
        async with running(cast) as terminal:
            await told_of(await terminal.face("wall"), BODY)

    asyncio.run(day())

    asyncio.run(night())


def test_what_was_half_fetched_is_fetched_to_its_end_only(cast: Cast) -> None:
    shown = with_picture(pictured())

    async def first() -> None:
        async with running(cast) as terminal, serving(Broker(terminal, PIECES[:2])):
            terminal.connect()
            publishes(terminal, 1, shown)
            pieces = cast.home / "wall" / "media" / "pieces"
            await until(lambda: pieces.is_dir() and len(list(pieces.iterdir())) == 2)

    async def second() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)) as broker:
            terminal.connect()
            await told_of(await terminal.face("wall"), BODY)
            assert len(broker.given) == len(PIECES) - 2

    asyncio.run(first())

    asyncio.run(second())


def test_forged_and_unwanted_pieces_are_not_kept(cast: Cast) -> None:
    async def day() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            publishes(terminal, 1, with_picture(pictured()))
            await until(lambda: bool(terminal.bulk.watched))
            wanted = topics.topic(topics.PIECE, LIUHE, sha(PIECES[0]))
            unwanted = topics.topic(topics.PIECE, LIUHE, sha(b"other"))
            for topic, body in ((wanted, b"forged"), (unwanted, b"other")):
                terminal.bulk.hear(topic, to_msgpack(Piece(body=body)))
            for junk in (b"", b"\xc1", b"\x81", to_msgpack(Piece(body=b"x"))[:-1]):
                terminal.bulk.hear(wanted, junk)
            await asyncio.sleep(0.1)

            assert list((cast.home / "wall" / "media" / "pieces").iterdir()) == []

    asyncio.run(day())


def test_pieces_that_make_another_file_are_never_told(cast: Cast) -> None:
    lying = with_picture(
        Media(sha256="0" * 64, length=9, media_type="image/png", pieces=[sha(PIECES[0])], width=1, height=1)
    )

    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)) as broker:
            terminal.connect()
            wall = await watching(terminal)
            publishes(terminal, 1, lying)
            await until(lambda: bool(broker.given))
            await asyncio.sleep(0.1)

            assert not [event for event in wall.events if isinstance(event, port.MediaKept)]
            assert list((cast.home / "wall" / "media" / "files").iterdir()) == []

    asyncio.run(day())


def test_a_file_that_goes_bad_at_rest_is_taken_down_and_fetched_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_module, "SCRUB_MS", 0)

    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)):
            terminal.connect()
            wall = await watching(terminal)
            publishes(terminal, 1, with_picture(pictured()))
            kept = await wall.hears(port.MediaKept)

            rot(kept, BODY)
            assert (await wall.hears(port.MediaKept)).paths == {}
            again = await wall.hears(port.MediaKept)

            assert on_disk(again, BODY)

    asyncio.run(day())


def test_a_file_that_went_bad_while_the_power_was_off_is_never_told(cast: Cast) -> None:
    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)):
            terminal.connect()
            wall = await watching(terminal)
            publishes(terminal, 1, with_picture(pictured()))
            await wall.hears(port.MediaKept)

    async def after() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)
            await asyncio.sleep(0.2)
            told = [event.paths for event in wall.events if isinstance(event, port.MediaKept)]
            assert all(paths == {} for paths in told)

    asyncio.run(day())
    (cast.home / "wall" / "media" / "files" / sha(BODY)).write_bytes(b"bit rot")

    asyncio.run(after())


def test_what_is_withdrawn_is_told_no_more_and_comes_back_from_the_disk(cast: Cast) -> None:
    shown, plain = with_picture(pictured()), notice("停水通知", published_at_ms=20)
    again = with_picture(pictured(), published_at_ms=30)

    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal)) as broker:
            terminal.connect()
            wall = await watching(terminal)
            publishes(terminal, 1, shown)
            await wall.hears(port.MediaKept)
            publishes(terminal, 2, plain)
            assert (await wall.hears(port.MediaKept)).paths == {}
            publishes(terminal, 3, again)
            assert list((await wall.hears(port.MediaKept)).paths) == [sha(BODY)]
            assert len(broker.given) == len(PIECES)

    asyncio.run(day())


def test_what_nothing_refers_to_goes_when_it_is_too_much(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_module, "LOOSE_BYTES", 3 * CUT)
    other = b"other" * 4000

    async def day() -> None:
        async with running(cast) as terminal, serving(Broker(terminal, [*PIECES, other])):
            terminal.connect()
            wall = await watching(terminal)
            for serial, media in enumerate((pictured(), pictured(other, [other])), 1):
                publishes(terminal, serial, with_picture(media, published_at_ms=10 * serial))
                await told_of_file(wall, media.sha256)
            files = cast.home / "wall" / "media" / "files"
            await until(lambda: {path.name for path in files.iterdir()} == {sha(other)})

    asyncio.run(day())
