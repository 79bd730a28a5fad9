"""Both sides on one tape, with the real encoder: each in its half and on its channel, and neither stops the other."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from edge.capture.facts import Fact, RecordingEnd, RecordingEnded
from edge.capture.picture import LivePicture
from edge.capture.segments import Sealer
from edge.inquiry.tape.both import BothSides, Look, Seen
from edge.inquiry.tape.frame import BAND, HALF, HEIGHT, TALL, WIDTH, Frame, Now
from tests.edge.inquiry.bureau import tone
from tests.edge.inquiry.parcel import Film, pitch
from wire.seal.age import DraftIdentity

GREEN, RED = (40, 200, 60), (60, 40, 210)
"""BGR."""


@dataclass
class Cutting:
    """One recording, and the two who are on it."""

    folder: Path
    identity: DraftIdentity = field(default_factory=DraftIdentity.generate)
    sealed: list[bytes] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.near, self.far = LivePicture(self.folder / "near"), LivePicture(self.folder / "far")
        look = Look(self.near.path, self.far.path, "1" * 32, lambda: (1_764_218_700_000, True))
        self.both = BothSides(look, Sealer(self, [self.identity.recipient]), self.facts.append, max_s=60)
        self.both.look(near=True, far=True)

    def keep(self, _index: int, sealed: bytes) -> None:
        self.sealed.append(sealed)

    def plays(self, seconds: float, *, near_hz: int = 0, far_hz: int = 0, far: bool = True) -> None:
        """In real time."""
        until, at = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            self.near.paint(_plain(GREEN), time.monotonic())
            if far:
                self.far.paint(_plain(RED), time.monotonic())
            self.both.hear_near(tone(near_hz, at, 1920))
            if far:
                self.both.hear_far(tone(far_hz, at, 1920))
            at += 1920
            time.sleep(max(0.0, until - seconds + at / 48_000 - time.monotonic()))

    def film(self) -> Film:
        self.both.stop()
        self.both.join()
        return Film.of(b"".join(self.identity.open(part) for part in self.sealed))

    def end(self) -> RecordingEnded:
        last = self.facts[-1]
        assert isinstance(last, RecordingEnded)
        return last


def _plain(bgr: tuple[int, int, int]) -> np.ndarray:
    return np.full((480, 640, 3), bgr, np.uint8)


def mean(picture: np.ndarray, *, right: bool) -> np.ndarray:
    """RGB, of a half without its edges."""
    half = picture[40 : TALL - 40, HALF + 40 : WIDTH - 40] if right else picture[40 : TALL - 40, 40 : HALF - 40]
    mean_: np.ndarray = half.reshape(-1, 3).mean(axis=0)
    return mean_


@contextmanager
def cutting(folder: Path) -> Iterator[Cutting]:
    one = Cutting(folder)
    try:
        yield one
    finally:
        one.both.stop()
        one.both.join()
        one.near.close()
        one.far.close()


def test_each_side_is_in_its_half_and_on_its_channel(tmp_path: Path) -> None:
    with cutting(tmp_path) as one:
        one.plays(1.6, near_hz=400, far_hz=1200)

        film = one.film()

    assert abs(pitch(film.left[9600:48_000]) - 400) < 15
    assert abs(pitch(film.right[9600:48_000]) - 1200) < 15
    _, picture = film.pictures[-1]
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert np.allclose(mean(picture, right=False), GREEN[::-1], atol=14)
    assert np.allclose(mean(picture, right=True), RED[::-1], atol=14)
    assert picture[TALL + 4 : HEIGHT - 4].std() > 10
    assert one.end().end == RecordingEnd.STOPPED


def test_while_the_line_is_broken_the_far_half_is_a_plate_and_silent(tmp_path: Path) -> None:
    with cutting(tmp_path) as one:
        one.plays(0.6, near_hz=400, far_hz=1200)
        one.both.line = False
        one.plays(1.5, near_hz=400, far=False)

        film = one.film()

    _, picture = film.pictures[-1]
    assert np.allclose(mean(picture, right=False), GREEN[::-1], atol=14)
    assert mean(picture, right=True).max() < 70
    end = len(film.left)
    assert abs(pitch(film.left[end - 33_600 : end - 4800]) - 400) < 15
    assert np.abs(film.right[end - 33_600 : end - 14_400]).max() < 0.05
    assert max(np.diff([at for at, _ in film.pictures])) < 0.6
    assert abs(len(film.left) / 48_000 - film.pictures[-1][0]) < 0.7


def test_who_may_not_be_seen_is_not_recorded(tmp_path: Path) -> None:
    with cutting(tmp_path) as one:
        one.both.look(near=False, far=False)
        one.plays(0.5)

        film = one.film()

    _, picture = film.pictures[-1]
    assert mean(picture, right=False).max() < 70
    assert mean(picture, right=True).max() < 70


def test_the_picture_of_an_engine_that_started_anew_is_found(tmp_path: Path) -> None:
    first = LivePicture(tmp_path / "far")
    seen = Seen(tmp_path / "far")
    first.paint(_plain(RED), 0.0)
    seen.look(1.0)
    assert seen.picture is not None
    first.close()

    seen.look(2.0)
    second = LivePicture(tmp_path / "far")
    second.paint(_plain(GREEN), 3.0)
    seen.look(3.0)

    assert seen.changed_at_s == 3.0
    assert tuple(seen.picture[5, 5]) == GREEN[::-1]
    second.close()


def test_a_picture_that_is_no_picture_is_none(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "far")
    for content in (b"", b"short", bytes(3_000_000)):
        (tmp_path / "far").unlink(missing_ok=True)
        (tmp_path / "far").write_bytes(content)

        seen.look(1.0)

        assert seen.picture is None


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("shape", [(480, 640), (720, 1280), (90, 160), (640, 360)])
def test_any_picture_fits_into_its_half(shape: tuple[int, int], trusted: bool) -> None:  # noqa: FBT001
    frame = Frame("询问编号 " + "1" * 32, utc_offset_min=480)

    frame.look(near=np.full((*shape, 3), 200, np.uint8), far=None, line=False)
    picture = frame.drawn(Now(1_764_218_700_000, trusted, 754_300))

    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert picture[TALL // 2, HALF // 2, 0] == 200
    assert picture[TALL // 2, HALF + 20, 0] < 70
    assert picture[TALL + 1 :, :].max() > 200
    assert HEIGHT - TALL == BAND
