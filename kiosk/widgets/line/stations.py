"""A few places on one line, each with its name and day: how far something has come."""

from kivy.graphics import Color
from kivy.metrics import mm
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.line.motif import Motif
from kiosk.widgets.say import Say
from kiosk.widgets.themed import Themed

Station = tuple[str, str, bool]
"""Name, day (or nothing), and whether it has been reached."""


class StationLine(Motif):
    """Full dots for what has been, hollow ones for what has not."""

    stations: tuple[Station, ...] = ObjectProperty(())

    def moves(self) -> tuple[str, ...]:
        return (*super().moves(), "stations")

    def draw(self) -> None:
        count = len(self.stations)
        places = [self.x + self.width * (at + 0.5) / count for at in range(count)]
        reached = [place for place, (_, _, been) in zip(places, self.stations, strict=True) if been]
        if not places:
            return
        Color(*self.palette.line)
        self.track(places[0], places[-1])
        Color(*self.palette.primary)
        self.track(places[0], reached[-1] if reached else places[0])
        for place, (_, _, been) in zip(places, self.stations, strict=True):
            Color(*self.palette.ground)
            self.dot(place, full=True)
            Color(*self.palette.primary)
            self.dot(place, full=been)


class Stations(Themed, BoxLayout):
    """As high as its line and its words."""

    stations: tuple[Station, ...] = ObjectProperty(())

    def __init__(self, **properties: object) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=mm(2), **properties)
        self.bind(minimum_height=self.setter("height"))
        line = StationLine(stations=self.stations, size_hint_y=None, height=mm(7), dot_mm=6, line_mm=1.2)
        self.add_widget(line)
        words = BoxLayout(size_hint_y=None)
        words.bind(minimum_height=words.setter("height"))
        for name, day, been in self.stations:
            tone = "ink" if been else "soft"
            column = BoxLayout(orientation="vertical", size_hint_y=None, pos_hint={"top": 1})
            column.bind(minimum_height=column.setter("height"))
            column.add_widget(Say(words=name, align="center", bold=been, tone=tone))
            column.add_widget(Say(words=day, align="center", tone=tone))
            words.add_widget(column)
        self.add_widget(words)
