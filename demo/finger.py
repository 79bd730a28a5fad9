"""A scripted finger: a real touch through Kivy's event loop, at a place on the glass."""

from typing import Any

from kivy.base import EventLoop
from kivy.input.motionevent import MotionEvent


class Finger(MotionEvent):  # type: ignore[misc]  # Kivy has no types
    """Down and up at (x, y) in pixels from the lower left."""

    def __init__(self, x: float, y: float) -> None:
        window = EventLoop.window
        place = {"x": x / (window.width - 1.0), "y": y / (window.height - 1.0)}
        super().__init__("finger", 1, place, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: Any) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)

    def goes_down(self) -> None:
        EventLoop.post_dispatch_input("begin", self)

    def slides(self, x: float, y: float) -> None:
        window = EventLoop.window
        self.move({"x": x / (window.width - 1.0), "y": y / (window.height - 1.0)})
        EventLoop.post_dispatch_input("update", self)

    def comes_up(self) -> None:
        EventLoop.post_dispatch_input("end", self)
