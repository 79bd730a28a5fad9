"""Joins what thinks, what shows and what speaks to the edge. Everything here happens on the thread that draws."""

import gc
import hashlib
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock

from kiosk.flows.step import Heard, Step
from kiosk.flows.visit import Visit
from kiosk.inbox import Inbox
from kiosk.live_picture import LivePicture
from kiosk.pace import Pace
from kiosk.stage import Stage
from wire.port import CallEnded, CallTaken, ReportShown, Request, Welcome

_SECOND = 1.0
_GONE_S = 0.6
"""By then the last private screen has faded out."""


class Face:
    """`send` gives a request to the edge."""

    def __init__(
        self, visit: Visit, stage: Stage, *, picture: LivePicture, far: LivePicture, send: Callable[[Request], None]
    ) -> None:
        self._visit = visit
        self._stage = stage
        self._picture = picture
        self._far = far
        self._send = send
        self._reported = ""
        self._private = False
        self._pace = Pace()
        self._forget_soon = Clock.create_trigger(self._forget, _GONE_S)
        self.post: Callable[[Heard], None] = Inbox(self._hear).put
        """From any thread."""

    @property
    def step(self) -> Step:
        return self._visit.step

    def begin(self) -> None:
        """Show the first step and let time go by."""
        self._stage.show(self._visit.step, self._visit.manner)
        Clock.schedule_interval(self._wait, _SECOND)

    def does(self, choice: str, item: str) -> None:
        self._follow(self._visit.does(choice, item))

    def touched(self, *_: Any) -> None:
        """Any touch; returns nothing, so that the touch goes on its way."""
        self._pace.quickens()
        self._visit.touched()

    def _hear(self, event: Heard) -> None:
        if isinstance(event, Welcome):
            self._picture.follow(event.picture_path)
        elif isinstance(event, CallTaken):
            self._far.follow(event.far_path)
        elif isinstance(event, CallEnded):
            self._far.close()
        self._follow(self._visit.hears(event))

    def _wait(self, seconds: float) -> None:
        self._follow(self._visit.waits(seconds))
        step = self._visit.step
        self._pace.passes(seconds, busy=step.private or step.practice)

    def _follow(self, requests: tuple[Request, ...]) -> None:
        for request in requests:
            self._send(request)
        self._stage.show(self._visit.step, self._visit.manner)
        self._report()
        was_private, self._private = self._private, self._visit.step.private
        if was_private and not self._private:
            self._forget_soon()

    def _forget(self, _: float) -> None:
        """Screens know each other in circles: until they are collected, what stood on them stays in memory."""
        self._picture.forget()
        self._far.close()
        gc.collect()

    def _report(self) -> None:
        """The county may know which public page stands here, and of a private one no more than that it is private."""
        step = self._visit.step
        shown = "private" if step.private else repr(step)
        digest = hashlib.sha256(shown.encode()).hexdigest()
        if digest != self._reported and self._visit.around.edge_here:
            self._pace.quickens()
            self._reported = digest
            self._send(ReportShown(shown_sha256=digest))
