"""A page says whether it can be read, is small enough, and carries nothing but its pixels."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.capture.errors import BadPage
from edge.papers.page import MOST_BYTES, decoded, encoded, taken
from edge.papers.sheet import LONG_SIDE_PX
from tests.edge.papers.photograph import Scene, photograph, table_only

QUALITIES = {
    "good": [Scene(), Scene(turn=25), Scene(blur=0.5), Scene(light=0.5), Scene(noise=12), Scene(is_empty=True)],
    "blurred": [Scene(blur=2), Scene(blur=4), Scene(blur=2, light=0.5), Scene(blur=2, noise=8), Scene(blur=3, turn=20)],
    "glare": [Scene(glare=0.05), Scene(glare=0.1), Scene(glare=0.2, turn=15), Scene(glare=0.1, noise=8)],
    "dark": [Scene(light=0.2), Scene(light=0.1, turn=10), Scene(light=0.02)],
}


@pytest.mark.parametrize(
    ("quality", "scene"), [(quality, scene) for quality, scenes in QUALITIES.items() for scene in scenes]
)
def test_the_quality_of_a_photograph_is_told(quality: str, scene: Scene) -> None:
    picture, _ = photograph(scene)

    _, told = taken(picture)

    assert told == quality


def test_without_a_sheet_the_whole_picture_is_kept_and_said_so() -> None:
    jpeg, quality = taken(table_only(Scene(table=90, clutter=10)))

    height, width = decoded(jpeg).shape[:2]
    assert quality == "no_sheet"
    assert (width, height) == (LONG_SIDE_PX, 900)


def test_a_page_is_at_most_600_kb_even_of_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (LONG_SIDE_PX, 1200, 3)).astype(np.uint8)

    assert len(encoded(noise)) <= MOST_BYTES


def test_nothing_but_pixels_is_in_the_jpeg() -> None:
    picture, _ = photograph(Scene())

    jpeg, _ = taken(picture)

    markers = _markers(jpeg)
    # APP0 (JFIF) and tables; no EXIF (APP1), no comment, nothing behind the end.
    assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
    assert jpeg.endswith(b"\xff\xd9")


def _markers(jpeg: bytes) -> list[int]:
    """The kinds of the segments before the pixels."""
    at, found = 2, list[int]()
    while not found or found[-1] != 0xDA:
        assert jpeg[at] == 0xFF
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"]))
@settings(max_examples=60, deadline=None)
def test_bytes_that_are_no_page_are_refused(junk: bytes, head: bytes) -> None:
    with pytest.raises(BadPage):
        decoded(head + junk)


def test_a_torn_page_is_a_page_or_refused() -> None:
    whole = encoded(np.full((300, 200, 3), 200, np.uint8))

    for length in range(0, len(whole), 97):
        try:
            assert decoded(whole[:length]).shape == (300, 200, 3)
        except BadPage:
            continue


def test_a_png_of_handwriting_is_a_page() -> None:
    _, png = cv2.imencode(".png", np.full((50, 80), 255, np.uint8))

    assert decoded(png.tobytes()).shape == (50, 80, 3)
