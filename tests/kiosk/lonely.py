"""The real kiosk in the test's own process: real screens and touches, a fake edge that answers at once."""

import random
from typing import Any, Self

from kiosk.flows.step import EdgeGone
from tests.kiosk.edge_fake import FakeEdge
from tests.kiosk.glass import LARGE, Glass, config_of
from wire import port
from wire.ids import CallId, InquiryId
from wire.inquiry.sheet import STEPS, Inquirer
from wire.inquiry.transcript import Entry


class LonelyKiosk:
    """The real app without its socket; the fake edge answers at once."""

    def __init__(self, glass: Glass, home: Any) -> None:
        self.edge = FakeEdge(home / "edge.sock")
        self.app = glass.app_class(config_of(LARGE), home)
        self.app.face._send = self._send
        self.app.stage.fade_s = 0
        self.here = False
        self.sent: list[port.Request] = []
        self.last: Any = None
        self.call = CallId("")
        self.stage: Any = None

    def _send(self, request: port.Request) -> None:
        self.sent.append(request)
        self.last = getattr(request, "petition_id", self.last)
        self.call = getattr(request, "call_id", self.call)
        for event in self.edge.answers(request) if self.here else []:
            self.app._post(event)

    def comes(self) -> None:
        self.here = True
        self._send(port.Hello(face="kiosk"))

    def goes(self) -> None:
        self.here = False
        self.app.face.post(EdgeGone())

    def tells(self, dice: random.Random) -> None:
        """Something that the edge might say at any time."""
        if self.last is None and not self.call:
            return
        events = (self._of_petition(dice) if self.last is not None else []) + self._of_call(dice)
        self.app.face.post(dice.choice(events))

    def _of_call(self, dice: random.Random) -> list[port.Event]:
        one, asked = self.call, InquiryId("b" * 32)
        if not one:
            return []
        officers = (Inquirer(name="李敏"), Inquirer(name="赵强"))
        entries = (Entry(who="villager", text="没有修。" * dice.randrange(1, 90)),)
        step = dice.choice(STEPS)
        return [
            port.RingsHere(ring_id=CallId("d" * 32), asked_at_ms=1, officer="李敏"),
            port.CallTaken(call_id=one, officer="李敏", far_path="/nowhere"),
            port.CallConnected(call_id=one),
            port.CallHeld(call_id=one, held=dice.random() < 0.5),
            port.CallPicture(call_id=one, sent=dice.choice(("full", "none"))),
            port.RecordingAsked(call_id=one),
            port.InquiryAsked(call_id=one, inquiry_id=asked, officers=officers, about=""),
            port.InquiryAt(inquiry_id=asked, step=step, reading=dice.randrange(3), pages=2),
            port.InquiryText(
                inquiry_id=asked, page=dice.randrange(1, 3), version=dice.randrange(1, 9), entries=entries
            ),
            port.CallEnded(call_id=one, why="lost"),
        ]

    def _of_petition(self, dice: random.Random) -> list[port.Event]:
        return [
            port.RecordingProgress(petition_id=self.last, elapsed_ms=dice.randrange(600_000), level=dice.random()),
            port.RecordingStopped(petition_id=self.last, duration_ms=4000, sealed_bytes=1, why="limit"),
            port.UploadProgress(petition_id=self.last, arrived_bytes=dice.randrange(99), total_bytes=99),
            port.Receipted(petition_id=self.last, received_at_ms=1),
            port.ReplayEnded(petition_id=self.last),
            port.Sorry(about="StartRecording", reason="no_camera", subject_id=self.last),
            port.EdgeStatus(link_up=dice.random() < 0.5, waiting_petitions=1),
            port.PetitionRefused(petition_id=self.last, reason="conflict", permanent=True),
        ]

    def stands_on(self, glass: Glass) -> Self:
        """In the window, with its first step shown."""
        glass.set_panel(LARGE)
        self.stage = self.app.build()
        glass.window.add_widget(self.stage)
        return self

    def leaves(self, glass: Glass) -> None:
        glass.window.remove_widget(self.stage)
        self.app.port.stop()

    def target(self, name: str) -> Any:
        """What can be touched under this name."""
        # it needs the window that the glass has opened
        from kiosk.widgets.choice import Choice

        screen = self.app.stage.screen
        assert screen is not None
        named = [one for one in screen.walk(restrict=True) if isinstance(one, Choice) and one.name == name]
        assert named, f"nothing is called {name} on {type(self.app.step).__name__}"
        return named[0]

    @staticmethod
    def next_frame() -> None:
        next_frame()

    def taps(self, name: str) -> Self:
        next_frame()
        touch(tuple(self.target(name).center))
        next_frame()
        return self


def touch(place: tuple[float, float], *, up_at: tuple[float, float] | None = None) -> None:
    """Down and up; with `up_at`, the finger slides there before it is lifted."""
    # it needs Kivy's event loop
    from demo.finger import Finger

    finger = Finger(*place)
    finger.goes_down()
    if up_at is not None:
        finger.slides(*up_at)
    finger.comes_up()


def touch_with_two(one: tuple[float, float], other: tuple[float, float]) -> None:
    """Two fingers at once: both are down before either is lifted."""
    # it needs Kivy's event loop
    from demo.finger import Finger

    fingers = Finger(*one), Finger(*other)
    for finger in fingers:
        finger.goes_down()
    for finger in fingers:
        finger.comes_up()


def next_frame() -> None:
    """What the event loop does between two frames, without drawing."""
    # both need Kivy's settings made
    from kivy.clock import Clock
    from kivy.lang import Builder

    Clock.tick()
    Builder.sync()
    Clock.tick_draw()
