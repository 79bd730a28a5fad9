"""The villager's clip: the same every time, in step with itself, and readable by its own check."""

import io
import wave
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from demo.slate import clip
from demo.slate.check import check_clip
from demo.slate.clip import LENGTH_S, RATE_HZ, draw, make_clip, speech


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_clip(tmp_path_factory.mktemp("clip"))


def test_film_and_sound_are_equally_long(made: tuple[Path, Path]) -> None:
    film, sound = made

    with wave.open(str(sound)) as heard, av.open(str(film), "r") as seen:
        pictures = sum(1 for _ in seen.decode(video=0))

        assert heard.getnframes() / heard.getframerate() == LENGTH_S
        assert pictures == LENGTH_S * RATE_HZ


def test_the_sound_is_the_same_every_time(made: tuple[Path, Path], tmp_path: Path) -> None:
    _, again = make_clip(tmp_path)

    assert again.read_bytes() == made[1].read_bytes()


def test_what_is_there_is_not_made_again(made: tuple[Path, Path]) -> None:
    film, sound = made
    before = film.stat().st_mtime_ns, sound.stat().st_mtime_ns

    make_clip(film.parent)

    assert (film.stat().st_mtime_ns, sound.stat().st_mtime_ns) == before


def test_the_mouth_moves_with_the_voice_and_the_head_nods() -> None:
    voice, mouth = speech()

    loud = np.abs(voice).reshape(len(mouth), -1).mean(axis=1)[mouth > 0]
    assert np.corrcoef(loud, mouth[mouth > 0])[0, 1] > 0.5
    assert np.abs(draw(0.0, 0.5).astype(int) - draw(0.5, 0.5)).mean() > 1
    assert np.abs(draw(0.0, 0.0).astype(int) - draw(0.0, 1.0)).max() > 50


def test_a_face_size_head_stands_in_the_middle() -> None:
    skin = cv2.inRange(draw(0.0, 0.0), (110, 140, 180), (160, 200, 240))

    _, columns = np.nonzero(skin)

    assert columns.mean() == pytest.approx(320, abs=30)
    assert skin.mean() / 255 > 0.05


@pytest.mark.parametrize("late_ms", [-80, 0, 120])
def test_the_check_measures_how_late_the_sound_is(made: tuple[Path, Path], late_ms: int) -> None:
    movie = _joined(*made, late_ms=late_ms)

    seen = check_clip(movie)

    assert seen.offset_ms == pytest.approx(late_ms, abs=3)
    assert seen.missing_pictures == 0


def test_the_check_counts_pictures_that_are_missing(made: tuple[Path, Path]) -> None:
    movie = _joined(*made, late_ms=0, without=frozenset({30, 31, 77}))

    assert check_clip(movie).missing_pictures == 3


def test_a_recording_without_a_slate_has_no_offset(made: tuple[Path, Path]) -> None:
    movie = _joined(*made, late_ms=0, without=frozenset(range(15, 250)))

    assert check_clip(movie).offset_ms is None


def _joined(film: Path, sound: Path, *, late_ms: int, without: frozenset[int] = frozenset()) -> io.BytesIO:
    """One movie of both, with the sound moved and some pictures left out."""
    movie = io.BytesIO()
    with av.open(movie, "w", format="matroska") as out, av.open(str(film), "r") as pictures:
        seen = out.add_stream("mjpeg", rate=RATE_HZ)
        seen.width, seen.height, seen.pix_fmt = clip.WIDTH, clip.HEIGHT, "yuvj420p"
        heard = out.add_stream("pcm_s16le", rate=clip.SOUND_RATE_HZ, layout="mono")
        for number, picture in enumerate(pictures.decode(video=0)):
            if number not in without:
                out.mux(seen.encode(picture))
        out.mux(heard.encode(_moved(sound, late_ms)))
    movie.seek(0)
    return movie


def _moved(sound: Path, late_ms: int) -> av.AudioFrame:
    with wave.open(str(sound)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    later = np.roll(samples, late_ms * clip.SOUND_RATE_HZ // 1000)
    frame = av.AudioFrame.from_ndarray(later[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = clip.SOUND_RATE_HZ, 0, Fraction(1, clip.SOUND_RATE_HZ)
    return frame
