"""Which film is heard on a terminal: the face's, where there is a loudspeaker, and only while nothing is dearer."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.walls.dated import DatedSpeaker
from bench.walls.film import Flashes, beeps_in, make_flashes
from edge.fleet.clock import system_ms
from edge.wall.panel.panel import Devices
from edge.wall.proof.proving import WALL_FOLDER
from hardware.speaker_fake import FakeSpeaker
from tests.edge.cast import LIUHE, T002, Cast, make_wall_cast, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.wall.yard import HOUR_MS, emergency
from wire import port, topics
from wire.affairs.notice import Notice
from wire.codec import to_json
from wire.content import Media, Video
from wire.ids import CallId, NoticeId, new_id
from wire.record import Record
from wire.seal.signed import signed
from wire.wall.emergency import EMERGENCY_CONTEXT
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings

BEEPS = (0.6, 0.9)
ALL_DAY = WallProfile(on_minute=0, off_minute=0, loudspeaker=True)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    flashes = Flashes(BEEPS, length_s=8.0, fps=5)
    return make_flashes(tmp_path_factory.mktemp("film") / "film.mp4", flashes).read_bytes()


@dataclass
class Evening:
    """A wall that keeps a film, and its loudspeaker."""

    terminal: Terminal
    wall: FaceOnWire
    speaker: DatedSpeaker
    sha256: str

    def plays(self, *, in_s: float = 0.0) -> float:
        """When the film begins."""
        began_ms = round((time.monotonic() + in_s) * 1000)
        self.wall.ask(port.PlaySound(film_sha256=self.sha256, began_ms=began_ms))
        return began_ms / 1000

    def hears(self, row: topics.Row, record: Record, *, context: str, subject_id: str = "") -> None:
        owner = T002 if row.direction == "down" else LIUHE
        envelope = signed(record, self.terminal.cast.county, context)
        self.terminal.link.hear(topics.topic(row, owner, subject_id), to_json(envelope))

    def hangs(self, version: int, profile: WallProfile) -> None:
        settings = WallSettings(terminal_id=T002, version=version, profile=profile)
        self.hears(topics.WALL_SETTINGS, settings, context=WALL_CONTEXT)

    def is_flooded(self) -> None:
        now_ms = system_ms()
        called = emergency(issued_at_ms=now_ms, expires_at_ms=now_ms + HOUR_MS)
        self.hears(topics.EMERGENCY, called, context=EMERGENCY_CONTEXT, subject_id=called.emergency_id)

    def is_dark(self) -> None:
        minute = (system_ms() // 60_000 + 12 * 60) % 1439
        self.hangs(2, WallProfile(on_minute=minute, off_minute=minute + 1, loudspeaker=True))

    def loses_its_loudspeaker(self) -> None:
        self.hangs(2, WallProfile(on_minute=0, off_minute=0))

    def is_spoken_at(self) -> None:
        self.terminal.speech.say(port.Say(say_id="s", prompts=["welcome"]))

    async def falls_silent(self) -> bool:
        """Whether nothing more is written to the speaker."""
        for _ in range(80):
            before = len(self.speaker.heard)
            await asyncio.sleep(0.05)
            if len(self.speaker.heard) == before:
                return True
        return False


@asynccontextmanager
async def evening(cast: Cast, film: bytes, *, profile: WallProfile = ALL_DAY) -> AsyncIterator[Evening]:
    speaker, sha256 = DatedSpeaker(FakeSpeaker()), hashlib.sha256(film).hexdigest()
    async with running(cast, panel=Devices(loudspeaker=speaker)) as terminal:
        (cast.home / WALL_FOLDER / "media" / "files" / sha256).write_bytes(film)
        kept = terminal.agent.features.wall
        # before it looks at its disk for the first time: it looks again only after a second
        kept.notices_changed([_notice(film, sha256)])
        terminal.connect()
        wall = await terminal.face("wall")
        wall.ask(port.WatchWall())
        await wall.hears(port.SharesTold)
        made = Evening(terminal, wall, speaker, sha256)
        made.hangs(1, profile)
        assert (await wall.hears(port.WallSet)).profile == profile
        await until(lambda: bool(kept.media.current().paths))
        yield made


def _notice(film: bytes, sha256: str) -> Notice:
    media = Media(
        sha256=sha256,
        length=len(film),
        media_type="video/mp4",
        pieces=[sha256],
        width=64,
        height=32,
        length_ms=8000,
    )
    return Notice(
        notice_id=NoticeId("a" * 32),
        version=1,
        site=LIUHE,
        village="柳河村",
        title="防汛",
        period="",
        body="",
        content=(Video(media=media),),
        as_of="2026-11-01",
        published_at_ms=1,
    )


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


def test_a_film_is_heard_in_step_until_the_face_says_that_it_has_gone(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            began_s = wall.plays()
            await until(lambda: len(beeps_in(bytes(wall.speaker.heard))) == len(BEEPS))
            wall.wall.ask(port.StopSound())

            assert await wall.falls_silent()
            heard = [at_s - began_s for at_s in wall.speaker.beeps_s()]
            assert heard == pytest.approx(BEEPS, abs=0.06)

    asyncio.run(shown())


@pytest.mark.parametrize(
    "happens",
    [Evening.is_flooded, Evening.is_dark, Evening.loses_its_loudspeaker, Evening.is_spoken_at],
    ids=["an emergency", "a dark panel", "no loudspeaker any more", "a voice"],
)
def test_what_is_dearer_than_a_film_silences_it_and_the_next(
    cast: Cast, film: bytes, happens: Callable[[Evening], None]
) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            wall.plays()
            await until(lambda: len(wall.speaker.heard) > 0)

            happens(wall)
            assert await wall.falls_silent()
            written = len(wall.speaker.heard)
            wall.plays(in_s=-0.1)
            await asyncio.sleep(0.1)

            assert len(wall.speaker.heard) == written

    asyncio.run(shown())


def test_a_villager_who_calls_an_officer_is_not_disturbed_by_a_film(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            kiosk, call_id = await wall.terminal.face("kiosk"), CallId(new_id())
            wall.plays()
            await until(lambda: len(wall.speaker.heard) > 0)

            kiosk.ask(port.StartCall(call_id=call_id))
            await kiosk.hears(port.PreviewStarted)
            assert await wall.falls_silent()
            written = len(wall.speaker.heard)
            wall.plays(in_s=-0.1)
            assert (await wall.wall.hears(port.Sorry)).reason == "busy"
            kiosk.ask(port.EndCall(call_id=call_id))
            await kiosk.hears(port.CallEnded)
            assert len(wall.speaker.heard) == written
            wall.plays(in_s=-0.1)

            await until(lambda: len(wall.speaker.heard) > written)

    asyncio.run(shown())


def test_a_face_that_is_gone_leaves_silence(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            wall.plays()
            await until(lambda: len(wall.speaker.heard) > 0)

            await wall.wall.leave()

            assert await wall.falls_silent()

    asyncio.run(shown())


def test_a_face_that_takes_another_s_place_begins_in_silence_and_is_heard(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            wall.plays()
            await until(lambda: len(wall.speaker.heard) > 0)

            wall.wall = await wall.terminal.face("wall")
            wall.wall.ask(port.WatchWall())
            assert await wall.falls_silent()
            written = len(wall.speaker.heard)
            wall.plays(in_s=-0.3)

            await until(lambda: len(wall.speaker.heard) > written)

    asyncio.run(shown())


def test_the_same_word_again_changes_nothing(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            began_s = wall.plays()
            await until(lambda: len(wall.speaker.heard) > 0)
            playing = wall.terminal.agent.features.wall.films._playing

            wall.wall.ask(port.PlaySound(film_sha256=wall.sha256, began_ms=round(began_s * 1000)))
            await asyncio.sleep(0.1)

            assert wall.terminal.agent.features.wall.films._playing is playing

    asyncio.run(shown())


def test_a_wall_without_a_loudspeaker_and_a_file_that_is_not_kept_are_silent(
    cast: Cast, film: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def shown() -> None:
        mute = WallProfile(on_minute=0, off_minute=0)
        async with evening(cast, film, profile=mute) as wall:
            wall.plays()
            await until(lambda: "no loudspeaker" in caplog.text)
            wall.hangs(2, ALL_DAY)
            await wall.wall.hears(port.WallSet)
            wall.wall.ask(port.PlaySound(film_sha256="0" * 64, began_ms=0))
            await until(lambda: "not kept here" in caplog.text)

            assert wall.speaker.heard == b""

    with caplog.at_level("INFO"):
        asyncio.run(shown())


def test_a_kiosk_plays_no_films(cast: Cast, film: bytes) -> None:
    async def shown() -> None:
        async with evening(cast, film) as wall:
            kiosk = await wall.terminal.face("kiosk")
            kiosk.ask(port.PlaySound(film_sha256=wall.sha256, began_ms=0))

            assert (await kiosk.hears(port.Sorry)).reason == "bad_request"
            assert wall.speaker.heard == b""

    asyncio.run(shown())
