"""The screen goes and comes back: the wall lives on without it, and its page stands there again, pixel by pixel."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.wall.screen_of_x import XScreen, is_installed, screen
from tests.kiosk.wall.test_app import Process, wall
from wire import port

pytestmark = [
    pytest.mark.gl,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not is_installed(),
        reason="SCREEN GOES NOT TESTED: apt install xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils",
    ),
]


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[XScreen]:
    with screen(tmp_path) as panel:
        yield panel


@pytest.fixture
def process(tmp_path_factory: pytest.TempPathFactory, panel: XScreen) -> Iterator[Process]:
    """A wall whose page stands there."""
    with wall(tmp_path_factory.mktemp("w"), DISPLAY=panel.display, SDL_VIDEODRIVER="x11") as process:
        process.edge.start()
        assert process.until(lambda: _stands_there(process, panel))
        yield process


def _stands_there(process: Process, panel: XScreen) -> bool:
    """What is on the screen is what the proof will say."""
    pages = [one.page for one in process.told(port.ReportPage) if one.page]
    if not pages:
        return False
    return bool(hashlib.sha256(b"640x360\n" + panel.pixels()).hexdigest() == pages[-1].pixels_sha256)


def test_a_screen_that_goes_ends_nothing_and_has_its_page_when_it_is_back(process: Process, panel: XScreen) -> None:
    panel.goes()
    frames = len(process.told(port.StillShowing))

    assert process.until(lambda: len(process.told(port.StillShowing)) >= frames + 2)
    panel.comes()

    assert process.until(lambda: _stands_there(process, panel))
    assert process.ends() == "ended in order\n"


def test_another_screen_has_the_page_where_it_begins(process: Process, panel: XScreen) -> None:
    panel.goes()
    panel.comes("1024x768")

    assert process.until(lambda: _stands_there(process, panel))
    assert process.child.poll() is None
