"""Pages become pixels: the same ones each time, on a canvas that can be read back."""

import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import canvas_size, on_canvas, unfolded
from kiosk.render.head import foot_marks
from kiosk.render.inks import INKS
from kiosk.render.marks import FootStrip, Layout, Photo, Run
from kiosk.render.page import Foot, WallPage
from kiosk.render.patterns import paint_pattern
from kiosk.render.tag import COUNT, tag_rows
from tests.kiosk.render.cast import FOOT, marks_of, pages_of, painter, typesetter, words
from tests.kiosk.render.samples import SAMPLES, WALLS, photograph
from wire.wall.profile import Rectangle, WallProfile, strip_size

YARD = WALLS["384x192"]
BLACK = INKS["ground"]


@pytest.mark.parametrize("wall", WALLS)
def test_pages_drawn_twice_are_equal_byte_for_byte(wall: str) -> None:
    profile = WALLS[wall]

    first, again = (
        [painter(profile).paint(page, FOOT) for page in pages_of(profile, SAMPLES["ledger"])] for _ in range(2)
    )

    assert first == again
    assert [one.sha256 for one in first] == [one.sha256 for one in again]
    assert all((one.width, one.height) == (profile.width_px, profile.height_px) for one in first)


def test_only_the_foot_changes_from_one_showing_to_the_next() -> None:
    (page,) = pages_of(YARD, SAMPLES["text"])
    paint = painter(YARD)

    one, other = (paint.paint(page, Foot(following=f"接下来：{name} 10:42")).image() for name in ("王家村", "李家村"))

    changed = [
        y
        for y in range(one.height)
        if one.crop((0, y, 384, y + 1)).tobytes() != other.crop((0, y, 384, y + 1)).tobytes()
    ]
    assert isinstance(page.layout, Layout)
    assert page.layout.foot is not None
    assert page.layout.foot.box.y <= min(changed)
    assert max(changed) < page.layout.foot.box.bottom


def test_where_the_foot_is_short_of_room_pages_take_turns() -> None:
    profile = WALLS["192x96"]
    first, second, *_ = pages_of(profile, SAMPLES["ledger"])
    paint = painter(profile)
    bare = Foot()

    assert paint.paint(first, FOOT) == paint.paint(first, bare)
    assert paint.paint(second, FOOT) != paint.paint(second, bare)


@pytest.mark.parametrize("wall", ["128x32", "192x96", "256x64"])
@pytest.mark.parametrize("odd", [False, True])
def test_how_long_nothing_was_heard_is_told_before_what_comes_next(wall: str, odd: bool) -> None:  # noqa: FBT001
    frame = typesetter(WALLS[wall]).frame
    strip = FootStrip(frame.foot, frame.foot_face, "截至2026年7月31日", says_next=odd)
    told = "2026年8月5日公布，已41天没联系上县里"

    texts = [mark.text for mark in foot_marks(strip, told, "") if isinstance(mark, Run)]

    assert texts[0].endswith("已41天没联系上县里")
    assert all(frame.foot_face.width(text) <= frame.foot.width for text in texts)


def test_only_few_colours_stand_on_a_page_of_small_letters() -> None:
    for page in pages_of(YARD, SAMPLES["ledger"]):
        colours = painter(YARD).paint(page, FOOT).image().getcolors(16)
        assert colours is not None
        assert {colour for _, colour in colours} <= set(INKS.values())


def test_a_picture_is_scaled_by_the_mean_of_its_pixels() -> None:
    (page,) = pages_of(YARD, SAMPLES["picture"])
    (photo,) = [mark for mark in marks_of(page) if isinstance(mark, Photo)]
    grey = Image.new("RGB", (480, 320))
    grey.putdata([(255, 255, 255) if (x + y) % 2 else BLACK for y in range(320) for x in range(480)])

    drawn = painter(YARD).paint(page, FOOT, _png(grey)).image()

    box = photo.box
    middle = drawn.getpixel((box.x + box.width // 2, box.y + box.height // 2))
    assert isinstance(middle, tuple)
    assert all(90 < part < 165 for part in middle)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("body", [b"", b"GIF89a", photograph()[:200], b"\x89PNG\r\n\x1a\n" + b"\xff" * 64])
def test_what_is_no_picture_leaves_a_frame(body: bytes) -> None:
    (page,) = pages_of(YARD, SAMPLES["picture"])

    assert painter(YARD).paint(page, FOOT, body) == painter(YARD).paint(page, FOOT)


walls = st.builds(
    WallProfile,
    width_px=st.integers(min_value=32, max_value=320),
    height_px=st.integers(min_value=16, max_value=64),
    strips=st.integers(min_value=1, max_value=6),
    left_px=st.integers(min_value=0, max_value=40),
    top_px=st.integers(min_value=0, max_value=40),
)


@settings(max_examples=60, deadline=None)
@given(walls)
def test_a_canvas_can_be_read_back(profile: WallProfile) -> None:
    noise = Image.effect_noise((profile.width_px, profile.height_px), 90).convert("RGB")

    canvas = on_canvas(Bitmap.of(noise), profile)

    assert (canvas.width, canvas.height) == canvas_size(profile)
    assert unfolded(canvas, profile) == Bitmap.of(noise)


def test_strips_lie_below_each_other_in_their_order() -> None:
    profile = WALLS["1920x64"]
    page = Image.new("RGB", (1920, 64))
    for number in range(5):
        page.paste((number + 1, 0, 0), (number * 384, 0, (number + 1) * 384, 64))

    canvas = on_canvas(Bitmap.of(page), profile).image()

    assert strip_size(profile) == (384, 320)
    assert [canvas.getpixel((10, number * 64 + 5)) for number in range(5)] == [(at, 0, 0) for at in range(1, 6)]
    assert canvas.getpixel((400, 5)) == canvas.getpixel((10, 400)) == BLACK


def test_dark_modules_get_no_light() -> None:
    profile = msgspec.structs.replace(YARD, dead=(Rectangle(x=32, y=16, width=32, height=16),), left_px=8)
    white = Bitmap.of(Image.new("RGB", (384, 192), "white"))

    canvas = on_canvas(white, profile).image()

    assert canvas.crop((8 + 32, 16, 8 + 64, 32)).getcolors() == [(512, BLACK)]
    assert canvas.getpixel((8 + 31, 16)) == (255, 255, 255)


@pytest.mark.parametrize(("colours", "channels"), [("red", {0}), ("red_green", {0, 1}), ("full", {0, 1, 2})])
def test_a_wall_lights_only_the_colours_it_has(colours: str, channels: set[int]) -> None:
    profile = msgspec.convert(msgspec.to_builtins(YARD) | {"colours": colours}, WallProfile)
    (page, *_) = pages_of(YARD, SAMPLES["picture"])

    canvas = on_canvas(painter(YARD).paint(page, FOOT, photograph()), profile).image()

    assert {number for number, channel in enumerate(canvas.split()) if channel.getbbox()} == channels


def _tagged() -> tuple[WallProfile, WallPage]:
    profile = msgspec.structs.replace(YARD, tags=True)
    return profile, pages_of(profile, SAMPLES["text"])[0]


def test_the_tag_is_one_of_opencvs_dictionary() -> None:
    import cv2
    import numpy as np

    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_1000)

    for number in range(COUNT):
        rows = np.array([[255 * (module == "0") for module in row] for row in tag_rows(number)], np.uint8)
        assert (dictionary.generateImageMarker(number, 6, borderBits=1) == rows[1:7, 1:7]).all()
        assert (rows[[0, -1]] == 255).all()


@pytest.mark.parametrize("number", [0, 37, 999, 1037])
def test_a_camera_finds_the_tag_on_the_page(number: int) -> None:
    import cv2
    import numpy as np

    profile, page = _tagged()

    drawn = painter(profile).paint(page, FOOT, tag=number).image()

    seen = cv2.cvtColor(np.array(drawn.resize((384 * 4, 192 * 4), Image.Resampling.BICUBIC)), cv2.COLOR_RGB2GRAY)
    finder = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_1000))
    _, found, _ = finder.detectMarkers(seen)
    assert found is not None
    assert found.flatten().tolist() == [number % COUNT]


def test_nothing_is_set_under_the_tag() -> None:
    for wall in WALLS.values():
        profile = msgspec.structs.replace(wall, tags=True)
        for page in pages_of(profile, *SAMPLES.values()):
            assert isinstance(page.layout, Layout)
            tag = page.layout.tag
            assert tag is None or not any(mark.box.meets(tag) for mark in page.layout.marks)


def test_the_code_beside_an_account_says_its_figures() -> None:
    import cv2
    import numpy as np

    (summary, *_) = pages_of(YARD, SAMPLES["ledger"])

    drawn = painter(YARD).paint(summary, FOOT).image().resize((384 * 3, 192 * 3), Image.Resampling.NEAREST)

    said, *_ = cv2.QRCodeDetector().detectAndDecode(np.array(drawn))
    assert said.splitlines() == [
        "仰韶村 7月财务收支 2026年7月",
        "上期结余 42,680.35",
        "本期收入 174,955.90",
        "本期支出 64,741.00",
        "期末结余 152,895.25",
    ]


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("pattern", ["none", "grid", "colours", "modules", "ramp", "text", "profile"])
def test_every_pattern_fits_every_wall(wall: str, pattern: str) -> None:
    profile = WALLS[wall]

    drawn = paint_pattern(profile, pattern, words())  # type: ignore[arg-type]

    assert (drawn.width, drawn.height) == (profile.width_px, profile.height_px)
    assert (drawn.image().getbbox() is None) == (pattern == "none")
    if pattern == "grid":
        corners = [(0, 0), (drawn.width - 1, 0), (0, drawn.height - 1), (drawn.width - 1, drawn.height - 1)]
        assert {drawn.image().getpixel(corner) for corner in corners} == {(255, 255, 255)}
