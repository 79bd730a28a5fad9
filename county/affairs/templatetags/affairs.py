"""Cells as people read them: money in yuan with two decimals, thousands apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template

from county.affairs.account import yuan as written
from county.affairs.again import form_of
from county.affairs.forms import KIND_NAMES
from county.affairs.models import Notice
from county.affairs.pieces import content_of
from wire.content import ColumnKind, Content, Table

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """One cell to show; numbers stand at the right."""

    text: str
    right: bool


@register.filter
def shown(table: Table) -> Iterator[list[Cell]]:
    """The rows of a table, each cell in words."""
    for row in table.rows:
        yield [_cell(value, column.kind) for value, column in zip(row, table.columns, strict=True)]


@register.filter
def yuan(fen: int) -> str:
    """Whole fen as yuan."""
    return written(fen)


@register.filter
def kinds(notice: Notice) -> str:
    """What a notice shows beside words and table, in the officer's language."""
    return ", ".join(str(KIND_NAMES[kind]) for kind in map(form_of, content_of(notice)) if kind)


@register.filter
def name_of(content: Content) -> str:
    """The kind of a content, for a template to choose by."""
    return type(content).__name__


@register.filter
def seconds(length_ms: int) -> int:
    """Whole seconds."""
    return round(length_ms / 1000)


def _cell(value: str | int, kind: ColumnKind) -> Cell:
    if kind == "money" and isinstance(value, int):
        return Cell(written(value), right=True)
    return Cell(f"{value:,}" if isinstance(value, int) else value, right=kind in ("number", "money"))
