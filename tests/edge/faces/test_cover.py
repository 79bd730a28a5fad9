"""No face is left bare: not while it moves, not when it is lost for a moment, not when the machine fails."""

from typing import Any

import numpy as np
import pytest

from edge.faces.cover import FaceCover
from edge.faces.detector import Box, FaceFinder
from tests.edge.faces.film import bare_skin, moving, room, with_face


class Blinking(FaceFinder):
    """Finds nothing in some pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def _blinks(self) -> bool:
        return self.looks % 7 in {2, 3, 4}

    def near(self, bgr: Any) -> list[Box]:
        self.looks += 1
        return [] if self._blinks() else super().near(bgr)

    def all(self, bgr: Any) -> list[Box]:
        return [] if self._blinks() else super().all(bgr)

    def again(self, bgr: Any, box: Box) -> Box | None:
        return None if self._blinks() else super().again(bgr, box)


class Broken(FaceFinder):
    """Fails from the fourth picture on."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def near(self, bgr: Any) -> list[Box]:
        self.looks += 1
        if self.looks > 3:
            raise RuntimeError("a net that broke")
        return super().near(bgr)


def test_a_moving_face_is_covered_in_every_picture_and_the_room_is_not() -> None:
    cover = FaceCover()
    for number in range(0, 240, 2):
        picture, face = moving(number)
        before = picture.copy()

        covered = cover.covered(picture, number / 25)

        assert bare_skin(before, face) > 0.3, number
        assert bare_skin(covered, face) == 0.0, number
        assert _is_one_colour(covered, face), number
        assert (covered == before).mean() > 0.4, number
        assert (picture == before).all()


def test_a_picture_in_which_the_face_is_not_found_is_solid_as_a_whole() -> None:
    cover = FaceCover(Blinking)
    solid = 0
    for number in range(0, 120, 2):
        picture, face = moving(number)

        covered = cover.covered(picture, number / 25)

        assert bare_skin(covered, face) == 0.0, number
        solid += _is_solid(covered)
    assert 15 < solid < 40


@pytest.mark.parametrize("broken", [Broken, lambda: FaceFinder().missing])  # type: ignore[attr-defined]  # fails on purpose
def test_when_finding_fails_all_is_covered(broken: Any) -> None:
    cover = FaceCover(broken)
    for number in range(8):
        picture, face = moving(number)

        covered = cover.covered(picture, number / 25)

        assert bare_skin(covered, face) == 0.0
        assert number < 3 or _is_solid(covered)


def test_an_empty_room_is_solid() -> None:
    assert _is_solid(FaceCover().covered(room(), 0.0))


def test_two_people_are_both_covered_and_when_one_is_lost_all_is() -> None:
    cover = FaceCover()
    both = room()
    faces = [with_face(both, (160, 200), 130), with_face(both, (470, 180), 60)]
    alone = room()
    with_face(alone, (160, 200), 130)

    covered = cover.covered(both, 10.0)
    lost = cover.covered(alone, 10.04)
    still_lost = cover.covered(alone, 11.5)
    gone = cover.covered(alone, 12.5)

    assert [bare_skin(covered, face) for face in faces] == [0.0, 0.0]
    assert not _is_solid(covered)
    assert _is_solid(lost)
    assert _is_solid(still_lost)
    assert not _is_solid(gone)
    assert bare_skin(gone, faces[0]) == 0.0


def test_in_a_crowd_all_is_covered() -> None:
    class Crowded:
        def near(self, bgr: Any) -> list[Box]:
            del bgr
            return [Box(60.0 * index, 100, 40, 40) for index in range(8)]

        def all(self, bgr: Any) -> list[Box]:
            return self.near(bgr)

        def again(self, bgr: Any, box: Box) -> Box | None:
            del bgr
            return box

    assert _is_solid(FaceCover(Crowded).covered(room(), 0.0))


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 700, 3), (700, 1, 3), (2, 2, 3)])
def test_any_picture_is_covered(shape: tuple[int, ...]) -> None:
    assert FaceCover().covered(np.full(shape, 200, np.uint8), 0.0).shape == shape


def _is_solid(bgr: Any) -> bool:
    return bool((bgr == bgr[0, 0]).all())


def _is_one_colour(bgr: Any, box: Box) -> bool:
    piece = bgr[max(0, int(box.top)) : int(box.top + box.height), max(0, int(box.left)) : int(box.left + box.width)]
    return _is_solid(piece)
