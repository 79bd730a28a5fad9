"""What the edge is told of a film's sound: what, since when, again when it forgot, and the end of it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.walls.film import Flashes, make_film, make_flashes
from kiosk.render.bitmap import Bitmap
from kiosk.wall.film import Film
from kiosk.wall.playing import Playing
from kiosk.wall.scene import Reel
from kiosk.wall.soundtrack import Soundtrack
from wire.port import PlaySound, StopSound
from wire.port_wall import SOUND_LEAD_MS
from wire.record import Record
from wire.wall.profile import Rectangle, WallProfile

LOUD, MUTE = WallProfile(loudspeaker=True), WallProfile()
SIZE = (64, 32)
MakeReel = Callable[[Path], Reel]


@pytest.fixture
def opened() -> Iterator[MakeReel]:
    films = []

    def reel(path: Path) -> Reel:
        film = Film(path, SIZE)
        films.append(film)
        first = film.first(5)
        assert first is not None
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return Reel(film, Rectangle(width=SIZE[0], height=SIZE[1]), sha256, first.bitmap)

    yield reel
    for film in films:
        film.stop()


@pytest.fixture
def sounding(tmp_path: Path) -> Path:
    return make_flashes(tmp_path / "film.mp4", Flashes((0.1,), length_s=0.4))


def soundtrack(profile: WallProfile) -> tuple[Soundtrack, list[Record]]:
    told: list[Record] = []
    made = Soundtrack(told.append)
    made.hangs(profile)
    return made, told


def test_a_film_stands_on_its_first_frame_until_its_sound_can_be_there(opened: MakeReel, sounding: Path) -> None:
    track, told = soundtrack(LOUD)
    reel = opened(sounding)

    playing = Playing(reel, track.begins(reel, 1000))

    began_ms = 1000 + SOUND_LEAD_MS
    assert told == [PlaySound(film_sha256=reel.sha256, began_ms=began_ms)]
    assert playing.due(began_ms - 1) is None
    assert isinstance(playing.due(began_ms), Bitmap)


def test_where_there_is_no_loudspeaker_or_no_sound_nothing_waits_and_nothing_is_told(
    opened: MakeReel, sounding: Path, tmp_path: Path
) -> None:
    mute_wall, told_there = soundtrack(MUTE)
    loud_wall, told_here = soundtrack(LOUD)
    silent = make_film(tmp_path / "silent.mp4")

    assert mute_wall.begins(opened(sounding), 1000) == 1000
    assert loud_wall.begins(opened(silent), 1000) == 1000
    for track in (mute_wall, loud_wall):
        track.again()
        track.ends()

    assert told_there == told_here == []


def test_an_edge_that_forgot_is_told_the_same_again(opened: MakeReel, sounding: Path) -> None:
    track, told = soundtrack(LOUD)
    track.begins(opened(sounding), 1000)

    track.again(may_be_heard=False)
    track.again()

    assert len(told) == 2
    assert told[0] == told[1]


def test_the_end_is_told_once(opened: MakeReel, sounding: Path) -> None:
    track, told = soundtrack(LOUD)
    track.begins(opened(sounding), 1000)

    track.ends()
    track.ends()
    track.again()

    assert [type(one) for one in told] == [PlaySound, StopSound]


def test_a_loudspeaker_that_is_taken_away_is_silent(opened: MakeReel, sounding: Path) -> None:
    track, told = soundtrack(LOUD)
    track.begins(opened(sounding), 1000)

    track.hangs(MUTE)

    assert told[-1] == StopSound()
