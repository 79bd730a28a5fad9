"""A picture from a face is the picture and nothing else, or it is refused."""

import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from edge.petition.handwriting import checked_png, chunk
from edge.petition.room import MAX_PAGE_BYTES
from tests.edge.petition.pictures import SIGNATURE, head, png
from wire.errors import BadMessage


def test_what_pillow_draws_is_taken_as_it_is() -> None:
    drawn = BytesIO()
    Image.new("L", (600, 400), 255).save(drawn, "PNG")

    assert checked_png(drawn.getvalue()) == drawn.getvalue()


def test_what_is_no_picture_is_left_out() -> None:
    said = chunk(b"tEXt", b"Author\0somebody") + chunk(b"tIME", bytes(7))

    assert checked_png(png(more=said)) == png()


BOMB = (
    SIGNATURE + chunk(b"IHDR", head(100, 100)) + chunk(b"IDAT", zlib.compress(bytes(50_000_000))) + chunk(b"IEND", b"")
)


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\xff\xd8\xff\xe0 a JPEG",
        SIGNATURE,
        png()[:-5],
        png() + b"more behind it",
        png(60_000, 60_000, pixels=b""),
        png(4000, 4000, pixels=b""),
        png(0, 0),
        png(pixels=bytes(10)),
        png(pixels=bytes(10_000)),
        png(interlaced=1),
        png(depth=16),
        png(colours=5),
        BOMB,
        png(more=bytes(MAX_PAGE_BYTES)),
        png(more=chunk(b"IHDR", head(1, 1))),
        png(more=b"\xff\xff\xff\xffIDAT"),
        SIGNATURE + chunk(b"IHDR", b"short") + chunk(b"IEND", b""),
        SIGNATURE + chunk(b"IHDR", head(40, 20)) + chunk(b"IDAT", b"no deflate") + chunk(b"IEND", b""),
        png().replace(b"IDAT", b"IDAU"),
        png(10, 10, pixels=b"\x09" * 110),
        png(10, 10, colours=3, pixels=bytes(110)),
    ],
    ids=range(22),
)
def test_hostile_pictures_are_refused(hostile: bytes) -> None:
    with pytest.raises(BadMessage):
        checked_png(hostile)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.binary(min_size=1, max_size=8))
def test_bytes_in_the_wrong_place_are_refused_or_do_not_matter(at: int, noise: bytes) -> None:
    whole = png()
    try:
        checked = checked_png(whole[:at] + noise + whole[at + len(noise) :])
    except BadMessage:
        return
    assert checked == whole
