"""Faces are found near and far, and nothing in an empty room."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from edge.faces.detector import Box, FaceFinder, has_models, same_face
from tests.edge.faces.film import moving, room, with_face

MODELS = Path("edge/faces/models")


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder()


def test_the_models_are_the_ones_the_readme_tells_of() -> None:
    told = (MODELS / "README.md").read_text(encoding="utf-8")

    assert has_models()
    for model in MODELS.glob("*.tflite"):
        assert f"{model.stat().st_size} | `{hashlib.sha256(model.read_bytes()).hexdigest()}`" in told
    assert len(list(MODELS.glob("LICENSE-*"))) == 2


@pytest.mark.parametrize("face_px", [220, 150, 110])
def test_a_near_face_is_found_where_it_is(finder: FaceFinder, face_px: int) -> None:
    picture = room()
    face = with_face(picture, (400, 260), face_px)

    (found,) = finder.near(picture)

    assert same_face(found, face)


@pytest.mark.parametrize(("size", "face_px"), [((640, 480), 52), ((1280, 720), 76)])
def test_a_far_face_is_found_anywhere_in_the_picture(finder: FaceFinder, size: tuple[int, int], face_px: int) -> None:
    for part in (0.15, 0.35, 0.5, 0.65, 0.85):
        picture = room(*size)
        face = with_face(picture, (size[0] * part, size[1] * 0.4), face_px)

        found = finder.all(picture)

        assert len(found) == 1, part
        assert same_face(found[0], face)


def test_a_known_face_is_found_again_however_small(finder: FaceFinder) -> None:
    picture = room()
    face = with_face(picture, (200, 150), 30)
    before = Box(face.left + 6, face.top - 5, face.width * 1.1, face.height)

    found = finder.again(picture, before)

    assert found is not None
    assert same_face(found, face)
    assert finder.again(room(), before) is None


def test_three_people_are_three(finder: FaceFinder) -> None:
    picture = room(1280, 720)
    for middle, face_px in (((250, 300), 200), ((640, 250), 110), ((1000, 230), 90)):
        with_face(picture, middle, face_px)

    assert len(finder.all(picture)) == 3


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (480, 640), (64, 64), (3, 2), (1, 1)])
def test_in_an_empty_room_there_is_nobody(finder: FaceFinder, size: tuple[int, int]) -> None:
    for picture in (room(*size), np.zeros((size[1], size[0], 3), np.uint8)):
        assert finder.all(picture) == []
        assert finder.again(picture, Box(1, 1, 50, 50)) is None


def test_the_moving_villager_is_found_in_every_picture(finder: FaceFinder) -> None:
    for number in range(0, 200, 10):
        picture, face = moving(number)

        assert any(same_face(found, face) for found in finder.near(picture)), number
