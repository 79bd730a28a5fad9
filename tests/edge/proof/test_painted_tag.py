"""From the painter to the photograph: the code that is drawn is the one that is reported, and the one that is found."""

import numpy as np
from msgspec.structs import replace

from edge.wall.proof.sighting import find_tags
from kiosk.render.page import Foot
from kiosk.wall.drawing import Drawing
from kiosk.wall.scene import AlarmScene, Because, PageScene, shown
from kiosk.words import Words
from tests.edge.cast import notice
from tests.edge.wall.yard import emergency
from wire.content import Text
from wire.wall.profile import WallProfile

PROFILE = WallProfile(width_px=256, height_px=128, tags=True)


def drawing(profile: WallProfile) -> Drawing:
    return Drawing(profile, Words.of("zh_CN"), point="柳河镇大院", media=dict)


def test_the_code_in_the_corner_is_that_of_the_proof() -> None:
    draws = drawing(PROFILE)
    (page, *_) = draws.sets(replace(notice("打井"), content=(Text(body="今年打了三口井。"),))).pages

    for _ in range(3):
        drawn = draws.draws(PageScene(page, Foot()))
        told = shown(drawn, Because("turn", 0, 0))
        assert told is not None
        pixels = np.asarray(drawn.cut.bitmap.image())
        assert [one.tag for one in find_tags(pixels, [told.tag])] == [told.tag]
    alarm = draws.draws(AlarmScene(emergency()))
    assert (drawn.tag, alarm.tag) == (2, 3)


def test_a_wall_without_tags_reports_none() -> None:
    draws = drawing(WallProfile(width_px=256, height_px=128))
    (page, *_) = draws.sets(replace(notice("打井"), content=(Text(body="今年打了三口井。"),))).pages

    told = shown(draws.draws(PageScene(page, Foot())), None)

    assert told is not None
    assert told.tag == -1
