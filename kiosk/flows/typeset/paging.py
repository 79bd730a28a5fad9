"""A notice cut into pages that are turned, never scrolled."""

from dataclasses import dataclass

from kiosk.flows.typeset.lines import broken, set_body, width_em
from kiosk.flows.typeset.money import yuan
from kiosk.flows.typeset.sections import Says, Section, sections
from wire.affairs.notice import Notice
from wire.content import Column, ColumnKind, Table

GAP_EM = 1.2
"""Air between two columns."""
ROW_AIR = 0.35
"""Air under a row, in lines."""
_UNIT_EM = 2.6
_MIN_TEXT_EM = 3.0
_EASY_TEXT_EM = 8.0


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


def notice_pages(notice: Notice, paper: Paper, says: Says) -> tuple[Page, ...]:
    """At least one page, even of a notice that says nothing but its title; a table begins a page of its own words."""
    return tuple(page for section in sections(notice, says) for page in fitting_pages(section, paper))


def pages(section: Section, paper: Paper) -> tuple[Page, ...]:
    """At least one page, even of a section that says nothing."""
    texts = _text_pages(section.words, paper)
    if section.table is None or not section.table.rows:
        return texts
    fields = _fields(section.table, paper.width_em)
    rows = [_row(cells, fields) for cells in section.table.rows]
    return _with_rows(texts, fields, rows, height=paper.height_lines)


def fitting_pages(section: Section, paper: Paper) -> tuple[Page, ...]:
    """In columns where they stand on this paper, else stacked."""
    return pages(section, paper) if fits(section, paper.width_em) else stacked_pages(section, paper)


def stacked_pages(section: Section, paper: Paper) -> tuple[Page, ...]:
    """For paper too narrow for the table's columns: a row's words at the left, its figures one under the other."""
    texts = _text_pages(section.words, paper)
    if section.table is None or not section.table.rows:
        return texts
    split = [_split(cells, section.table.columns) for cells in section.table.rows]
    right = max((width_em(line) for _, figures in split for line in figures), default=0) + 0.2
    left = paper.width_em - GAP_EM - right
    if left < _EASY_TEXT_EM:
        return _with_rows(texts, *_one_column(split, paper.width_em), height=paper.height_lines)
    fields = (Field(title="", kind="text", width_em=left), Field(title="", kind="number", width_em=right))
    rows: list[tuple[str, ...]] = [("\n".join(_filled(words, left)), "\n".join(figures)) for words, figures in split]
    return _with_rows(texts, fields, rows, height=paper.height_lines)


def _one_column(
    split: list[tuple[list[str], list[str]]], width: float
) -> tuple[tuple[Field, ...], list[tuple[str, ...]]]:
    """Figures below the words."""
    rows: list[tuple[str, ...]] = [("\n".join((*_filled(words, width), *figures)),) for words, figures in split]
    return (Field(title="", kind="text", width_em=width),), rows


def _split(cells: list[str | int], columns: list[Column]) -> tuple[list[str], list[str]]:
    """Words, and figures that each say what they are."""
    words, figures = list[str](), list[str]()
    for cell, column in zip(cells, columns, strict=False):
        if column.kind in {"money", "number"}:
            figures += [f"{column.title} {_cell(cell, column.kind)}".strip()] if cell != "" else []
        else:
            words += [str(cell)] if cell != "" else []
    return words, figures


def _filled(cells: list[str], width: float) -> tuple[str, ...]:
    """Cells beside each other as long as they fit; a name is not torn."""
    lines = [""]
    for cell in cells:
        longer = f"{lines[-1]} {cell}".strip()
        lines[-1:] = [longer] if width_em(longer) <= width or not lines[-1] else [lines[-1], cell]
    return tuple(part for line in lines for part in broken(line, width))


def _text_pages(body: str, paper: Paper) -> tuple[Page, ...]:
    lines = set_body(body, paper.width_em)
    step = max(int(paper.height_lines), 1)
    return tuple(Page(lines=lines[at : at + step]) for at in range(0, len(lines), step)) or (Page(),)


def _with_rows(
    texts: tuple[Page, ...], fields: tuple[Field, ...], rows: list[tuple[str, ...]], *, height: float
) -> tuple[Page, ...]:
    *before, first = texts
    done: list[Page] = list(before)
    room = height - len(first.lines)
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
    if any(field.title for field in fields):
        return 1 + 2 * ROW_AIR
    return ROW_AIR if fields else 0


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
    """Figures and dates get what they need; texts get what they want, or share what is left."""
    wanted = [
        _wanted(column, [row[at] for row in table.rows if at < len(row)]) for at, column in enumerate(table.columns)
    ]
    texts = sorted((want, at) for at, want in enumerate(wanted) if table.columns[at].kind == "text")
    left = width - GAP_EM * (len(wanted) - 1) - (sum(wanted) - sum(want for want, _ in texts))
    for number, (want, at) in enumerate(texts):
        wanted[at] = max(min(want, left / (len(texts) - number)), _MIN_TEXT_EM)
        left -= wanted[at]
    return tuple(
        Field(title=column.title, kind=column.kind, width_em=want)
        for want, column in zip(wanted, table.columns, strict=True)
    )


def fits(section: Section, width: float) -> bool:
    """Whether its table stands on a page this wide with its texts still readable."""
    if section.table is None:
        return True
    fields = _fields(section.table, width)
    total = sum(field.width_em for field in fields) + GAP_EM * (len(fields) - 1)
    long = (field for at, field in enumerate(fields) if _is_long(section.table, at))
    return total <= width and all(field.width_em >= _EASY_TEXT_EM for field in long)


def _is_long(table: Table, at: int) -> bool:
    cells = [str(row[at]) for row in table.rows if at < len(row)]
    return table.columns[at].kind == "text" and any(width_em(cell) > _EASY_TEXT_EM for cell in cells)


def _wanted(column: Column, cells: list[str | int]) -> float:
    head = width_em(column.title) + (_UNIT_EM if column.kind == "money" else 0)
    widest = max((width_em(_cell(cell, column.kind)) for cell in cells), default=0)
    if column.kind == "text":
        return min(max(head, widest + 0.2), 24)
    return max(head, widest) + 0.2
