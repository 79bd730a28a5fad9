"""Real touches on the real screens: a whole petition by finger, and fingers that miss or change their mind."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.flows.affairs import ChooseNotice
from kiosk.flows.answer.steps import EnterCode
from kiosk.flows.home import Home
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.petition.recording_steps import Record, Review
from kiosk.flows.receipt import ReadReceipt
from kiosk.flows.step import Step
from kiosk.flows.summon import ReadOnWall
from tests.kiosk.cast import CODE
from tests.kiosk.glass import LARGE, Glass
from tests.kiosk.lonely import LonelyKiosk, next_frame, touch, touch_with_two
from wire import port
from wire.ids import PetitionId

pytestmark = pytest.mark.gl


@pytest.fixture
def kiosk(glass: Glass, tmp_path: Path) -> Iterator[LonelyKiosk]:
    kiosk = LonelyKiosk(glass, tmp_path).stands_on(glass)
    kiosk.comes()
    next_frame()
    yield kiosk
    kiosk.leaves(glass)


def _faces_the_camera(kiosk: LonelyKiosk) -> LonelyKiosk:
    ways = ("petition", "matter:report", "none", "identity:anonymous", "agree", "kind:video", "cover:plain")
    for way in ways:
        kiosk.taps(way)
    return kiosk


def test_a_petition_goes_its_whole_way_by_finger(kiosk: LonelyKiosk) -> None:
    _faces_the_camera(kiosk).taps("record").taps("stop")
    _sees(kiosk, Review)

    kiosk.taps("replay").taps("stop").taps("done").taps("check").taps("send")
    kiosk.app.face.post(port.Receipted(petition_id=PetitionId(kiosk.last), received_at_ms=1))
    next_frame()
    kiosk.taps("show")

    assert isinstance(kiosk.app.step, ReadReceipt)
    assert kiosk.app.step.code == CODE
    kiosk.taps("done").taps("skip").taps("done")
    _sees(kiosk, Home)


def _sees(kiosk: LonelyKiosk, kind: type[Step]) -> None:
    assert type(kiosk.app.step) is kind


def test_a_village_is_called_up_on_the_wall_by_finger(kiosk: LonelyKiosk) -> None:
    kiosk.taps("affairs").taps("village:柳河村").taps("wall")

    assert isinstance(kiosk.app.step, ReadOnWall)
    assert kiosk.app.step.state == "now"
    kiosk.taps("back")
    _sees(kiosk, ChooseNotice)


def test_a_finger_that_slides_off_has_chosen_nothing(kiosk: LonelyKiosk) -> None:
    middle = tuple(kiosk.target("petition").center)

    touch(middle, up_at=(5, 5))
    next_frame()

    _sees(kiosk, Home)


def test_a_finger_just_beside_the_drawing_is_understood(kiosk: LonelyKiosk) -> None:
    target = kiosk.target("petition")

    touch((target.x - 1.5 * LARGE.px_per_mm, target.center_y))
    next_frame()

    _sees(kiosk, ChooseMatter)


def test_a_trembling_hand_does_not_stop_what_it_has_just_begun(kiosk: LonelyKiosk) -> None:
    _faces_the_camera(kiosk)
    kiosk.app.stage.fade_s, kiosk.app.stage.rest_s = 0.01, 2.0
    middle = tuple(kiosk.target("record").center)

    for _ in range(2):
        touch(middle)
        next_frame()

    _sees(kiosk, Record)
    assert not any(isinstance(one, port.StopRecording) for one in kiosk.sent)
    time.sleep(2.1)
    for _ in range(3):
        next_frame()
    kiosk.taps("stop")
    assert any(isinstance(one, port.StopRecording) for one in kiosk.sent)


def test_leave_now_is_one_touch_from_every_private_step(kiosk: LonelyKiosk) -> None:
    _faces_the_camera(kiosk).taps("record")

    kiosk.taps("leave")

    assert not kiosk.app.step.private
    assert not any(isinstance(one, port.SubmitDraft) for one in kiosk.sent)
    assert any(isinstance(one, port.CancelDraft) for one in kiosk.sent)


def test_two_fingers_at_once_enter_two_digits_and_no_third(kiosk: LonelyKiosk) -> None:
    kiosk.taps("answer")
    four, seven = (tuple(kiosk.target(name).center) for name in ("digit:4", "digit:7"))

    touch_with_two(four, seven)
    next_frame()

    step = kiosk.app.step
    assert isinstance(step, EnterCode)
    assert sorted(step.digits) == ["4", "7"]


def test_a_second_finger_on_the_same_button_does_it_once(kiosk: LonelyKiosk) -> None:
    middle = tuple(kiosk.target("answer").center)

    touch_with_two(middle, middle)
    next_frame()

    step = kiosk.app.step
    assert isinstance(step, EnterCode)
    assert not step.digits


def test_a_key_that_comes_to_be_shown_stands_beside_the_others(kiosk: LonelyKiosk) -> None:
    for way in ("petition", "matter:claim", "none", "identity:named", "agree", "keys", "key:2", "choose:0", "done"):
        kiosk.taps(way)
    for _ in range(7):
        kiosk.taps("digit:1")
    next_frame()

    beside, done, help_key = (kiosk.target(name) for name in ("without", "done", "help"))

    assert beside.right < done.x < done.right < help_key.x
