"""The live picture: whole pictures only, and never one that was painted for somebody else."""

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

    assert second is first
    assert set(second.pixels[::4]) == {200}
    picture.close()


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
