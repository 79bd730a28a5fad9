"""A table on one page: words at the left, figures at the right under their heads, hair lines between."""

from collections.abc import Iterator

from kivy.clock import Clock
from kivy.core.text import Label as Setting
from kivy.graphics import Color, Rectangle
from kivy.properties import ListProperty, NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.flows.typeset.paging import GAP_EM, ROW_AIR, Field

LINE_EM = 1.45
"""Height of a line of Noto Sans SC."""


class Table(Widget):
    """Draws the rows it is given; which rows fit was decided when the page was cut."""

    fields = ObjectProperty(())
    rows = ObjectProperty(())
    titles = ObjectProperty(())
    """Heads as they are shown, with their units."""
    em_px = NumericProperty(32)
    ink = ListProperty([0, 0, 0, 1])
    head_ink = ListProperty([0, 0, 0, 1])
    line = ListProperty([0, 0, 0, 1])
    figure_ink = ListProperty([0, 0, 0, 1])

    def __init__(self, **properties: object) -> None:
        super().__init__(**properties)
        trigger = Clock.create_trigger(self._redraw, -1)
        for name in ("pos", "size", "fields", "rows", "titles", "em_px", "ink", "line"):
            self.fbind(name, trigger)
        trigger()

    def _redraw(self, *_: object) -> None:
        self.canvas.clear()
        if not self.fields or self.width < self.em_px:
            return
        with self.canvas:
            self._draw()

    @property
    def needed(self) -> float:
        """Height of what it has been given."""
        rows = sum(max(cell.count("\n") + 1 for cell in row) + ROW_AIR for row in self.rows)
        heads = 1 + ROW_AIR * 1.5 if any(self.titles) else 0
        return float((rows + heads - ROW_AIR / 2) * self.em_px * LINE_EM)

    def _draw(self) -> None:
        line_px = self.em_px * LINE_EM
        top = self._draw_heads(line_px) if any(self.titles) else self.top
        top -= ROW_AIR * line_px * 0.5
        for row in self.rows:
            for (left, width, field), cell in zip(self._columns(), row, strict=True):
                ink = self.figure_ink if field.to_the_right else self.ink
                self._cell(cell, (left, top, width), field=field, ink=ink)
            top -= line_px * (max(cell.count("\n") + 1 for cell in row) + ROW_AIR)
            self._rule(top + ROW_AIR * line_px * 0.5, 1)

    def _draw_heads(self, line_px: float) -> float:
        """Where the rows begin below them."""
        top = self.top - ROW_AIR * line_px * 0.5
        for (left, width, field), title in zip(self._columns(), self.titles, strict=True):
            self._cell(title, (left, top, width), field=field, ink=self.head_ink)
        top -= line_px * (1 + ROW_AIR)
        self._rule(top + ROW_AIR * line_px * 0.25, 2)
        return float(top)

    def _columns(self) -> Iterator[tuple[float, float, Field]]:
        """Left edge, width and field of each column; the last one ends at the right edge."""
        total = sum(field.width_em for field in self.fields) + GAP_EM * (len(self.fields) - 1)
        spread = max(self.width / self.em_px - total, 0) / max(len(self.fields) - 1, 1)
        left = self.x
        for field in self.fields:
            yield left, field.width_em * self.em_px, field
            left += (field.width_em + GAP_EM + spread) * self.em_px

    def _cell(self, text: str, box: tuple[float, float, float], *, field: Field, ink: list[float]) -> None:
        if not text:
            return
        left, top, width = box
        setting = Setting(text=text, font_size=self.em_px, bold=ink == self.head_ink and ink != self.ink)
        setting.refresh()
        texture = setting.texture
        shift = width - texture.width if field.to_the_right else 0
        Color(*ink)
        Rectangle(texture=texture, pos=(round(left + shift), round(top - texture.height)), size=texture.size)

    def _rule(self, y: float, height: int) -> None:
        Color(*self.line)
        Rectangle(pos=(self.x, round(y)), size=(self.width, height))
