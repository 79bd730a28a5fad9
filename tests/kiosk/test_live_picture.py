"""The live picture: whole pictures only, and never one that was painted for somebody else."""

import time
from pathlib import Path

import pytest

from tests.kiosk.glass import Glass
from wire.picture import FILE_BYTES, PictureHeader, pack_header

pytestmark = pytest.mark.gl


class Painter:
    """Writes the memory file as the edge does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(bytes(FILE_BYTES))

    def paint(self, header: PictureHeader, shade: int) -> None:
        with self.path.open("r+b") as file:
            file.seek(header.offset)
            file.write(bytes([shade]) * header.length)
            file.seek(0)
            file.write(pack_header(header))


@pytest.fixture
def painter(tmp_path: Path) -> Painter:
    return Painter(tmp_path / "picture")


def _header(sequence: int, at_ms: int) -> PictureHeader:
    return PictureHeader(sequence=sequence, width=64, height=48, at_ms=at_ms)


def test_the_newest_picture_is_shown(glass: Glass, painter: Painter) -> None:
    from kiosk.live_picture import LivePicture

    picture = LivePicture()
    picture.follow(str(painter.path))
    assert picture.newest(0) is None
    painter.paint(_header(1, 1000), 10)

    first = picture.newest(500)
    assert first is not None
    painter.paint(_header(2, 1040), 200)
    second = picture.newest(500)
    assert second is not None
    same = picture.newest(500) is second
    assert same
    assert (set(first.pixels[::4]), set(second.pixels[::4])) == ({10}, {200})
    painter.paint(_header(3, 1080), 90)
    third = picture.newest(500)
    assert third is not None
    assert set(third.pixels[::4]) == {90}
    picture.close()


def test_a_screen_is_drawn_anew_for_a_new_picture_and_not_between(glass: Glass, painter: Painter) -> None:
    from kivy.clock import Clock

    from kiosk.live_picture import LivePicture
    from kiosk.widgets.living import Living

    picture = LivePicture()
    picture.follow(str(painter.path))
    living = Living(source=lambda _since_ms: picture.newest(0))
    glass.window.add_widget(living)
    glass.lay_out(living, (640, 480))
    drawn = []
    for sequence in (1, 1, 2, 2):
        painter.paint(_header(sequence, 1000), 10 * sequence)
        glass.window.dispatch("on_draw")
        time.sleep(0.06)
        Clock.tick()
        drawn.append(glass.window.canvas.needs_redraw)
    living.rests()
    glass.window.remove_widget(living)
    picture.close()

    assert drawn == [True, False, True, False]


def test_a_picture_from_before_the_villager_came_is_not_shown(glass: Glass, painter: Painter) -> None:
    from kiosk.live_picture import LivePicture

    picture = LivePicture()
    picture.follow(str(painter.path))
    painter.paint(_header(7, 1000), 10)

    assert picture.newest(1001) is None
    picture.close()


@pytest.mark.parametrize("content", [b"", b"short", b"X" * FILE_BYTES])
def test_what_is_no_picture_is_shown_as_none(glass: Glass, tmp_path: Path, content: bytes) -> None:
    from kiosk.live_picture import LivePicture

    (tmp_path / "picture").write_bytes(content)
    picture = LivePicture()
    picture.follow(str(tmp_path / "picture"))

    assert picture.newest(0) is None
    picture.follow("/nowhere/at/all")
    assert picture.newest(0) is None
