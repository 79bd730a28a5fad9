"""Where the pixels of a page stand on the canvas: each of them once, wherever the wall is folded or cut."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.render.bitmap import Bitmap
from kiosk.wall.screen.canvas import MAX_TEXTURE_PX, Placed, cut, places
from wire.wall.profile import Rectangle, WallProfile

profiles = st.builds(
    WallProfile,
    width_px=st.integers(32, 5000),
    height_px=st.integers(16, 2500),
    strips=st.integers(1, 7),
    left_px=st.integers(0, 100),
    top_px=st.integers(0, 100),
)


@given(profiles)
def test_each_pixel_of_the_page_stands_on_the_canvas_once(profile: WallProfile) -> None:
    at = places(profile)

    assert sum(one.width * one.height for one in at) == profile.width_px * profile.height_px
    assert not any(_overlap(one, other) for one in at for other in at if one is not other)
    assert all(max(one.width, one.height) <= MAX_TEXTURE_PX for one in at)


def _overlap(one: Placed, other: Placed) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_a_folded_strip_lies_below_the_one_before() -> None:
    profile = WallProfile(width_px=1920, height_px=64, strips=3, left_px=7, top_px=5)

    at = places(profile)

    assert [(one.left, one.x, one.y, one.width) for one in at] == [
        (0, 7, 5, 640),
        (640, 7, 69, 640),
        (1280, 7, 133, 640),
    ]


def test_a_part_of_the_page_is_cut_where_the_wall_is_folded() -> None:
    profile = WallProfile(width_px=1920, height_px=64, strips=3)

    at = places(profile, Rectangle(x=600, y=10, width=100, height=20))

    assert at == (
        Placed(left=600, top=10, width=40, height=20, x=600, y=10),
        Placed(left=640, top=10, width=60, height=20, x=0, y=74),
    )


def test_the_pieces_hold_the_pixels_of_their_places() -> None:
    profile = WallProfile(width_px=70, height_px=16, strips=4)
    bitmap = Bitmap(70, 16, bytes(at % 251 for at in range(70 * 16 * 3)))

    page = cut(bitmap, places(profile))

    image = bitmap.image()
    for one, piece in zip(places(profile), page.pieces, strict=True):
        box = (one.left, one.top, one.left + one.width, one.top + one.height)
        assert piece == image.crop(box).tobytes()


def test_a_page_in_one_piece_is_not_copied() -> None:
    bitmap = Bitmap(64, 32, bytes(64 * 32 * 3))

    assert cut(bitmap, places(WallProfile(width_px=64, height_px=32))).pieces[0] is bitmap.rgb
