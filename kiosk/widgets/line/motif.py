"""The straight line between two dots, here and the county: separator, link and travelling petition."""

from kivy.animation import Animation
from kivy.graphics import Color, Line, Rectangle, SmoothEllipse
from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

from kiosk.theme import faded
from kiosk.widgets.themed import Themed

_TRAVEL_S = 0.6


class Motif(Themed, Widget):
    """Redraws itself as a whole: a handful of instructions."""

    dot_mm = NumericProperty(2.4)
    line_mm = NumericProperty(0.5)

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        for name in self.moves():
            self.fbind(name, self._redraw)
        self._redraw()

    def moves(self) -> tuple[str, ...]:
        """The properties whose change redraws it."""
        return ("pos", "size", "palette", "dot_mm", "line_mm")

    def _redraw(self, *_: object) -> None:
        self.canvas.clear()
        with self.canvas:
            self.draw()

    def draw(self) -> None:
        """A hair line with its two dots."""
        Color(*self.palette.primary)
        self.track(self.x + self.radius, self.end - self.radius)
        self.dot(self.x + self.radius, full=True)
        self.dot(self.end - self.radius, full=True)

    # Kivy's own right and center_y may still be the old ones while a new size is being told

    @property
    def end(self) -> float:
        return float(self.x + self.width)

    @property
    def middle(self) -> float:
        return float(self.y + self.height / 2)

    @property
    def radius(self) -> float:
        return float(mm(self.dot_mm) / 2)

    def track(self, start: float, end: float) -> None:
        height = max(round(mm(self.line_mm)), 1)
        Rectangle(pos=(start, round(self.middle - height / 2)), size=(max(end - start, 0), height))

    def dot(self, x: float, *, full: bool, factor: float = 1.0) -> None:
        radius = self.radius * factor
        place = {"pos": (x - radius, self.middle - radius), "size": (2 * radius, 2 * radius)}
        if full:
            SmoothEllipse(**place)
        else:
            Line(circle=(x, self.middle, radius - mm(0.3)), width=max(mm(0.35), 1))


class LinkLine(Motif):
    """Whole when the county can be reached; open in the middle and hollow at its end when not."""

    up = BooleanProperty(defaultvalue=False)
    here = BooleanProperty(defaultvalue=True)

    def moves(self) -> tuple[str, ...]:
        return (*super().moves(), "up", "here")

    def draw(self) -> None:
        Color(*(self.palette.primary if self.here else self.palette.soft))
        start, end = self.x + 2 * self.radius, self.end - 2 * self.radius
        if self.up:
            self.track(start, end)
        else:
            third = (end - start) / 3
            self.track(start, start + third)
            self.track(end - third, end)
        self.dot(self.x + self.radius, full=self.here)
        self.dot(self.end - self.radius, full=self.up)


class SendLine(Motif):
    """The petition's dot on its way to the county. It rests at the end only with the receipt."""

    fraction = NumericProperty(0.0)
    arrived = BooleanProperty(defaultvalue=False)
    shown = NumericProperty(0.0)

    _BEFORE_THE_END = 0.94

    def moves(self) -> tuple[str, ...]:
        return (*super().moves(), "shown", "arrived")

    def on_fraction(self, *_: object) -> None:
        self._travel()

    def on_arrived(self, *_: object) -> None:
        self._travel()

    def _travel(self) -> None:
        goal = 1.0 if self.arrived else self.fraction * self._BEFORE_THE_END
        Animation.cancel_all(self, "shown")
        if self.get_parent_window() is None:
            self.shown = goal
        else:
            Animation(shown=goal, duration=_TRAVEL_S, t="in_out_quad").start(self)

    def draw(self) -> None:
        start, end = self.x + self.radius, self.end - self.radius
        here = start + (end - start) * self.shown
        Color(*self.palette.line)
        self.track(start, end)
        Color(*self.palette.primary)
        self.track(start, here)
        self.dot(start, full=True, factor=0.6)
        if not self.arrived:
            Color(*self.palette.ground)
            self.dot(end, full=True, factor=0.75)
            Color(*self.palette.primary)
            self.dot(end, full=False, factor=0.75)
            Color(*faded(self.palette.primary, 0.25))
            self.dot(here, full=True, factor=1.7)
            Color(*self.palette.primary)
        self.dot(here, full=True)


class LevelBar(Motif):
    """How loud the voice is, in steps that a glance tells apart."""

    level = NumericProperty(0.0)
    _BARS = 24

    def moves(self) -> tuple[str, ...]:
        return (*super().moves(), "level")

    def draw(self) -> None:
        pitch = self.width / self._BARS
        lit = round(min(max(self.level, 0.0), 1.0) ** 0.5 * self._BARS)
        for number in range(self._BARS):
            Color(*(self.palette.primary if number < lit else self.palette.line))
            Rectangle(pos=(round(self.x + number * pitch), self.y), size=(round(pitch * 0.62), self.height))


class Ring(Motif):
    """How much of a while is left: full at first, open from the top clockwise."""

    left = NumericProperty(1.0)

    def moves(self) -> tuple[str, ...]:
        return (*super().moves(), "left")

    def draw(self) -> None:
        width = mm(self.line_mm * 6)
        radius = max(min(self.width, self.height) / 2 - width, 1)
        middle = (self.x + self.width / 2, self.y + self.height / 2)
        Color(*self.palette.line)
        Line(circle=(*middle, radius), width=width)
        Color(*self.palette.primary)
        Line(circle=(*middle, radius, 360 * (1 - min(max(self.left, 0.0), 1.0)), 360), width=width, cap="none")
