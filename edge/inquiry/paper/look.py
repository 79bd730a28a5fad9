"""How a case document looks: A4, one family of letters, black and two greys, a foot on each page."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from edge.inquiry.catalogue import font_path

PLAIN: Final = "ZhitongPlain"
BOLD: Final = "ZhitongBold"
INK: Final = HexColor(0x161616)
SOFT: Final = HexColor(0x4A4A4A)
RULE: Final = HexColor(0xB8B8B8)
SHADE: Final = HexColor(0xF3F3F1)
WIDTH: Final = A4[0]
HEIGHT: Final = A4[1]
LEFT: Final = 25 * mm
RIGHT: Final = 22 * mm
TOP: Final = 24 * mm
BOTTOM: Final = 24 * mm
TEXT_WIDTH: Final = WIDTH - LEFT - RIGHT
_FOOT_PT: Final = 8.5
_FOOT_AT: Final = 13 * mm


@cache
def letters() -> None:
    """Once a process; only the letters that are used go into a document."""
    pdfmetrics.registerFont(TTFont(PLAIN, str(font_path("Regular"))))
    pdfmetrics.registerFont(TTFont(BOLD, str(font_path("Bold"))))


def style(
    size: float, *, bold: bool = False, colour: Color = INK, before: float = 0, after: float = 0, **more: Any
) -> ParagraphStyle:
    """Lines are one and a half times as high as letters, and break anywhere, as Chinese does."""
    return ParagraphStyle(
        name=f"{size}{bold}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.55,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        wordWrap="CJK",
        **more,
    )


TITLE: Final = style(22, bold=True, alignment=TA_CENTER, after=1 * mm)
SUBTITLE: Final = style(10, colour=SOFT, alignment=TA_CENTER, after=6 * mm)
CHAPTER: Final = style(13, bold=True, before=7 * mm, after=2.5 * mm, keepWithNext=1)
BODY: Final = style(11, leftIndent=4)
SPOKEN: Final = style(11.5, leftIndent=4)
LABEL: Final = style(10.5, colour=SOFT, leftIndent=4)
PAGE_HEAD: Final = style(11, bold=True, leftIndent=4)
PAGE_STATE: Final = style(9.5, colour=SOFT, alignment=TA_RIGHT)
FINE: Final = style(8.5, colour=SOFT, leftIndent=4)


class Numbered(Canvas):  # type: ignore[misc]
    """Writes the foot of each page once it is known how many there are."""

    foot: Callable[[int, int], tuple[str, str]]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # its name in reportlab
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._draw_foot(number)
            super().showPage()
        super().save()

    def _draw_foot(self, number: int) -> None:
        left, right = type(self).foot(number, len(self._pages))
        self.setStrokeColor(RULE)
        self.setLineWidth(0.5)
        self.line(LEFT, _FOOT_AT + 4.5 * mm, WIDTH - RIGHT, _FOOT_AT + 4.5 * mm)
        self.setFillColor(SOFT)
        self.setFont(PLAIN, _FOOT_PT)
        self.drawString(LEFT, _FOOT_AT, left)
        self.drawRightString(WIDTH - RIGHT, _FOOT_AT, right)
