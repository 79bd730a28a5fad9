"""A notice cut into pages that are turned, never scrolled: kiosk and wall use the same cut."""

from dataclasses import dataclass

from kiosk.flows.lines import broken, width_em
from kiosk.flows.money import yuan
from wire.affairs.notice import Column, ColumnKind, Notice, Table

GAP_EM = 1.2
"""Air between two columns."""
ROW_AIR = 0.35
"""Air under a row, in lines."""
_UNIT_EM = 2.6
_MIN_TEXT_EM = 4.0


@dataclass(frozen=True)
class Paper:
    """How much text one page takes: ems across, lines down."""

    width_em: float
    height_lines: float


@dataclass(frozen=True)
class Field:
    """One column as it is drawn."""

    title: str
    kind: ColumnKind
    width_em: float

    @property
    def to_the_right(self) -> bool:
        return self.kind in {"money", "number"}


@dataclass(frozen=True)
class Page:
    """What stands on one page: lines of text, and below them rows of the table."""

    lines: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells may hold newlines: they are broken to their column."""


def pages(notice: Notice, paper: Paper) -> tuple[Page, ...]:
    """At least one page, even of a notice that says nothing but its title."""
    texts = _text_pages(notice.body, paper)
    if notice.table is None or not notice.table.rows:
        return texts
    fields = _fields(notice.table, paper.width_em)
    rows = [_row(cells, fields) for cells in notice.table.rows]
    return _with_rows(texts, fields, rows=rows, height=paper.height_lines)


def _text_pages(body: str, paper: Paper) -> tuple[Page, ...]:
    lines = broken(body.strip(), paper.width_em) if body.strip() else ()
    step = max(int(paper.height_lines), 1)
    return tuple(Page(lines=lines[at : at + step]) for at in range(0, len(lines), step)) or (Page(),)


def _with_rows(
    texts: tuple[Page, ...], fields: tuple[Field, ...], *, rows: list[tuple[str, ...]], height: float
) -> tuple[Page, ...]:
    *before, first = texts
    done: list[Page] = list(before)
    room = height - len(first.lines) - (0.5 if first.lines else 0)
    if first.lines and room < _head_height(fields) + 2 * _height(rows[0]):
        done.append(first)
        first, room = Page(), height
    lines, held, room = first.lines, list[tuple[str, ...]](), room - _head_height(fields)
    for row in rows:
        if held and _height(row) > room + ROW_AIR:
            done.append(Page(lines=lines, fields=fields, rows=tuple(held)))
            lines, held, room = (), [], height - _head_height(fields)
        held.append(row)
        room -= _height(row)
    return (*done, Page(lines=lines, fields=fields, rows=tuple(held)))


def _head_height(fields: tuple[Field, ...]) -> float:
    return 1 + 2 * ROW_AIR if fields else 0


def _height(row: tuple[str, ...]) -> float:
    return max(cell.count("\n") + 1 for cell in row) + ROW_AIR


def _row(cells: list[str | int], fields: tuple[Field, ...]) -> tuple[str, ...]:
    shown = [_cell(cell, field.kind) for cell, field in zip(cells, fields, strict=False)]
    shown += [""] * (len(fields) - len(shown))
    return tuple(
        text if field.to_the_right else "\n".join(broken(text, field.width_em))
        for text, field in zip(shown, fields, strict=True)
    )


def _cell(cell: str | int, kind: ColumnKind) -> str:
    if isinstance(cell, str):
        return cell
    if kind == "money":
        return yuan(cell)
    return f"{cell:,}" if kind == "number" else str(cell)


def _fields(table: Table, width: float) -> tuple[Field, ...]:
    """Figures and dates get what they need, texts share the rest by what they hold."""
    wanted = [_wanted(column, [row[at] for row in table.rows if at < len(row)]) for at, column in _numbered(table)]
    free = width - GAP_EM * (len(wanted) - 1)
    fixed = sum(need for need, column in zip(wanted, table.columns, strict=True) if column.kind != "text")
    texts = sum(need for need, column in zip(wanted, table.columns, strict=True) if column.kind == "text")
    share = min((free - fixed) / texts, 1.6) if texts else 1.0
    return tuple(
        Field(
            title=column.title,
            kind=column.kind,
            width_em=max(need * share, _MIN_TEXT_EM) if column.kind == "text" else need,
        )
        for need, column in zip(wanted, table.columns, strict=True)
    )


def _numbered(table: Table) -> list[tuple[int, Column]]:
    return list(enumerate(table.columns))


def _wanted(column: Column, cells: list[str | int]) -> float:
    head = width_em(column.title) + (_UNIT_EM if column.kind == "money" else 0)
    widest = max((width_em(_cell(cell, column.kind)) for cell in cells), default=0)
    if column.kind == "text":
        return min(max(head, widest + 0.2), 24)
    return max(head, widest) + 0.2
