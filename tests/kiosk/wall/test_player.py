"""What stands in the window, pixel by pixel and frame by frame: this page or the next, and never anything else."""

from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import on_canvas
from kiosk.wall.screen.canvas import Cut, cut, places
from tests.kiosk.glass import Glass
from tests.kiosk.golden import WALL, difference, draw_wall
from wire.wall.profile import Rectangle, WallProfile

pytestmark = pytest.mark.gl
SMALL = WallProfile(width_px=96, height_px=48, left_px=7, top_px=5)
FOLDED = WallProfile(width_px=331, height_px=40, strips=4, left_px=11, top_px=3)


def noise(profile: WallProfile, seed: int) -> Bitmap:
    """No pixel like its neighbours, none quite black."""
    size = profile.width_px * profile.height_px * 3
    return Bitmap(profile.width_px, profile.height_px, bytes(1 + (at * at * seed + at) % 255 for at in range(size)))


class Window:
    """A player alone in the window, whose frames are looked at one by one."""

    def __init__(self, glass: Glass, profile: WallProfile) -> None:
        from kiosk.wall.screen.player import Player

        self._glass = glass
        self.profile = profile
        self.player = Player(profile)
        glass.hang(self.player)

    def cut(self, bitmap: Bitmap) -> Cut:
        return cut(bitmap, places(self.profile))

    def frame(self) -> bytes:
        """RGB of the whole window, top row first."""
        from kiosk.photograph import photograph_window

        self._glass.window.canvas.ask_update()
        self._glass.window.dispatch("on_draw")
        photograph = photograph_window(self._glass.window)
        rgb = bytearray(len(photograph.rgba) // 4 * 3)
        for channel in range(3):
            rgb[channel::3] = photograph.rgba[channel::4]
        return bytes(rgb)

    def expected(self, bitmap: Bitmap) -> bytes:
        """The canvas of that page, as large as the window."""
        canvas = on_canvas(bitmap, self.profile).image()
        whole = canvas.crop((0, 0, *self._glass.window.size))
        return whole.tobytes()

    def close(self) -> None:
        self._glass.take_down(self.player)


@pytest.fixture
def window(glass: Glass) -> Iterator[Any]:
    opened: list[Window] = []

    def opens(profile: WallProfile) -> Window:
        opened.append(Window(glass, profile))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


@pytest.mark.parametrize("profile", [SMALL, FOLDED])
def test_every_pixel_of_the_page_stands_where_the_sender_card_takes_it_from(window: Any, profile: WallProfile) -> None:
    wall = window(profile)
    page = noise(profile, 3)

    wall.player.shows(wall.cut(page))

    assert wall.frame() == wall.expected(page)


def test_each_frame_is_this_page_or_the_next(window: Any) -> None:
    wall = window(FOLDED)
    pages = [noise(FOLDED, seed) for seed in (3, 5, 7)]
    wall.player.shows(wall.cut(pages[0]))
    frames = [wall.frame()]

    for page in pages[1:]:
        wall.player.prepares(wall.cut(page))
        frames.append(wall.frame())
        wall.player.shows(wall.cut(page))
        frames.append(wall.frame())

    first, second, third = map(wall.expected, pages)
    assert frames == [first, first, second, second, third]


def test_the_number_of_textures_does_not_grow(window: Any) -> None:
    wall = window(FOLDED)
    before = wall.player.textures

    for seed in range(40):
        page = wall.cut(noise(FOLDED, seed))
        wall.player.prepares(page)
        wall.player.shows(page)
        wall.frame()

    assert wall.player.textures == before == 12


def test_a_wall_that_is_built_otherwise_changes_in_one_frame(window: Any) -> None:
    wall = window(SMALL)
    old, new = noise(SMALL, 3), noise(FOLDED, 5)
    wall.player.shows(wall.cut(old))
    before = wall.expected(old)

    wall.player.hangs(FOLDED)
    between = wall.frame()
    wall.profile = FOLDED
    wall.player.shows(wall.cut(new))
    after = wall.frame()

    assert between == before
    assert after == wall.expected(new)


def test_a_film_plays_inside_its_page_also_across_a_fold(window: Any) -> None:
    wall = window(FOLDED)
    page, area = noise(FOLDED, 3), Rectangle(x=60, y=5, width=100, height=20)
    films = [noise(WallProfile(width_px=100, height_px=20), seed) for seed in (5, 7)]
    wall.player.shows(wall.cut(page))
    wall.player.opens_film(area)

    frames = []
    for frame in films:
        wall.player.shows_frame(frame)
        frames.append(wall.frame())
    following = noise(FOLDED, 9)
    wall.player.shows(wall.cut(following))
    frames.append(wall.frame())

    expected = []
    for frame in films:
        image = page.image()
        image.paste(frame.image(), (area.x, area.y))
        expected.append(wall.expected(Bitmap.of(image)))
    assert frames == [*expected, wall.expected(following)]


@pytest.mark.parametrize("name", WALL)
def test_the_window_looks_as_it_was_found_good(glass: Glass, name: str) -> None:
    drawn = draw_wall(glass, name)

    assert not (told := difference(drawn, "wall", name)), told
