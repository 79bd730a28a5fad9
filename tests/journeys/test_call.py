"""The direct line from the touch to the officer's picture in real Chromium and back, and what it bears."""

import signal
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has no types of its own
import pytest

from bench.call.marks import number_of, pitch_of
from bench.call.media import OFFICER, OFFICER_HZ, VILLAGER, VILLAGER_HZ
from bench.call.rig import Desk, Line
from demo.cast import Cast
from demo.place import new_password
from edge.call.pictures import NearPicture
from tests.journeys.terminal_face import TerminalFace
from wire import port
from wire.ids import CallId, new_id

pytestmark = [pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def line(people: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    password = new_password()
    with Line(tmp_path_factory.mktemp("call"), people, password=password) as running:
        running.desk.sits(people.officer.login, password)
        yield running


@pytest.fixture
def kiosk(line: Line) -> Iterator[TerminalFace]:
    with TerminalFace(line.edge_socket) as face:
        if not face.hears(port.EdgeStatus).link_up:
            face.waits_for(port.EdgeStatus, lambda status: status.link_up)
        yield face


class Eye:
    """The kiosk's look at the officer."""

    def __init__(self, path: str) -> None:
        self._far = NearPicture(Path(path))

    def sees(self, number: int) -> bool:
        picture = self._far.newest()
        return picture is not None and number_of(picture) == number


def _called(line: Line, kiosk: TerminalFace) -> tuple[CallId, Eye]:
    call_id = CallId(new_id())
    kiosk.says(port.StartCall(call_id=call_id))
    assert kiosk.hears(port.CallRinging).ahead == 0
    line.desk.until(lambda: line.desk.page.locator("#waiting li").count() == 1)
    line.desk.takes()
    taken = kiosk.hears(port.CallTaken)
    kiosk.hears(port.CallConnected)
    return call_id, Eye(taken.far_path)


def _ends(line: Line, kiosk: TerminalFace, call_id: CallId) -> None:
    kiosk.says(port.EndCall(call_id=call_id))
    assert kiosk.hears(port.CallEnded).why == "hung_up"
    line.desk.until(lambda: line.desk.says == "ended-caller")


def test_both_see_and_hear_each_other_and_nothing_of_it_stays(line: Line, kiosk: TerminalFace) -> None:
    call_id, eye = _called(line, kiosk)
    line.desk.until(lambda: line.desk.number() == VILLAGER)
    line.desk.until(lambda: eye.sees(OFFICER))
    assert abs(line.desk.pitch_hz() - VILLAGER_HZ) < 8
    words = kiosk.heard_or_hears(port.SafetyWords)
    line.desk.until(lambda: len(line.desk.words) == 3)
    assert line.desk.words == [_listed(line)[place] for place in words.words]

    kiosk.says(port.CameraOff(call_id=call_id, off=True))
    line.desk.until(lambda: line.desk.number() == 0)
    _ends(line, kiosk, call_id)

    assert line.desk.page.evaluate("document.getElementById('far').srcObject") is None
    assert abs(pitch_of(_last_half_second(line.heard_path)) - OFFICER_HZ) < 8
    line.desk.until(lambda: not list(Path("/dev/shm").glob("zhitong-t001-*-far")))  # noqa: S108  # RAM
    assert line.desk.complaints == []


def test_an_engine_that_is_killed_is_not_noticed_for_long(line: Line, kiosk: TerminalFace) -> None:
    call_id, eye = _called(line, kiosk)

    engine = _engine_of(line.edge.pid)
    engine.send_signal(signal.SIGSEGV)

    kiosk.hears(port.CallHealing)
    kiosk.hears(port.CallConnected)
    line.desk.until(lambda: eye.sees(OFFICER) and line.desk.number() == VILLAGER)
    _ends(line, kiosk, call_id)


def test_a_page_that_is_loaded_anew_takes_the_call_up_again(line: Line, kiosk: TerminalFace) -> None:
    call_id, eye = _called(line, kiosk)

    line.desk.page.reload()

    kiosk.hears(port.CallHealing)
    kiosk.hears(port.CallConnected)
    line.desk.until(lambda: eye.sees(OFFICER) and line.desk.number() == VILLAGER)
    _ends(line, kiosk, call_id)


def test_a_gateway_that_starts_anew_in_a_call_is_not_noticed(line: Line, kiosk: TerminalFace) -> None:
    call_id, _ = _called(line, kiosk)

    line.system.gateway.stop(signal.SIGKILL)
    line.system.gateway.start()
    time.sleep(2)

    assert not any(isinstance(event, port.CallHealing | port.CallEnded) for event in kiosk.heard)
    _ends(line, kiosk, call_id)


def test_a_kiosk_that_goes_ends_the_call_on_both_sides_and_the_next_one_can_call(
    line: Line, kiosk: TerminalFace
) -> None:
    _called(line, kiosk)

    kiosk.is_gone()
    with TerminalFace(line.edge_socket) as after:
        line.desk.until(lambda: line.desk.says == "ended-caller", within_s=30)
        assert not any(hasattr(event, "call_id") for event in after.heard)
        call_id, _ = _called(line, after)
        _ends(line, after, call_id)


def test_an_edge_that_is_killed_ends_the_call_at_the_desk(line: Line, people: Cast, kiosk: TerminalFace) -> None:
    _called(line, kiosk)

    line.edge.stop(signal.SIGKILL)
    line.edge.start()

    line.desk.until(lambda: line.desk.says == "ended-caller", within_s=30)


@pytest.fixture
def second(line: Line, people: Cast) -> Iterator[Desk]:
    """The colleague at a desk of his own; he has left it afterwards."""
    desk = line.opens_desk()
    desk.sits(people.colleague.login, line.system.password)
    yield desk
    if desk.page.get_attribute("#duty", "aria-pressed") == "true":
        _leaves(desk)
    desk.page.context.close()


def test_a_call_is_put_aside_handed_to_another_and_comes_back_when_nobody_was_there(
    line: Line, kiosk: TerminalFace, second: Desk
) -> None:
    first = line.desk
    call_id, eye = _called(line, kiosk)
    for held in (True, False):
        first.page.click("#hold")
        assert kiosk.hears(port.CallHeld).held is held
    first.page.click("#hand-over")
    first.page.click("#choice-list button")
    second.page.click("#asked .btn-primary")

    kiosk.hears(port.CallTaken)
    kiosk.hears(port.CallConnected)
    second.until(lambda: second.number() == VILLAGER and eye.sees(OFFICER))
    first.until(lambda: first.says == "passed-on")
    kiosk.says(port.EndCall(call_id=call_id))
    assert kiosk.hears(port.CallEnded).why == "hung_up"

    for desk in (first, second):
        _leaves(desk)
    missed = CallId(new_id())
    kiosk.says(port.StartCall(call_id=missed))
    assert kiosk.hears(port.CallEnded).why == "nobody"
    kiosk.says(port.WantCallBack(call_id=missed))
    kiosk.hears(port.CallBackKept)
    first.page.click("#duty")
    first.page.click("#wishes .btn-outline-primary")
    ring = kiosk.hears(port.RingsHere)
    again = CallId(new_id())
    kiosk.says(port.StartCall(call_id=again, answers=ring.ring_id))
    kiosk.hears(port.CallConnected)
    first.until(lambda: first.number() == VILLAGER)
    _ends(line, kiosk, again)
    assert first.complaints == second.complaints == []


def _leaves(desk: Desk) -> None:
    desk.page.click("#duty")
    desk.until(lambda: desk.page.get_attribute("#duty", "aria-pressed") == "false")


def test_nobody_of_the_level_it_is_about_is_asked(line: Line, kiosk: TerminalFace) -> None:
    call_id = CallId(new_id())

    kiosk.says(port.StartCall(call_id=call_id, concerns="county"))

    assert kiosk.hears(port.CallEnded).why == "nobody"
    assert line.desk.page.locator("#waiting li").count() == 0


def _listed(line: Line) -> list[str]:
    listed: list[str] = line.desk.page.evaluate("JSON.parse(document.getElementById('safety-list').textContent)")
    return listed


def _last_half_second(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        samples = file.readframes(file.getnframes())
    # what was played last is the silence after the call
    sounding = samples.rstrip(b"\0")
    return sounding[-72_000 - len(sounding) % 2 : -24_000 - len(sounding) % 2]


def _engine_of(edge_pid: int) -> psutil.Process:
    return next(child for child in psutil.Process(edge_pid).children(recursive=True) if "edge.call" in child.cmdline())
