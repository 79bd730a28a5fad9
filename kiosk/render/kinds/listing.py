"""A list of people, assets, contracts or powers: its own columns, or where they do not fit its rows stacked."""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from itertools import accumulate

from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.kinds.rows import most_rows, note_block, notes_above, some_pages, stacked
from kiosk.render.kinds.table import FIGURES, Cell, Grid, grid, shown
from kiosk.render.letters.face import Face
from kiosk.render.marks import Mark
from kiosk.render.room.flow import Block, Repeated, filled
from wire.content import Column, ColumnKind, Listing

ALL_PAGES = 8
"""So many pages of a list are read; of a longer one the first or largest rows are shown."""
_CARRYING_ROWS = 7
Rows = Sequence[Sequence[str | int]]


def set_listing(content: Listing, desk: Desk) -> tuple[Body, ...]:
    rows = [_filled(row, content.table.columns) for row in content.table.rows]
    if not rows:
        return ()
    every: list[tuple[Mark, ...]] | None = None
    if desk.whole or len(rows) <= most_rows(desk, ALL_PAGES):
        with suppress(Illegible):
            every = fewest(desk.faces(), lambda face: _pages(content, rows, face, desk=desk))
    if every is not None and (desk.whole or len(every) <= ALL_PAGES):
        return tuple(Body(marks) for marks in every)
    key = "page.first" if _sum_column(content) is None else "page.largest"
    say, count = desk.words.say, len(rows)

    def cut(some: Rows, face: Face) -> list[Body]:
        shown = {"shown": len(some), "count": count}
        note = note_block(say(key, **shown), face, desk.space.width) if notes_above(desk) else None
        label = "" if note else say(f"{key}_short", **shown)
        return [Body(marks, label) for marks in _pages(content, some, face, desk=desk, note=note, sums=False)]

    return some_pages(_largest_first(content, rows), desk, cut=cut)


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


def _pages(
    content: Listing, rows: Rows, face: Face, *, desk: Desk, note: Block | None = None, sums: bool = True
) -> list[tuple[Mark, ...]]:
    columns = _columns(content, desk)
    texts = [[shown(cell, kind) for cell, (_, kind) in zip(row, columns, strict=True)] for row in rows]
    at = _sum_column(content) if sums else None
    running = list(accumulate((_figure(row[at]) for row in rows), initial=0)) if at is not None else []
    made = None if desk.tiny else _grid(columns, texts, at, running=running, face=face, desk=desk)
    found, space = list[list[tuple[Mark, ...]]](), desk.columns(face)
    if made is not None:
        head = note.above(made.head()) if note else made.head()
        repeated = _totals(made, at, running, head=head, desk=desk) if at is not None else Repeated(head=head)
        blocks = [made.row([_cell(text, kind) for text, (_, kind) in zip(row, columns, strict=True)]) for row in texts]
        with suppress(Illegible):
            found.append(filled(blocks, space, repeated))
    if not found or (space.tight and at is None):
        with suppress(Illegible) if found else nullcontext():
            blocks = [_stacked(row, columns, face, desk=desk) for row in texts]
            found.append(filled(blocks, space, Repeated(head=note)))
    return min(found, key=len)


def _totals(made: Grid, at: int, running: list[int], *, head: Block, desk: Desk) -> Repeated:
    say, last = desk.words.say, len(running) - 1
    tall = desk.space.slots[0].height >= _CARRYING_ROWS * made.row([Cell("")] * len(made.fields)).height

    def carried(first: int) -> Block:
        return _total(made, at, say("page.carried"), value=running[first], is_last=False)

    def summed(end: int) -> Block:
        return _total(made, at, say("page.total" if end == last else "page.so_far"), value=running[end])

    return Repeated(head=head, carried=carried if tall else None, summed=summed)


def _columns(content: Listing, desk: Desk) -> list[tuple[str, ColumnKind]]:
    return [
        (desk.words.say("page.money", title=one.title) if one.kind == "money" else one.title, one.kind)
        for one in content.table.columns
    ]


def _cell(text: str, kind: ColumnKind) -> Cell:
    return Cell(text, "green" if kind == "money" else "white")


def _grid(
    columns: list[tuple[str, ColumnKind]],
    texts: list[list[str]],
    at: int | None,
    *,
    running: list[int],
    face: Face,
    desk: Desk,
) -> Grid | None:
    rows = list(texts)
    if at is not None:
        widest = max(running, key=lambda value: face.width(shown(value, columns[at][1])))
        rows.append([shown(widest, kind) if n == at else "" for n, (_, kind) in enumerate(columns)])
    return grid(columns, rows, face=face, width=desk.columns(face).width, tight=desk.space.tight)


def _total(made: Grid, at: int, label: str, *, value: int, is_last: bool = True) -> Block:
    """The sum under its column, its name at the left."""
    cells = [Cell("")] * len(made.fields)
    cells[at] = Cell(shown(value, made.fields[at].kind), "amber")
    return made.total(label, cells, is_last=is_last)


def _stacked(row: list[str], columns: list[tuple[str, ColumnKind]], face: Face, *, desk: Desk) -> Block:
    words = " ".join(text for text, (_, kind) in zip(row, columns, strict=True) if text and kind not in FIGURES)
    figures = [
        (title, text, kind) for text, (title, kind) in zip(row, columns, strict=True) if text and kind in FIGURES
    ]
    alone = len([kind for _, kind in columns if kind in FIGURES]) == 1
    cells = [
        Cell(_said(title, text, kind, desk=desk, alone=alone), "green" if kind == "money" else "white")
        for title, text, kind in figures
    ]
    return stacked(words, cells, face, space=desk.columns(face))


def _said(title: str, text: str, kind: ColumnKind, *, desk: Desk, alone: bool) -> str:
    """A figure without its column's head: the only one needs its unit, one of several its name."""
    if not alone:
        return f"{title} {text}"
    return desk.words.say("page.yuan", amount=text) if kind == "money" else text
