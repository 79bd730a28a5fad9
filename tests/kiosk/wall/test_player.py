"""What stands on the wall: golden pages, and never a dark moment between two of them."""

import time
from typing import Any

import pytest

from kiosk.wall.pages import WallPage, em_px, wall_pages
from kiosk.wall.rotation import Rotation
from kiosk.words import Words
from tests.kiosk.cast import NOTICES, POINT, letter
from tests.kiosk.glass import LARGE, Glass
from tests.kiosk.golden import WALL, WALL_PAGES, difference, draw_wall

pytestmark = pytest.mark.gl
PAGES = wall_pages(NOTICES, LARGE)


@pytest.mark.parametrize("folder", WALL)
@pytest.mark.parametrize("name", WALL_PAGES)
def test_a_page_looks_as_it_was_found_good(glass: Glass, folder: str, name: str) -> None:
    drawn = draw_wall(glass, folder, name)

    assert not (told := difference(drawn, folder, name)), told


class Wall:
    """A player in the window, whose frames are looked at one by one."""

    def __init__(self, glass: Glass) -> None:
        from kiosk.wall.player import Player
        from kiosk.wall.sheet import Sheet

        drawn = self.drawn = list[WallPage | None]()

        class TellingSheet(Sheet):
            """Tells what it was asked to draw."""

            def texture(self, page: WallPage | None, following: WallPage | None, *, heard: bool) -> Any:
                drawn.append(page)
                return super().texture(page, following, heard=heard)

        glass.set_panel(LARGE)
        words = Words.of("zh_CN")
        self.rotation = Rotation(page_s=1)
        sheet = TellingSheet((LARGE.width_px, LARGE.height_px), em_px=em_px(LARGE), words=words, point=POINT)
        self.shown: list[Any] = []
        self.player = Player(self.rotation, sheet, words=words, on_page=self.shown.append)
        self._glass = glass
        glass.window.add_widget(self.player)

    def frame(self) -> Any:
        from kivy.base import EventLoop

        from kiosk.photograph import photograph_window

        EventLoop.idle()
        self._glass.window.canvas.ask_update()
        self._glass.window.dispatch("on_draw")
        return photograph_window(self._glass.window)

    def leaves(self) -> None:
        self._glass.window.remove_widget(self.player)


def _light(photograph: Any) -> int:
    """The brightest of a column through the line under the head strip, which is amber on every page."""
    x = photograph.width // 2
    line = range(140, 180)
    return int(max(photograph.pixel(x, y)[0] for y in line))


def test_no_frame_between_two_pages_is_dark(glass: Glass) -> None:
    wall = Wall(glass)
    wall.player.shows_now()
    wall.rotation.hears(PAGES)
    wall.player.shows_now()
    _until(wall, 0.6)

    wall.player.waits(1.0)
    lights = _until(wall, 0.8)

    wall.leaves()
    assert len(lights) >= 5
    assert min(lights) > 230, lights
    assert wall.shown[-1] == PAGES[1]


def test_the_first_page_grows_out_of_what_stood_there_before(glass: Glass) -> None:
    wall = Wall(glass)
    wall.player.shows_now()
    before = wall.frame()

    wall.rotation.hears(PAGES)
    wall.player.shows_now()
    frames = [wall.frame() for _ in range(4)]

    wall.leaves()
    assert max(before.rgba[::4]) > 200
    assert _share_of_light(before) < 0.1, "a white wall at night wakes the village"
    assert all(max(frame.rgba[::4]) > 200 for frame in frames)


def test_news_wait_for_nothing_and_the_next_page_is_drawn_before_its_turn(glass: Glass) -> None:
    wall = Wall(glass)
    wall.rotation.hears(PAGES)
    wall.player.shows_now()
    _until(wall, 1.2)

    wall.player.waits(1.0)
    fresh = wall_pages((letter("石桥村", number=77),), LARGE)
    wall.rotation.hears((*PAGES, *fresh))
    wall.player.shows_now()

    wall.leaves()
    assert wall.shown == [PAGES[0], PAGES[1], fresh[0]]
    assert wall.drawn == wall.shown, "the second page was drawn once, before its turn; news at once"


def _share_of_light(photograph: Any) -> float:
    reds = photograph.rgba[::4]
    return float(sum(red > 128 for red in reds) / len(reds))


def _until(wall: Wall, seconds: float) -> list[int]:
    ends = time.monotonic() + seconds
    lights = []
    while time.monotonic() < ends:
        lights.append(_light(wall.frame()))
    return lights


def test_the_wall_says_how_old_its_news_are(glass: Glass) -> None:
    from kiosk.wall.player import age_words

    words = Words.of("zh_CN")
    now = 1_800_000_000_000

    told = [age_words(words, now - ago * 1000, now) for ago in (5, 600, 7200, 200_000)]

    assert told == ["刚和县里核对过", "10分钟前和县里核对过", "2小时前和县里核对过", "2天前和县里核对过"]
    assert age_words(words, 0, now) == "还没有和县里核对"
    assert age_words(words, now + 10**9, now) == "刚和县里核对过"


def test_the_onlooker_reads_what_stands_there(glass: Glass) -> None:
    wall = Wall(glass)
    wall.rotation.hears(wall_pages((letter("柳河村", number=5),), LARGE))
    wall.player.shows_now()

    texts = wall.player.texts

    wall.leaves()
    assert texts[:3] == ["柳河村", "2026年11月", "机动地发包公告"]
