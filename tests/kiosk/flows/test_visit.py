"""What is the same at every step: help, the ear, the other language, low mode, leaving, and being idle."""

from dataclasses import replace

from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits, Surroundings
from kiosk.flows.visit import StillThere, Visit
from tests.kiosk.cast import DUTY_PERSON, NOTICES, POINT
from wire import port

_VOICED = port.Equipment(voices=("zh_CN", "en"))


def _visit(equipment: port.Equipment = _VOICED, *, low: Limits | None = None) -> Visit:
    visit = Visit(Surroundings(POINT, duty_person=DUTY_PERSON, low_limits=low))
    visit.hears(port.Welcome(terminal_id="t001", point=POINT, birth=1, picture_path="/nowhere"))
    visit.hears(port.EdgeStatus(link_up=True, waiting_petitions=0, equipment=equipment))
    visit.hears(port.NoticesChanged(serial=1, notices=list(NOTICES), checked_at_ms=1))
    return visit


def _said(requests: tuple[port.Request, ...]) -> list[port.Say]:
    return [one for one in requests if isinstance(one, port.Say)]


def _wait(visit: Visit, seconds: int) -> list[port.Request]:
    return [request for _ in range(seconds) for request in visit.waits(1.0)]


def test_a_screen_is_read_out_once_when_it_comes_up() -> None:
    visit = _visit()

    first = _said(visit.does("answer"))
    again = _said(visit.waits(1.0))

    assert [one.prompts for one in first] == [["step.enter_code"]]
    assert not again


def test_the_first_page_does_not_talk_to_an_empty_yard_but_answers_the_ear() -> None:
    visit = _visit()

    assert not _wait(visit, 5)
    assert _said(visit.does("listen"))[0].prompts == ["step.home"]


def test_where_there_is_no_voice_nothing_is_said_and_no_ear_is_drawn() -> None:
    visit = _visit(port.Equipment())

    assert not _said(visit.does("answer"))
    assert not visit.manner.speaks


def test_a_private_screen_is_spoken_for_the_handset() -> None:
    visit = _visit(port.Equipment(voices=("zh_CN",), handset=True))

    assert _said(visit.does("answer"))[0].private


def test_help_lies_over_the_flow_and_gives_it_back() -> None:
    visit = _visit()
    visit.does("answer")
    visit.does("digit", "4")
    before = visit.step

    visit.does("help")
    shown = visit.step
    visit.does("back")

    assert isinstance(shown, ReadHelp)
    assert shown.duty_person == DUTY_PERSON
    assert shown.private
    assert visit.step == before


def test_the_other_language_is_there_at_once_and_gone_with_the_visit() -> None:
    visit = _visit()
    visit.does("help")

    said = _said(visit.does("language"))
    chosen = visit.manner.language
    visit.does("back")
    visit.does("answer")
    visit.does("leave")

    assert chosen == "en"
    assert said[0].language == "en"
    assert visit.manner.language == "zh_CN"
    assert visit.around.language == "zh_CN"


def test_what_a_flow_says_by_itself_is_in_the_other_language_as_well() -> None:
    visit = _visit()
    visit.does("help")

    visit.does("language")

    assert visit.around.language == "en"


def test_low_mode_changes_how_much_fits_and_ends_with_the_visit() -> None:
    low = Limits(notices=1)
    visit = _visit(low=low)
    visit.does("help")

    visit.does("low")
    lowered = visit.around.limits
    _wait(visit, 200)

    assert lowered is low
    assert visit.around.limits is not low
    assert not visit.manner.low


def test_practice_is_begun_from_the_first_page_only() -> None:
    visit = _visit()
    visit.does("answer")
    visit.does("help")
    visit.does("practice")
    assert isinstance(visit.step, ReadHelp)

    visit.does("home")
    visit.does("help")
    visit.does("practice")

    assert visit.step.practice


def test_leaving_is_silent_at_once_and_shows_what_anybody_may_see() -> None:
    visit = _visit()
    visit.does("answer")
    visit.hears(port.SayingStarted(say_id="one"))

    requests = visit.does("leave")

    assert any(isinstance(one, port.Hush) for one in requests)
    assert not visit.step.private


def test_who_sits_still_is_asked_aloud_and_may_stay_as_often_as_he_likes() -> None:
    visit = _visit()
    visit.does("answer")
    before = visit.step

    for _ in range(4):
        said = _said(tuple(_wait(visit, 95)))
        assert isinstance(visit.step, StillThere)
        assert said[0].prompts == ["step.still_there"]
        visit.does("stay")
        assert visit.step == before


def test_who_does_not_answer_is_forgotten_after_thirty_seconds() -> None:
    visit = _visit()
    visit.does("answer")
    visit.does("digit", "4")

    _wait(visit, 119)
    asked: Step = visit.step
    _wait(visit, 2)

    assert isinstance(asked, StillThere)
    assert isinstance(visit.step, Home)


def test_the_ring_empties_second_by_second() -> None:
    visit = _visit()
    visit.does("answer")

    _wait(visit, 90)
    first = visit.step
    _wait(visit, 5)

    assert isinstance(first, StillThere)
    assert visit.step == replace(first, left_s=first.left_s - 5)
