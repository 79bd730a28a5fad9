"""Names as long as people bear them leave every key its place on the smallest panel."""

import pytest

from kiosk.flows.petition.more_steps import GroupOfPeople
from kiosk.words import Words
from tests.kiosk import glass as drawing
from tests.kiosk.glass import PANELS, Glass, limits_of
from tests.kiosk.scenes.every import scenes
from tests.kiosk.screens.ruler import Ruler

pytestmark = pytest.mark.gl
_SCENES = ("home", "review-audio", "read_notice-figures", "write_words", "add_more-full")


@pytest.mark.parametrize("name", ["阿卜杜拉江副站长", "Bartholomew Winterly"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("panel", ["10in", "10in-upright"])
def test_a_long_name_of_who_helps_leaves_every_key_its_place(
    glass: Glass, panel: str, language: str, *, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words.of(language, duty_person=name)
    monkeypatch.setattr(drawing, "_words", lambda _language: words)
    steps = {one: step for one, step in scenes(limits_of(PANELS[panel])).items() if one in _SCENES}

    faults = [
        f"{one}: {fault}"
        for one, step in steps.items()
        for fault in Ruler(glass.screen(step, panel=PANELS[panel], language=language), PANELS[panel]).faults()
    ]

    assert set(steps) >= {"review-audio", "read_notice-figures"}
    assert not faults


@pytest.mark.parametrize("length", [12, 20])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("panel", ["10in", "10in-upright"])
def test_five_long_names_leave_the_answers_their_height(
    glass: Glass, panel: str, language: str, *, length: int
) -> None:
    name = "阿卜杜热合曼买买提依明江阿卜杜热合曼江"[:length]
    step = GroupOfPeople((name,) * 5, 0, 37, full=True)

    faults = list(Ruler(glass.screen(step, panel=PANELS[panel], language=language), PANELS[panel]).faults())

    assert not faults
