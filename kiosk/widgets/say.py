"""Text, broken into lines by our own rules and set on whole pixels; and icons, set the same way."""

from kivy.clock import Clock
from kivy.core.text import Label as Setting
from kivy.graphics import Color, Rectangle
from kivy.metrics import mm
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.typeset.lines import broken
from kiosk.icons import ICONS
from kiosk.theme import faded
from kiosk.widgets.themed import Themed

_ALONG = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
TONES = ("ink", "soft", "primary", "on_primary", "on_attention", "on_leave")


class Say(Themed, Widget):
    """A sentence. It is as high as its lines, unless it is told to keep its height."""

    words = StringProperty("")
    role = OptionProperty("text", options=("title", "text", "speech", "label", "digits"))
    tone = OptionProperty("ink", options=TONES)
    bold = BooleanProperty(defaultvalue=False)
    align = OptionProperty("left", options=tuple(_ALONG))
    stand = OptionProperty("middle", options=tuple(_DOWN))
    grows = BooleanProperty(defaultvalue=True)
    whole = BooleanProperty(defaultvalue=False)
    """One line, never broken; the width follows the words."""
    lines = NumericProperty(0)
    minimum = NumericProperty(0)
    """Height of the words as they are set now."""

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        self._painted: tuple[object, ...] = ()
        self.lines_set: list[str] = []
        """As they stand now."""
        with self.canvas:
            self._colour = Color()
            self._ink = Rectangle()
        self._set = Clock.create_trigger(self._typeset, -1)
        shaping = ("words", "role", "bold", "size", "sizes", "palette", "tone", "grows", "whole")
        self.fbind("pos", self._place)
        for name in shaping:
            self.fbind(name, self._set)
        # not at once: the rules that make it keep its height come after this
        self._set()

    @property
    def em_px(self) -> float:
        return float(mm(getattr(self.sizes, self.role)))

    def _typeset(self, *_: object) -> None:
        text = self.words if self.whole else "\n".join(broken(self.words, max(self.width / self.em_px, 1)))
        self._colour.rgba = getattr(self.palette, self.tone)
        if (painted := (text, self.em_px, self.bold)) != self._painted:
            self._painted = painted
            self.lines_set = text.split("\n") if text else []
            self.lines = len(self.lines_set)
            setting = Setting(text=text, font_size=self.em_px, bold=self.bold, halign=self.align)
            setting.refresh()
            self._ink.texture = setting.texture
            self._ink.size = setting.texture.size if text else (0, 0)
        self._take_room()
        self._place()

    def _take_room(self) -> None:
        self.minimum = self._ink.size[1]
        if self.grows:
            self.size_hint_y, self.height = None, self.minimum
        if self.whole:
            self.size_hint_x, self.width = None, self._ink.size[0]

    def _place(self, *_: object) -> None:
        free_x, free_y = self.width - self._ink.size[0], self.height - self._ink.size[1]
        if free_x < 0:
            free_x = 0 if self.align == "left" else free_x
        self._ink.pos = (
            round(self.x + free_x * _ALONG[self.align]),
            round(self.y + free_y * (1 - _DOWN[self.stand])),
        )


class Icon(Themed, Widget):
    """Two-tone: the surface quiet, the line clear."""

    name = StringProperty("")
    role = OptionProperty("icon", options=("icon", "label", "title", "text"))
    tone = OptionProperty("ink", options=TONES)
    factor = NumericProperty(1.0)

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        with self.canvas:
            self._behind = Color()
            self._surface = Rectangle()
            self._before = Color()
            self._line = Rectangle()
        self.size_hint = (None, None)
        for name in ("name", "sizes", "palette", "tone", "role", "factor"):
            self.fbind(name, self._draw)
        self.fbind("pos", self._place)
        self._painted: tuple[object, ...] = ()
        self._draw()

    def _draw(self, *_: object) -> None:
        side = round(mm(getattr(self.sizes, self.role)) * self.factor)
        ink = getattr(self.palette, self.tone)
        self._behind.rgba, self._before.rgba = faded(ink, 0.24), ink
        if (painted := (self.name, side)) != self._painted:
            self._painted = painted
            glyphs = ICONS.get(self.name, ("", ""))
            for rectangle, glyph in zip((self._surface, self._line), glyphs, strict=True):
                self._set_glyph(rectangle, glyph, side)
        self.size = (side, side) if self.name else (0, 0)
        self._place()

    def _set_glyph(self, rectangle: Rectangle, glyph: str, side: int) -> None:
        if not glyph:
            rectangle.size = (0, 0)
            return
        setting = Setting(text=glyph, font_name="Icons", font_size=side)
        setting.refresh()
        rectangle.texture, rectangle.size = setting.texture, setting.texture.size

    def _place(self, *_: object) -> None:
        for rectangle in (self._surface, self._line):
            width, height = rectangle.size
            left, below = self.x + (self.width - width) / 2, self.y + (self.height - height) / 2
            rectangle.pos = (round(left), round(below))


class Told(Themed, BoxLayout):
    """A sentence with its picture before it. Without words it is not there."""

    icon = StringProperty("")
    words = StringProperty("")
    role = OptionProperty("text", options=("text", "speech"))
    tone = OptionProperty("ink", options=TONES)
    bold = BooleanProperty(defaultvalue=False)
    aligned = BooleanProperty(defaultvalue=False)
    """Without a picture its words stand under those of the others."""
    larger = NumericProperty(1.0)
    """So many times the usual picture, for a sentence that stands alone."""


class Lines(Themed, Widget):
    """Lines that were broken when the page was cut; set one under the other from the top."""

    lines = ObjectProperty(())
    role = OptionProperty("text", options=("text", "speech"))
    needed = NumericProperty(0)

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        for name in ("pos", "size", "lines", "palette", "sizes", "role"):
            self.fbind(name, self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        setting = Setting(text="\n".join(self.lines), font_size=mm(getattr(self.sizes, self.role)))
        setting.refresh()
        self.needed = setting.texture.height if self.lines else 0
        with self.canvas:
            Color(*self.palette.ink)
            if self.lines:
                texture = setting.texture
                Rectangle(
                    texture=texture,
                    pos=(round(self.x), round(self.y + self.height - texture.height)),
                    size=texture.size,
                )
