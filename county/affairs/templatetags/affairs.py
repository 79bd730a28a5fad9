"""Cells as people read them: money in yuan with two decimals, thousands apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template

from wire.content import ColumnKind, Table

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


def _cell(value: str | int, kind: ColumnKind) -> Cell:
    if kind == "money" and isinstance(value, int):
        return Cell(f"{'-' if value < 0 else ''}{abs(value) // 100:,}.{abs(value) % 100:02}", right=True)
    return Cell(f"{value:,}" if isinstance(value, int) else value, right=kind in ("number", "money"))
