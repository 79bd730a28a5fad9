"""What the county carries to a wall by hand works like what it sends; what comes back is the proof."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from edge.fleet.clock import system_ms
from edge.wall.sticks import sticks as sticks_module
from tests.edge.cast import LIUHE, T002, Cast, index, make_wall_cast, mallory, notice, publish, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.wall.test_media import BODY, PIECES, pictured, sha, told_of, with_picture
from tests.edge.wall.yard import HOUR_MS, emergency
from wire import port
from wire.affairs.piece import Piece
from wire.codec import to_json
from wire.record import Record
from wire.seal.signed import Signer, signed
from wire.terminal_config import WallSection
from wire.wall.emergency import EMERGENCY_CONTEXT, Emergency
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks_module, "LOOK_S", 0.05)


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def cast(tmp_path: Path, media: Path) -> Cast:
    return make_wall_cast(tmp_path, wall=WallSection(sticks=str(media)))


def flood(**said: Any) -> Emergency:
    now_ms = system_ms()
    return emergency(1, issued_at_ms=now_ms, expires_at_ms=now_ms + HOUR_MS, **said)


def put_in(media: Path, *words: Record) -> Path:
    """Written elsewhere first: a stick is there all at once."""
    stick = media.parent / "stick" / "zhitong"
    stick.mkdir(parents=True)
    for number, word in enumerate(words):
        (stick / f"{number:04}.json").write_bytes(to_json(word))
    return stick.parent.rename(media / "usb0")


async def watching(terminal: Terminal) -> FaceOnWire:
    wall = await terminal.face("wall")
    wall.ask(port.WatchWall())
    await wall.hears(port.PlaylistChanged)
    return wall


def by(signer: Signer, record: Record, context: str) -> Record:
    return signed(record, signer, context)


def test_a_stick_brings_everything_to_a_wall_that_never_had_a_link(cast: Cast, media: Path) -> None:
    shown = with_picture(pictured(), published_at_ms=1_700_000_000_000)
    listed = index(1, shown, signer=cast.county, published_at_ms=1_700_000_000_000)
    settings = WallSettings(terminal_id=T002, version=4, profile=WallProfile(width_px=512, height_px=256))
    playlist = Playlist(site=LIUHE, serial=1, published_at_ms=1, villages=("东书村",))
    called = flood()

    async def visit() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)
            wall.ask(port.WatchNotices())
            await wall.hears(port.NoticesChanged)
            put_in(
                media,
                *(Piece(body=piece) for piece in PIECES),
                publish(shown, cast.county),
                listed,
                by(cast.county, settings, WALL_CONTEXT),
                by(cast.county, playlist, PLAYLIST_CONTEXT),
                by(cast.county, called, EMERGENCY_CONTEXT),
            )

            notices = await wall.hears(port.NoticesChanged)
            assert [one.title for one in notices.notices] == [shown.title]
            assert notices.checked_at_ms == 1_700_000_000_000
            await told_of(wall, BODY)
            kept = terminal.agent.features.wall
            assert kept.emergencies.current().emergency == called
            assert kept.settings.version == 4
            assert kept.playlist.current().playlist == playlist

    asyncio.run(visit())


def test_what_mallory_put_on_a_stick_changes_nothing(cast: Cast, media: Path, caplog: pytest.LogCaptureFixture) -> None:
    lie = notice("假通知")
    false = flood(headline="假消息")

    async def visit() -> None:
        async with running(cast) as terminal:
            wall = await watching(terminal)
            stick = put_in(
                media,
                by(mallory(), false, EMERGENCY_CONTEXT),
                publish(lie, mallory()),
                index(1, lie, signer=mallory()),
                by(mallory(), WallSettings(terminal_id=T002, version=9, profile=WallProfile()), WALL_CONTEXT),
                by(cast.county, false, "proof-root/v1"),
            )
            (stick / "zhitong" / "junk.json").write_bytes(b"\xff" * 1000)
            report = stick / "zhitong" / "out" / "t002-read.txt"
            await until(report.exists)

            kept = terminal.agent.features
            assert kept.affairs.current().notices == []
            assert (kept.wall.settings.version, kept.wall.emergencies.current().emergency) == (0, None)
            assert not [event for event in wall.events if isinstance(event, port.EmergencyChanged)]
            assert report.read_text().startswith("taken 0, unreadable")

    asyncio.run(visit())

    assert "假消息" not in caplog.text


def test_the_proof_goes_out_on_the_stick_each_time_it_is_put_in(cast: Cast, media: Path) -> None:
    async def visit() -> None:
        async with running(cast):
            stick = put_in(media)
            log = stick / "zhitong" / "out" / "t002-proof.jsonl"
            await until(log.exists)
            first = [json.loads(line) for line in log.read_bytes().splitlines()]
            log.unlink()
            stick.rename(media.parent / "taken out")
            await asyncio.sleep(0.2)
            (media.parent / "taken out").rename(stick)
            await until(log.exists)

            assert first[0]["terminal_id"] == T002

    asyncio.run(visit())


def test_a_stick_that_takes_nothing_is_heard_once_and_let_alone(
    cast: Cast, media: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    pulled = media.parent / "pulled" / "media"
    pulled.mkdir(parents=True)
    out = put_in(pulled, by(cast.county, flood(), EMERGENCY_CONTEXT)) / "zhitong" / "out"
    out.write_bytes(b"no folder")

    async def visit() -> None:
        async with running(cast) as terminal:
            (pulled / "usb0").rename(media / "usb0")
            await until(lambda: terminal.agent.features.wall.emergencies.current().emergency is not None)
            await asyncio.sleep(0.4)

    asyncio.run(visit())
    assert caplog.text.count("a stick was read: 1 taken") == 1
    assert caplog.text.count("takes nothing") == 1


def test_a_stick_that_is_pulled_out_in_the_middle_is_no_harm(cast: Cast, media: Path) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            stick = put_in(media, *(Piece(body=b"%d" % number) for number in range(200)))
            await asyncio.sleep(0.1)
            stick.rename(media.parent / "pulled")
            await asyncio.sleep(0.2)

            put_in(media, by(cast.county, flood(), EMERGENCY_CONTEXT)) if not stick.exists() else None
            await until(lambda: terminal.agent.features.wall.emergencies.current().emergency is not None)

    asyncio.run(visit())


def test_pieces_that_no_notice_wants_are_kept_within_bounds(
    cast: Cast, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.wall.media.media.LOOSE_BYTES", 3000)

    async def visit() -> None:
        async with running(cast):
            stick = put_in(media, *(Piece(body=bytes([number]) * 1000) for number in range(9)))
            await until((stick / "zhitong" / "out" / "t002-read.txt").exists)

            assert len(list((cast.home / "wall" / "media" / "pieces").iterdir())) == 3

    asyncio.run(visit())


def test_an_old_index_on_a_stick_makes_nothing_look_fresh(cast: Cast, media: Path) -> None:
    shown = notice("十月账目", published_at_ms=10)
    listed = index(1, shown, signer=cast.county, published_at_ms=10)

    async def visit() -> None:
        async with running(cast) as terminal:
            stick = put_in(media, publish(shown, cast.county), listed)
            await until((stick / "zhitong" / "out" / "t002-read.txt").exists)

            assert terminal.agent.features.affairs.checked_at_ms == 10
            assert sha(BODY) not in terminal.agent.features.wall.media.current().paths

    asyncio.run(visit())


def test_without_a_folder_in_the_settings_no_stick_is_looked_at(tmp_path: Path, media: Path) -> None:
    cast = make_wall_cast(tmp_path)

    async def visit() -> None:
        async with running(cast) as terminal:
            stick = put_in(media, by(cast.county, flood(), EMERGENCY_CONTEXT))
            await asyncio.sleep(0.2)

            assert not (stick / "zhitong" / "out").exists()
            assert terminal.agent.features.wall.emergencies.current().emergency is None

    asyncio.run(visit())
