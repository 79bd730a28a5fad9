"""A film on the wall: every frame at its time, late ones dropped and not counted, broken files told and survived."""

import hashlib
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import av
import numpy as np
import pytest

from bench.walls.film import make_film
from kiosk.wall.film import Film, FilmFrame, Presented, fitted
from wire.wall.profile import Rectangle

SIZE = (64, 32)


@contextmanager
def shown(path: Path) -> Iterator[Film]:
    film = Film(path, SIZE)
    try:
        yield film
    finally:
        film.stop()


def _frame_due(film: Film, at_ms: float) -> FilmFrame | None:
    """As the drawing thread would see it, after the decoder has had its time."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends and not film.ended:
        if (frame := film.due(at_ms)) is not None:
            return frame
        time.sleep(0.002)
    return None


def test_every_frame_comes_when_it_is_due(tmp_path: Path) -> None:
    with shown(make_film(tmp_path / "film.mp4", frames=12)) as film:
        times = [frame.at_ms for at in range(12) if (frame := _frame_due(film, at * 40))]

        assert times == [at * 40 for at in range(12)]
        assert _frame_due(film, 10_000) is None
        assert film.ended
        assert not film.broken


def test_a_frame_before_its_time_waits(tmp_path: Path) -> None:
    with shown(make_film(tmp_path / "film.mp4")) as film:
        first = film.first(5)
        assert first is not None
        assert film.due(0) == first

        assert film.due(39) is None


def test_what_it_is_too_late_for_is_dropped(tmp_path: Path) -> None:
    with shown(make_film(tmp_path / "film.mp4")) as film:
        film.first(5)
        time.sleep(0.2)

        frame = film.due(85)

        assert frame is not None
        assert frame.at_ms == 80


def test_the_digest_names_the_file_and_each_frame_that_was_presented(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", frames=6)
    file_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    presented, expected = Presented(file_sha256), hashlib.sha256(f"{file_sha256}\n".encode())
    untouched = presented.sha256

    with shown(path) as film:
        for at in (0, 2, 3):
            frame = _frame_due(film, at * 40)
            assert frame is not None
            presented.counts(frame)
            expected.update(f"{frame.bitmap.sha256}\n".encode())

    assert untouched == ""
    assert presented.frames == 3
    assert presented.sha256 == expected.hexdigest()


@pytest.mark.parametrize("content", [b"", b"no film at all" * 99, b"\0" * 4096])
def test_a_file_that_is_no_film_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)

    with shown(path) as film:
        assert film.first(5) is None
        assert film.ended
        assert film.broken


def test_a_film_cut_off_in_the_middle_is_told(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4")
    path.write_bytes(path.read_bytes()[:400])

    with shown(path) as film:
        assert film.first(5) is None
        assert film.broken


@pytest.mark.parametrize(
    ("matrix", "size", "corner"),
    [
        ((1, 0, 0, 1), (64, 32), (0, 0)),
        ((0, 1, -1, 0), (32, 64), (1, 0)),
        ((-1, 0, 0, -1), (64, 32), (1, 1)),
        ((0, -1, 1, 0), (32, 64), (0, 1)),
    ],
)
def test_a_film_of_a_telephone_stands_as_it_was_seen(
    tmp_path: Path, matrix: tuple[int, ...], size: tuple[int, int], corner: tuple[int, int]
) -> None:
    path = turned(make_corner(tmp_path / "film.mp4"), matrix)
    film = Film(path, size)
    try:
        first = film.first(5)
    finally:
        film.stop()

    assert first is not None
    picture = first.bitmap.image().convert("L")
    assert picture.size == size
    light = np.asarray(picture)
    assert [at for at in product((0, 1), (0, 1)) if light[-at[1], -at[0]] > 128] == [corner]


def test_a_film_for_which_there_is_no_decoder_ends_at_once(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4")
    path.write_bytes(path.read_bytes().replace(b"stsd", b"free"))

    with shown(path) as film:
        assert film.first(5) is None
        assert film.ended
        assert film.broken


def make_corner(path: Path) -> Path:
    """Dark, with one light corner at the top left."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 32, "yuv420p"
        grey = np.full((32, 64, 3), 20, np.uint8)
        grey[:16, :16] = 230
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode())
    return path


def turned(path: Path, matrix: tuple[int, ...]) -> Path:
    """As a telephone writes it: the pixels lie, a matrix beside them says how they are seen."""
    content = bytearray(path.read_bytes())
    begins = content.index(b"tkhd") - 4
    ends = begins + int.from_bytes(content[begins : begins + 4], "big")
    a, b, c, d = (number << 16 for number in matrix)
    content[ends - 44 : ends - 8] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def test_a_film_that_nobody_watches_holds_few_frames_and_ends_when_told(tmp_path: Path) -> None:
    with shown(make_film(tmp_path / "film.mp4", frames=50)) as film:
        film.first(5)
        time.sleep(0.1)
        assert film._frames.qsize() <= 4

    assert not film._thread.is_alive()


@pytest.mark.parametrize(
    ("size", "place"),
    [
        ((1280, 720), Rectangle(x=10, y=42, width=200, height=112)),
        ((720, 1280), Rectangle(x=54, y=0, width=112, height=200)),
        ((100, 100), Rectangle(x=10, y=0, width=200, height=200)),
    ],
)
def test_a_film_keeps_its_shape(size: tuple[int, int], place: Rectangle) -> None:
    area = Rectangle(x=10, y=0, width=200, height=200)

    at = fitted(area, size)

    assert abs(at.height - place.height) <= 1
    assert (at.x + at.width / 2, at.y + at.height / 2) == pytest.approx((110, 100), abs=1)
