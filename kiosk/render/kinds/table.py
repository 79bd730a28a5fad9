"""Rows and columns in whole pixels: texts at the left and broken, figures at the right and never cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.flows.typeset.money import yuan
from kiosk.render.errors import Illegible
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Bar, Box, Ink, Mark, Run, moved
from kiosk.render.room.flow import Block
from wire.content import ColumnKind

FIGURES: frozenset[ColumnKind] = frozenset({"money", "number"})
_LEAST_TEXT_EM = 4
_EASY_TEXT_EM = 7
_MOST_LINES = 3


@dataclass(frozen=True)
class Cell:
    """One figure or text with its colour."""

    text: str
    ink: Ink = "white"


@dataclass(frozen=True)
class Field:
    """One column: where it stands and how wide it is."""

    title: str
    kind: ColumnKind
    x: int = 0
    width: int = 0

    @property
    def to_the_right(self) -> bool:
        return self.kind in FIGURES

    def left_of(self, text: str, face: Face) -> int:
        """Where a cell's text begins."""
        return self.x + (self.width - face.width(text) if self.to_the_right else 0)


@dataclass(frozen=True)
class Grid:
    """Columns on one wall at one size."""

    fields: tuple[Field, ...]
    face: Face
    width: int
    tight: bool

    @property
    def hair(self) -> int:
        return max(self.face.px // 24, 1)

    @property
    def pad(self) -> int:
        """Air above a row, and again under it before the hair line."""
        return 0 if self.tight else max(leading(self.face.px) - self.face.px, 2) // 2

    def head(self) -> Block:
        """The columns' names over an amber line."""
        cells = tuple(Cell(field.title, "amber") for field in self.fields)
        return self._block(cells, rule="amber")

    def row(self, cells: Sequence[Cell]) -> Block:
        return self._block(cells, rule="line")

    def total(self, label: str, cells: Sequence[Cell], *, is_last: bool = True) -> Block:
        """A row of sums, its name at the left, or above where a sum stands; a line under it when rows follow."""
        below = self._block(cells, rule=None if is_last else "line")
        first = min((mark.x for mark in below.marks if isinstance(mark, Run)), default=self.width)
        down = 0 if self.face.width(label) < first else leading(self.face.px, tight=True)
        if self.face.width(label) > self.width:
            raise Illegible("too_small")
        marks = (Run(0, self.pad, label, self.face, "amber"), *(moved(mark, 0, down) for mark in below.marks))
        return Block(below.height + down, marks, below.air)

    def _block(self, cells: Sequence[Cell], *, rule: Ink | None) -> Block:
        step = leading(self.face.px, tight=True)
        broken = [
            (cell.text,) if field.to_the_right else lines(cell.text, self.face, field.width)
            for cell, field in zip(cells, self.fields, strict=True)
        ]
        marks: list[Mark] = [
            Run(field.left_of(part, self.face), self.pad + number * step, part, self.face, cell.ink)
            for cell, field, parts in zip(cells, self.fields, broken, strict=True)
            for number, part in enumerate(parts)
            if part
        ]
        deepest = (max(map(len, broken)) - 1) * step
        height = 2 * self.pad + deepest + self.face.px + (descent(self.face) if self.tight else 0)
        if rule is None:
            return Block(height, tuple(marks))
        marks.append(Bar(Box(0, height, self.width, self.hair), rule))
        return Block(height + self.hair, tuple(marks), air=1 if self.tight else 0)


def shown(cell: str | int, kind: ColumnKind) -> str:
    """A cell as people read it: yuan with two decimals, thousands apart."""
    if isinstance(cell, str):
        return cell
    if kind == "money":
        return yuan(cell)
    return f"{cell:,}".replace("-", "\u2212") if kind == "number" else str(cell)


def grid(
    columns: Sequence[tuple[str, ColumnKind]],
    rows: Sequence[Sequence[str]],
    *,
    face: Face,
    width: int,
    tight: bool,
) -> Grid | None:
    """Columns as wide as they need; None when texts would be torn or figures do not fit."""
    gap = max(face.px * 3 // 4, 8)
    wanted = [_wanted(title, [row[at] for row in rows], face) for at, (title, _) in enumerate(columns)]
    texts = [at for at, (_, kind) in enumerate(columns) if kind == "text"]
    room = width - gap * (len(columns) - 1) - sum(want for at, want in enumerate(wanted) if at not in texts)
    shared = _shared([wanted[at] for at in texts], room)
    for at, got in zip(texts, shared, strict=True):
        if got < wanted[at] and not _bears(columns[at][0], [row[at] for row in rows], face, width=got):
            return None
        wanted[at] = got
    if sum(wanted) + gap * (len(columns) - 1) > width:
        return None
    return Grid(_placed(columns, wanted, width=width, gap=gap), face, width, tight)


def _wanted(title: str, cells: Sequence[str], face: Face) -> int:
    return max((face.width(text) for text in (title, *cells)), default=0)


def _shared(wants: list[int], room: int) -> list[int]:
    """Each what it wants, or an equal part of what the smaller ones leave."""
    got, left = list(wants), room
    for number, at in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
        got[at] = max(min(wants[at], left // (len(wants) - number)), 0)
        left -= got[at]
    return got


def _bears(title: str, cells: Sequence[str], face: Face, *, width: int) -> bool:
    """Whether a column of texts may be so narrow: a few lines, never a name in pieces."""
    if width < _LEAST_TEXT_EM * face.px or face.width(title) > width:
        return False
    if width < _EASY_TEXT_EM * face.px and any(face.width(cell) > 2 * width for cell in cells):
        return False
    return all(len(lines(cell, face, width)) <= _MOST_LINES for cell in cells)


def _placed(columns: Sequence[tuple[str, ColumnKind]], widths: list[int], *, width: int, gap: int) -> tuple[Field, ...]:
    """From edge to edge: what is left over is air between the columns."""
    spare = width - sum(widths) - gap * (len(columns) - 1)
    air = spare // max(len(columns) - 1, 1)
    fields, x = list[Field](), 0
    for (title, kind), own in zip(columns, widths, strict=True):
        fields.append(Field(title, kind, x, own))
        x += own + gap + air
    return tuple(fields)
