"""What a page is made of: letters, bars, a code, a picture or film, each at its place in whole pixels."""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.render.letters.face import Face

Ink = Literal["amber", "white", "green", "line", "red", "ground"]


@dataclass(frozen=True)
class Box:
    """Pixels from the top left of the page."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def holds(self, other: "Box") -> bool:
        return self.x <= other.x and self.y <= other.y and self.right >= other.right and self.bottom >= other.bottom

    def meets(self, other: "Box") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Run:
    """A piece of text on one line; `y` is the top of its characters' boxes."""

    x: int
    y: int
    text: str
    face: Face
    ink: Ink = "white"

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.face.width(self.text), self.face.px)


@dataclass(frozen=True)
class Bar:
    """A filled rectangle: a hair line, a bar of a chart."""

    box: Box
    ink: Ink = "line"


@dataclass(frozen=True)
class Code:
    """Square modules, `1` for a dark one; drawn dark on white, `scale` pixels each."""

    x: int
    y: int
    scale: int
    rows: tuple[str, ...]

    @property
    def box(self) -> Box:
        side = len(self.rows) * self.scale
        return Box(self.x, self.y, side, side)


@dataclass(frozen=True)
class Photo:
    """Where a picture stands; it is scaled to `box`, which has its shape."""

    box: Box
    sha256: str


@dataclass(frozen=True)
class Film:
    """Where a film plays: black until its first frame is presented."""

    box: Box
    sha256: str


Mark = Run | Bar | Code | Photo | Film


def moved(mark: Mark, x: int, y: int) -> Mark:
    """The same mark so much further right and down."""
    if isinstance(mark, Run | Code):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    box = mark.box
    return replace(mark, box=Box(box.x + x, box.y + y, box.width, box.height))


@dataclass(frozen=True)
class FootStrip:
    """Where the painter writes what is told anew at each showing; `as_of` is already worded."""

    box: Box
    face: Face
    as_of: str
    says_next: bool = False
    """Where there is no room for both, this page says what comes next, and another how old its facts are."""


@dataclass(frozen=True)
class Layout:
    """A page that was set: what `WallPage.layout` holds."""

    marks: tuple[Mark, ...]
    foot: FootStrip | None = None
    tag: Box | None = None
    """Where the corner tag stands, with its quiet zone."""
