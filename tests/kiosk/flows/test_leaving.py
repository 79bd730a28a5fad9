"""Leave now: from every private step of every visit, one touch leads home and tells the edge to forget."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.flows.home import Home
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.visit import Visit
from tests.kiosk.cast import POINT
from tests.kiosk.edge_fake import FakeEdge
from tests.kiosk.glass import LARGE, limits_of
from tests.kiosk.guest import EQUIPMENT, WAYS, Guest
from wire import port

PRIVATE = [(way, name) for way, steps in WAYS.items() for name, _ in steps if name != "Home"]


class Screenless:
    """A visit and an edge that answers at once; as much of a LonelyKiosk as a guest uses."""

    def __init__(self, home: Path) -> None:
        self._visit = Visit(Surroundings(POINT, limits=limits_of(LARGE), draws_writing=lambda _: b"png"))
        self.edge: Any = FakeEdge(home / "edge.sock")
        self.sent: list[port.Request] = []
        self.last: Any = None
        self._heard: list[Any] = []
        self.app: Any = self
        self.face: Any = self

    @property
    def step(self) -> Step:
        return self._visit.step

    def does(self, choice: str, item: str) -> None:
        self._sends(self._visit.does(choice, item))

    def post(self, event: Any) -> None:
        self._heard.append(event)

    def _wait(self, seconds: float) -> None:
        self._sends(self._visit.waits(seconds))

    def next_frame(self) -> None:
        while self._heard:
            self._sends(self._visit.hears(self._heard.pop(0)))

    def _sends(self, requests: tuple[port.Request, ...]) -> None:
        for request in requests:
            self.sent.append(request)
            self.last = getattr(request, "petition_id", self.last)
            self._heard += self.edge.answers(request)


@pytest.mark.parametrize(("way", "name"), PRIVATE, ids=[name for _, name in PRIVATE])
def test_leave_now_is_one_touch_home_from_every_private_step(way: str, name: str, tmp_path: Path) -> None:
    kiosk = Screenless(tmp_path)
    guest = Guest(kiosk)
    kiosk.post(port.Welcome(terminal_id="t001", point=POINT, birth=1, picture_path="/nowhere"))
    kiosk.post(port.EdgeStatus(link_up=True, waiting_petitions=0, equipment=EQUIPMENT))
    kiosk.next_frame()
    guest.comes_to(name, way=way)
    assert kiosk.step.private
    before = len(kiosk.sent)

    guest.does("leave")

    told = [type(one) for one in kiosk.sent[before:]]
    begun, wished = (any(isinstance(one, kind) for one in kiosk.sent) for kind in (port.StartDraft, port.SubmitDraft))
    asked = any(isinstance(one, port.AskAnswer) for one in kiosk.sent)
    assert type(kiosk.step) is Home
    assert (port.CancelDraft in told) == (begun and not wished)
    assert (port.ForgetAnswer in told) == asked
    assert port.SubmitDraft not in told
