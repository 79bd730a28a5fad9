"""A list of people, assets, contracts or powers: its own columns, or where they do not fit its rows stacked."""

from collections.abc import Sequence
from itertools import accumulate

from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.kinds.rows import note_block, some_pages, stacked
from kiosk.render.kinds.table import FIGURES, Cell, Grid, grid, shown
from kiosk.render.letters.face import Face
from kiosk.render.marks import Mark
from kiosk.render.room.flow import Block, filled
from wire.content import Column, ColumnKind, Listing

ALL_PAGES = 8
"""So many pages of a list are read; of a longer one the first or largest rows are shown."""
_LEAST_ROWS_FOR_CARRYING = 8
Rows = Sequence[Sequence[str | int]]


def set_listing(content: Listing, desk: Desk) -> tuple[Body, ...]:
    rows = [_filled(row, content.table.columns) for row in content.table.rows]
    if not rows:
        return ()
    try:
        every = fewest(desk.faces(), lambda face: _pages(content, rows, face, desk=desk))
    except Illegible:
        every = None
    if every is not None and (desk.whole or len(every) <= ALL_PAGES):
        return tuple(Body(marks) for marks in every)
    some = _largest_first(content, rows)
    return some_pages(some, desk, cut=lambda part, face: _part(content, part, face, desk=desk, count=len(rows)))


def _filled(row: Sequence[str | int], columns: Sequence[Column]) -> list[str | int]:
    """As many cells as there are columns."""
    cells = list(row[: len(columns)])
    return cells + [""] * (len(columns) - len(cells))


def _largest_first(content: Listing, rows: list[list[str | int]]) -> list[list[str | int]]:
    at = _sum_column(content)
    return rows if at is None else sorted(rows, key=lambda row: -abs(_figure(row[at])))


def _sum_column(content: Listing) -> int | None:
    at, columns = content.sum_column, content.table.columns
    return at if at is not None and 0 <= at < len(columns) and columns[at].kind in FIGURES else None


def _figure(cell: str | int) -> int:
    return cell if isinstance(cell, int) else 0


def _part(content: Listing, rows: Rows, face: Face, *, desk: Desk, count: int) -> list[tuple[Mark, ...]]:
    key = "page.first" if _sum_column(content) is None else "page.largest"
    text = desk.words.say(key, shown=len(rows), count=count)
    return _pages(content, rows, face, desk=desk, note=note_block(text, face, desk.space.width))


def _pages(
    content: Listing, rows: Rows, face: Face, *, desk: Desk, note: Block | None = None
) -> list[tuple[Mark, ...]]:
    columns = _columns(content, desk)
    at = _sum_column(content)
    sums = list(accumulate((_figure(row[at]) for row in rows), initial=0)) if at is not None and note is None else None
    texts = [[shown(cell, kind) for cell, (_, kind) in zip(row, columns, strict=True)] for row in rows]
    made = None if desk.tiny else _grid(columns, texts, sums=sums, at=at, face=face, desk=desk)
    if made is None:
        blocks = [_stacked(row, columns, face, desk=desk) for row in texts]
        return [marks for marks, _, _ in filled(blocks, desk.space, head=note)]
    blocks = [made.row([_cell(text, kind) for text, (_, kind) in zip(row, columns, strict=True)]) for row in texts]
    head = note.above(made.head()) if note else made.head()
    if sums is None or at is None:
        return [marks for marks, _, _ in filled(blocks, desk.space, head=head)]
    tall = desk.space.height >= _LEAST_ROWS_FOR_CARRYING * blocks[0].height
    return [
        marks
        for marks, _, _ in filled(
            blocks,
            desk.space,
            head=head,
            carried=(lambda first: _total(made, at, desk.words.say("page.carried"), value=sums[first]))
            if tall
            else None,
            summed=lambda end: _total(
                made, at, desk.words.say("page.total" if end == len(rows) else "page.so_far"), value=sums[end]
            ),
        )
    ]


def _columns(content: Listing, desk: Desk) -> list[tuple[str, ColumnKind]]:
    return [
        (desk.words.say("wall.money", title=one.title) if one.kind == "money" else one.title, one.kind)
        for one in content.table.columns
    ]


def _cell(text: str, kind: ColumnKind) -> Cell:
    return Cell(text, "green" if kind == "money" else "white")


def _grid(
    columns: list[tuple[str, ColumnKind]],
    texts: list[list[str]],
    *,
    sums: list[int] | None,
    at: int | None,
    face: Face,
    desk: Desk,
) -> Grid | None:
    rows = list(texts)
    if sums is not None and at is not None:
        widest = max(sums, key=abs)
        rows.append([shown(widest, kind) if n == at else "" for n, (_, kind) in enumerate(columns)])
    return grid(columns, rows, face=face, width=desk.space.width, tight=desk.space.tight)


def _total(made: Grid, at: int, label: str, *, value: int) -> Block:
    """The sum under its column, its name in the first one that is not it."""
    cells = [Cell("")] * len(made.fields)
    named = next((n for n, one in enumerate(made.fields) if n != at and not one.to_the_right), None)
    cells[at] = Cell(shown(value, made.fields[at].kind), "amber")
    if named is not None:
        cells[named] = Cell(label, "amber")
    return made.total(cells)


def _stacked(row: list[str], columns: list[tuple[str, ColumnKind]], face: Face, *, desk: Desk) -> Block:
    words = " ".join(text for text, (_, kind) in zip(row, columns, strict=True) if text and kind not in FIGURES)
    figures = [
        Cell(text if desk.tiny else f"{title} {text}", "green" if kind == "money" else "white")
        for text, (title, kind) in zip(row, columns, strict=True)
        if text and kind in FIGURES
    ]
    return stacked(words, figures, face, space=desk.space)
