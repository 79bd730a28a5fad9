"""Every screen looks as it did when somebody last looked at it and found it good."""

import pytest

from tests.kiosk.glass import Glass
from tests.kiosk.golden import difference, draw_kiosk, kiosk_names

pytestmark = pytest.mark.gl


@pytest.mark.parametrize(("folder", "scene"), kiosk_names())
def test_a_screen_looks_as_it_was_found_good(glass: Glass, folder: str, scene: str) -> None:
    drawn = draw_kiosk(glass, folder, scene)

    assert not (told := difference(drawn, folder, scene)), told
