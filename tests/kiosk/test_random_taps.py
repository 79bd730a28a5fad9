"""A child left alone with the kiosk: thousands of touches anywhere, an edge that comes and goes, and no crash."""

import random
from typing import Any

import pytest

from kiosk.flows.step import EdgeGone, Step
from tests.kiosk.edge_fake import FakeEdge
from tests.kiosk.glass import LARGE, Glass, config_of
from wire import port

pytestmark = pytest.mark.gl
_TAPS = 4000
_AWAY = {"leave", "back", "home"}
"""Rarely taken on purpose, or the child would never get anywhere."""


class LonelyKiosk:
    """The real app without its socket; the fake edge answers at once."""

    def __init__(self, glass: Glass, home: Any) -> None:
        self.edge = FakeEdge(home / "edge.sock")
        self.app = glass.app_class(config_of(LARGE), home)
        self.app.face._send = self._send
        self.app.stage.fade_s = 0
        self.here = False
        self.last: Any = None

    def _send(self, request: port.Request) -> None:
        self.last = getattr(request, "petition_id", self.last)
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
        if self.last is None:
            return
        events: list[port.Event] = [
            port.RecordingProgress(petition_id=self.last, elapsed_ms=dice.randrange(600_000), level=dice.random()),
            port.RecordingStopped(petition_id=self.last, duration_ms=4000, sealed_bytes=1, why="limit"),
            port.UploadProgress(petition_id=self.last, arrived_bytes=dice.randrange(99), total_bytes=99),
            port.Receipted(petition_id=self.last, received_at_ms=1),
            port.ReplayEnded(petition_id=self.last),
            port.Sorry(about="StartRecording", reason="no_camera", subject_id=self.last),
            port.EdgeStatus(link_up=dice.random() < 0.5, waiting_petitions=1),
            port.PetitionRefused(petition_id=self.last, reason="conflict", permanent=True),
        ]
        self.app.face.post(dice.choice(events))


def _touch(place: tuple[float, float]) -> None:
    from demo.finger import Finger

    finger = Finger(*place)
    finger.goes_down()
    finger.comes_up()


def _place(kiosk: LonelyKiosk, dice: random.Random, size: tuple[int, int]) -> tuple[float, float]:
    from kiosk.widgets.choice import Choice

    screen = kiosk.app.stage.screen
    assert screen is not None
    targets = [one for one in screen.walk(restrict=True) if isinstance(one, Choice) and one.height]
    onward = [one for one in targets if one.choice not in _AWAY]
    if onward and dice.random() < 0.75:
        return tuple(dice.choice(onward).center)
    return dice.randrange(size[0]), dice.randrange(size[1])


def test_thousands_of_touches_anywhere_break_nothing(glass: Glass, tmp_path: Any) -> None:
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.lang import Builder

    glass.set_panel(LARGE)
    dice = random.Random(20261122)  # noqa: S311 - a child's fingers are no secret
    kiosk = LonelyKiosk(glass, tmp_path)
    stage = kiosk.app.build()
    glass.window.add_widget(stage)
    EventLoop.ensure_window()
    kiosk.comes()
    seen: set[type[Step]] = set()

    for _ in range(_TAPS):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        _touch(_place(kiosk, dice, glass.window.size))
        seen.add(type(kiosk.app.step))
        happening = dice.random()
        if happening < 0.06:
            kiosk.tells(dice)
        elif kiosk.here and happening < 0.065:
            kiosk.goes()
        elif not kiosk.here and happening < 0.2:
            kiosk.comes()
        elif 0.2 < happening < 0.21:
            kiosk.app.face._wait(dice.choice([1.0, 60.0, 100.0]))

    glass.window.remove_widget(stage)
    kiosk.app.port.stop()
    assert len(seen) >= 10, sorted(one.__name__ for one in seen)
