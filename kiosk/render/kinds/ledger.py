"""An account: what it comes to, then all its entries, or the largest where all would take too long to read."""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import accumulate

from kiosk.flows.typeset.money import with_sign, yuan
from kiosk.render.desk import Body, Desk, Words, fewest
from kiosk.render.errors import Illegible
from kiosk.render.head import stands_beside
from kiosk.render.kinds.figures import Named, money, set_figures
from kiosk.render.kinds.rows import most_rows, note_block, notes_above, some_pages, stacked
from kiosk.render.kinds.table import Cell, Grid, grid
from kiosk.render.kinds.takeaway import account_words, beside, captioned, room_for
from kiosk.render.letters.face import Face
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Ink, Mark, Run
from kiosk.render.room.flow import Block, Repeated, filled
from kiosk.render.room.frame import Space
from wire.content import ColumnKind, Ledger, LedgerRow, balance_fen

ALL_PAGES = 4
"""So many pages of entries are read; of more, the largest entries are shown."""
_CARRYING_ROWS = 7
"""A page of so many rows has room to say what was carried forward."""


_TOTALS = ("opening", "income", "expense", "closing")


@dataclass(frozen=True)
class Shape:
    """Which columns an account has on this wall."""

    days: bool
    handlers: bool
    one_amount: bool
    """Income and expense in one column, told apart by their sign."""


def set_ledger(content: Ledger, desk: Desk) -> tuple[Body, ...]:
    """Raises Illegible when it does not balance."""
    if balance_fen(content) != content.closing_fen:
        raise Illegible("unbalanced")
    every = _every(content.rows, desk)
    figures = _figures(content, desk)
    if every is not None:
        return (*_summary(content, figures, desk), *every)
    largest = _largest(content.rows, desk)
    count = desk.words.say("page.count_at_kiosk", count=len(content.rows))
    longer = _summary(content, [*figures, Named(desk.words.say("page.details"), count, 0)], desk)
    if not largest:
        return tuple(replace(body, missing="too_small") for body in longer)
    summary = _summary(content, figures, desk)
    # pages of entries say themselves how many there are
    return (*(longer if len(longer) == len(summary) else summary), *largest)


def _summary(content: Ledger, figures: list[Named], desk: Desk) -> tuple[Body, ...]:
    """What it comes to; beside it, where there is room, a code that says the same to a telephone."""
    pages = set_figures(figures, desk)
    code = room_for(account_words(*desk.named, _totals(content, desk)), desk) if len(pages) == 1 else None
    if code is None:
        return pages
    narrow = replace(desk, frame=replace(desk.frame, body=Space((beside(code, desk),), desk.space.tight)))
    with suppress(Illegible):
        only, *more = set_figures(figures, narrow)
        if not more:
            return (replace(only, marks=(*only.marks, *captioned(code, desk))),)
    return pages


def _totals(content: Ledger, desk: Desk) -> list[tuple[str, int]]:
    income = sum(row.income_fen for row in content.rows)
    expense = sum(row.expense_fen for row in content.rows)
    amounts = (content.opening_fen, income, expense, content.closing_fen)
    return [(desk.words.say(f"page.{key}"), fen) for key, fen in zip(_TOTALS, amounts, strict=True)]


def _figures(content: Ledger, desk: Desk) -> list[Named]:
    *before, (label, fen) = _totals(content, desk)
    return [
        *(Named(label, money(fen, desk), 1) for label, fen in before),
        Named(label, money(fen, desk), 0, is_total=True),
    ]


def _every(rows: Sequence[LedgerRow], desk: Desk) -> list[Body] | None:
    """All entries, where that is asked for or does not take too many pages."""
    if not rows:
        return []
    if not desk.whole and len(rows) > most_rows(desk, ALL_PAGES):
        return None
    try:
        every = fewest(desk.faces(), lambda face: _pages(rows, face, desk, sums=True, note=None))
    except Illegible:
        return None
    return every if desk.whole or len(every) <= ALL_PAGES else None


def _largest(rows: Sequence[LedgerRow], desk: Desk) -> tuple[Body, ...]:
    """The largest entries; none at all where a wall takes no row whole."""
    largest = sorted(rows, key=lambda row: -max(abs(row.income_fen), abs(row.expense_fen)))
    say, count = desk.words.say, len(rows)

    def cut(some: Sequence[LedgerRow], face: Face) -> list[Body]:
        shown = {"shown": len(some), "count": count}
        note = note_block(say("page.largest", **shown), face, desk.space.width) if notes_above(desk) else None
        label = "" if note else say("page.largest_short", **shown)
        return _pages(some, face, desk, sums=False, note=note, label=label)

    try:
        return some_pages(largest, desk, cut=cut)
    except Illegible:
        return ()


def _shapes(rows: Sequence[LedgerRow]) -> list[Shape]:
    days = any(row.day for row in rows)
    handlers = any(row.handler for row in rows)
    both = any(row.income_fen and row.expense_fen for row in rows)
    shapes = [Shape(days, handlers=True, one_amount=False)] if handlers else []
    shapes.append(Shape(days, handlers=False, one_amount=False))
    return shapes if both else [*shapes, Shape(days, handlers=False, one_amount=True)]


def _pages(
    rows: Sequence[LedgerRow], face: Face, desk: Desk, *, sums: bool, note: Block | None, label: str = ""
) -> list[Body]:
    space, found = desk.columns(face), list[list[Body]]()
    for shape in _shapes(rows):
        made = _grid(rows, shape, face, desk=desk)
        if made is None:
            continue
        blocks = [made.row(_cells(row, shape)) for row in rows]
        sheet = Sums(rows, made, shape, words=desk.words) if sums else None
        with suppress(Illegible):
            pages = _with_note(blocks, space, note=note, head=made.head(), sums=sheet)
            found.append([Body(marks, label) for marks in pages])
    if not found or (space.tight and not sums):
        with suppress(Illegible) if found else nullcontext():
            stacks = _stacked_pages(rows, face, desk, sums=sums, note=note)
            found.append([Body(marks, _with_unit(label, desk)) for marks in stacks])
    return min(found, key=len)


def _with_unit(label: str, desk: Desk) -> str:
    """The head says what no column's name says, unless that takes room from the village's name."""
    named = desk.words.say("page.money", title=label or desk.words.say("page.details"))
    village, _ = desk.named
    is_cut = stands_beside(village, label, desk.frame) and not stands_beside(village, named, desk.frame)
    return label if is_cut else named


def _with_note(
    blocks: list[Block], space: Space, *, note: Block | None, head: Block | None, sums: "Sums | None"
) -> list[tuple[Mark, ...]]:
    tall = sums is not None and space.slots[0].height >= _CARRYING_ROWS * min(block.height for block in blocks)
    repeated = Repeated(
        head=note.above(head) if note else head,
        carried=sums.carried if sums and tall else None,
        summed=sums.summed if sums else None,
    )
    return filled(blocks, space, repeated)


def _grid(rows: Sequence[LedgerRow], shape: Shape, face: Face, *, desk: Desk) -> Grid | None:
    cells = [[cell.text for cell in _cells(row, shape)] for row in rows]
    cells += [[cell.text for cell in line] for line in Sums.widest(rows, shape)]
    space = desk.columns(face)
    return grid(_columns(shape, desk), cells, face=face, width=space.width, tight=space.tight)


def _columns(shape: Shape, desk: Desk) -> list[tuple[str, ColumnKind]]:
    say = desk.words.say
    amounts = ["amount"] if shape.one_amount else ["came", "went"]
    columns: list[tuple[str, ColumnKind]] = [(say("page.day"), "date")] if shape.days else []
    columns.append((say("page.matter"), "text"))
    columns += [(say("page.money", title=say(f"page.{key}")), "money") for key in amounts]
    return [*columns, (say("page.by"), "date")] if shape.handlers else columns


def _cells(row: LedgerRow, shape: Shape) -> list[Cell]:
    cells = [Cell(row.day)] if shape.days else []
    cells.append(Cell(row.summary))
    if shape.one_amount:
        cells.append(signed(row))
    else:
        cells.append(Cell(yuan(row.income_fen) if row.income_fen else "", "green"))
        cells.append(Cell(yuan(row.expense_fen) if row.expense_fen or not row.income_fen else ""))
    return [*cells, Cell(row.handler)] if shape.handlers else cells


def signed(row: LedgerRow) -> Cell:
    """What came with a plus, what went with a minus."""
    fen = row.income_fen - row.expense_fen
    return Cell(with_sign(fen), "green" if row.income_fen else "white")


def _stacked_pages(
    rows: Sequence[LedgerRow], face: Face, desk: Desk, *, sums: bool, note: Block | None
) -> list[tuple[Mark, ...]]:
    """Rows with no column's name above them; a sum under each page where that costs none, else under the last."""
    space, blocks = desk.columns(face), [_stacked(row, face, desk) for row in rows]
    plain = filled(blocks, space, Repeated(head=note))
    if not sums:
        return plain
    came, went = _running(rows)

    def summed(at: int) -> Block:
        key = "page.total" if at == len(rows) else "page.so_far"
        parts = _parts(desk.words.say(key), came=came[at], went=went[at])
        return _under_each_other(parts, face, space.width, pad=0 if space.tight else face.px // 8)

    with suppress(Illegible):
        on_each = filled(blocks, space, Repeated(head=note, summed=summed))
        if len(on_each) == len(plain):
            return on_each
    with suppress(Illegible):
        at_the_end = filled([*blocks, summed(len(rows))], space, Repeated(head=note))
        if desk.whole or len(at_the_end) <= max(len(plain), ALL_PAGES):
            return at_the_end
    return plain


def _stacked(row: LedgerRow, face: Face, desk: Desk) -> Block:
    words = " ".join(part for part in (row.day, row.summary) if part)
    both = row.income_fen and row.expense_fen
    apart = [Cell(with_sign(row.income_fen), "green"), Cell(_went(row.expense_fen))]
    return stacked(words, apart if both else [signed(row)], face, space=desk.columns(face))


def _running(rows: Sequence[LedgerRow]) -> tuple[list[int], list[int]]:
    """What came and what went before each row, and at the end."""
    came = list(accumulate((row.income_fen for row in rows), initial=0))
    return came, list(accumulate((row.expense_fen for row in rows), initial=0))


def _went(fen: int) -> str:
    """With a minus; what was paid back has a plus."""
    return with_sign(-fen)


class Sums:
    """Rows that carry an account from one page to the next."""

    def __init__(self, rows: Sequence[LedgerRow], made: Grid, shape: Shape, *, words: Words) -> None:
        self._came, self._went = _running(rows)
        self._grid, self._shape, self._words = made, shape, words

    def carried(self, at: int) -> Block:
        return self._line("page.carried", at)

    def summed(self, at: int) -> Block:
        return self._line("page.total" if at == len(self._came) - 1 else "page.so_far", at)

    def _line(self, key: str, at: int) -> Block:
        label = self._words.say(key)
        if self._shape.one_amount:
            return self._on_its_lines(label, at)
        cells = _sum_cells(self._shape, came=self._came[at], went=self._went[at])
        return self._grid.total(label, cells, is_last=key != "page.carried")

    def _on_its_lines(self, label: str, at: int) -> Block:
        """Name and both sums on one line where they fit, else some of them under the others."""
        made, parts = self._grid, _parts(label, came=self._came[at], went=self._went[at])
        return _under_each_other(parts, made.face, made.width, pad=made.pad)

    @staticmethod
    def widest(rows: Sequence[LedgerRow], shape: Shape) -> list[list[Cell]]:
        """Cells as wide as any sum of these rows."""
        if shape.one_amount:
            return []
        came, went = (max(sums, key=lambda fen: len(yuan(fen))) for sums in _running(rows))
        return [_sum_cells(shape, came=came, went=went)]


def _parts(label: str, *, came: int, went: int) -> list[tuple[str, Ink]]:
    return [(label, "amber"), (with_sign(came), "green"), (_went(went), "amber")]


def _sum_cells(shape: Shape, *, came: int, went: int) -> list[Cell]:
    cells = [Cell("")] if shape.days else []
    cells += [Cell(""), Cell(yuan(came), "green"), Cell(yuan(went), "amber")]
    return [*cells, Cell("")] if shape.handlers else cells


def _under_each_other(parts: Sequence[tuple[str, Ink]], face: Face, width: int, *, pad: int) -> Block:
    """A name at the left and its sums at the right, on as few lines as they need; raises Illegible where one is cut."""
    (label, ink), *sums = parts
    gap, step = face.px // 2, leading(face.px, tight=True)
    if max(face.width(text) for text, _ in parts) > width:
        raise Illegible("too_small")
    cut: list[list[tuple[str, Ink]]] = [[]]
    for text, own in sums:
        taken = sum(face.width(one) + gap for one, _ in cut[-1]) + (face.width(label) + gap if len(cut) == 1 else 0)
        cut += [[]] if taken + face.width(text) > width else []
        cut[-1].append((text, own))
    marks: list[Mark] = [Run(0, pad, label, face, ink)]
    for number, line in enumerate(cut):
        right = width
        for text, own in reversed(line):
            marks.append(Run(right - face.width(text), pad + number * step, text, face, own))
            right -= face.width(text) + gap
    return Block(2 * pad + face.px + (len(cut) - 1) * step, tuple(marks))
