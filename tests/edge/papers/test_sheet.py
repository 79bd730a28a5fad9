"""The sheet is found, at an angle and in a muddle, to a millimetre; where there is none, none is found."""

from typing import Any

import cv2
import numpy as np
import pytest

from edge.papers.page import taken, with_edge
from edge.papers.sheet import LONG_SIDE_PX, find_sheet, page_sized, straightened
from tests.edge.papers.photograph import SIZE, Scene, photograph, table_only

_MILLIMETRE_PX = 3.3
SCENES = {
    "straight": Scene(),
    "turned by 15": Scene(turn=15),
    "turned by 30": Scene(turn=30),
    "turned by -30": Scene(turn=-30),
    "seen from the side": Scene(tilt=0.2, turn=7),
    "on a black table": Scene(table=10),
    "on a light table": Scene(table=175),
    "among other things": Scene(clutter=30, turn=8, size=0.8),
    "small": Scene(size=0.3, turn=20),
    "in dim light": Scene(light=0.4),
    "out of focus": Scene(blur=4),
    "with a reflection": Scene(glare=0.15),
    "noisy": Scene(noise=14),
    "empty": Scene(is_empty=True, turn=-12),
}


@pytest.mark.parametrize("name", SCENES)
def test_each_corner_is_found_to_two_millimetres(name: str) -> None:
    picture, corners = photograph(SCENES[name])

    found = find_sheet(picture)

    assert found is not None
    assert np.linalg.norm(found - corners, axis=1).max() < 2 * _MILLIMETRE_PX


def test_the_straightened_page_has_the_sheets_shape_and_reads_upright() -> None:
    picture, corners = photograph(Scene(turn=20, tilt=0.1))

    page = straightened(picture, corners)

    height, width = page.shape[:2]
    assert height / width == pytest.approx(297 / 210, rel=0.1)
    # The first line is indented and begins near the top; the margins are empty.
    ink = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) < 150
    assert ink[: height // 20].mean() < 0.01
    assert ink[:, : width // 20].mean() < 0.01
    assert ink[height // 4 : height // 2, width // 4 : width // 2].mean() > 0.05


def test_a_large_sheet_is_scaled_down_and_a_small_one_is_not_blown_up() -> None:
    large = np.zeros((4000, 6000, 3), np.uint8)
    corners = np.array([(100, 100), (5900, 100), (5900, 3900), (100, 3900)], np.float32)

    assert max(straightened(large, corners).shape) == LONG_SIDE_PX
    assert max(straightened(large, corners / np.float32(10)).shape) == 580
    assert max(page_sized(large).shape) == LONG_SIDE_PX


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("clutter", [0, 20])
def test_a_table_without_a_sheet_has_none(seed: int, clutter: int) -> None:
    assert find_sheet(table_only(Scene(seed=seed, clutter=clutter, table=60 + 30 * seed))) is None


def test_a_sheet_larger_than_the_picture_is_none() -> None:
    picture, _ = photograph(Scene())

    assert find_sheet(picture[200:800, 700:1200]) is None


HOSTILE = {
    "black": np.zeros((*SIZE, 3), np.uint8),
    "white": np.full((*SIZE, 3), 255, np.uint8),
    "noise": np.random.default_rng(5).integers(0, 256, (480, 640, 3)).astype(np.uint8),
    "one pixel": np.zeros((1, 1, 3), np.uint8),
    "one row": np.full((1, 900, 3), 200, np.uint8),
    "one column": np.full((900, 1, 3), 200, np.uint8),
    "stripes": np.tile(np.array([0, 255], np.uint8), (480, 320))[..., None].repeat(3, axis=2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_picture_becomes_some_page(name: str) -> None:
    picture: Any = HOSTILE[name]

    jpeg, quality = taken(picture)

    assert jpeg.startswith(b"\xff\xd8")
    assert quality in {"dark", "no_sheet"}
    assert with_edge(picture, find_sheet(picture)).shape == picture.shape
