"""What must stand whole on a small panel, and what must not move under a finger."""

from typing import Any

import pytest

from kiosk.flows.answer.steps import EnterCode
from kiosk.flows.call.steps import TalkToOfficer
from kiosk.flows.petition.identity import EnterPhone
from kiosk.flows.step import Step
from tests.kiosk.glass import PANELS, Glass, limits_of
from tests.kiosk.scenes.every import scenes

pytestmark = pytest.mark.gl

_CUT = "\N{HORIZONTAL ELLIPSIS}"
_OFFICES = ("县纪委监委第一纪检监察室", "柳河镇纪委")
_LONG = "赵强强 · 县纪委监委第一纪检监察室"


def _told(screen: Any) -> list[str]:
    """Whole sentences, however many lines they take."""
    from kiosk.widgets.say import Say

    return [one.words for one in screen.walk(restrict=True) if isinstance(one, Say) and one.words]


def _places(screen: Any) -> dict[str, tuple[float, float]]:
    from kiosk.widgets.choice import Choice

    keys = [one for one in screen.walk(restrict=True) if isinstance(one, Choice) and one.choice in {"digit", "erase"}]
    return {one.name: (one.x, one.y) for one in keys}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("panel", ["10in", "10in-upright"])
@pytest.mark.parametrize("scene", ["agree_to_inquiry", "attend_inquiry"])
def test_offices_of_those_who_ask_stand_whole(glass: Glass, scene: str, panel: str, language: str) -> None:
    step = scenes(limits_of(PANELS[panel]))[scene]

    told = _told(glass.screen(step, panel=PANELS[panel], language=language))

    assert all(any(office in one for one in told) for office in _OFFICES)
    assert not [one for one in told if _CUT in one]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("panel", ["21in", "10in", "10in-upright"])
def test_who_was_brought_in_stands_whole_while_it_is_recorded(glass: Glass, panel: str, language: str) -> None:
    talk = TalkToOfficer("李敏", line="talking", words=(25, 8, 18), papers=True, also=_LONG, recorded=True)

    told = _told(glass.screen(talk, panel=PANELS[panel], language=language))

    name, office = next(one for one in told if "赵强强" in one).split("\n")
    assert name.endswith("赵强强")
    assert office == _OFFICES[0]


@pytest.mark.parametrize("panel", [name for name in PANELS if not name.startswith("32in")])
@pytest.mark.parametrize(
    ("before", "after"),
    [(EnterCode(digits="482"), EnterCode(digits="4" * 16)), (EnterPhone(digits="138"), EnterPhone(digits="1" * 11))],
)
def test_no_digit_moves_when_the_last_one_was_typed(glass: Glass, before: Step, after: Step, panel: str) -> None:
    began = _places(glass.screen(before, panel=PANELS[panel]))

    ended = _places(glass.screen(after, panel=PANELS[panel]))

    assert len(began) > len("0123456789")
    assert ended == began


@pytest.mark.parametrize("panel", list(PANELS))
def test_a_villages_name_stands_whole_among_many(glass: Glass, panel: str) -> None:
    step = scenes(limits_of(PANELS[panel]))["choose_village-many"]

    told = _told(glass.screen(step, panel=PANELS[panel]))

    assert {line.name for line in step.villages} <= {*told}  # type: ignore[attr-defined]
