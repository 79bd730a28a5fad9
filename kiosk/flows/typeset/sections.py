"""What a notice says, whatever its kind, as words and tables: so that nothing published is invisible at a kiosk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, assert_never

from kiosk.flows.typeset.money import yuan
from wire.affairs.notice import Notice, contents
from wire.content import (
    Chart,
    Column,
    Content,
    Fen,
    Figure,
    Ledger,
    LedgerRow,
    Listing,
    Picture,
    Poster,
    Summary,
    Table,
    Text,
    Video,
    balance_fen,
)

_DEEPER = "\u3000"
_PLAIN = (Column(title=""), Column(title="", kind="number"))
"""A label and its figure, under no head."""
Cells = list[str | int]


class Says(Protocol):
    """The words of one language, asked for by key."""

    def say(self, key: str, /, **facts: object) -> str: ...


class SaysKeys:
    """Where nobody has brought words: the key itself."""

    def say(self, key: str, /, **facts: object) -> str:
        del facts  # nothing stands in a key
        return key


@dataclass(frozen=True)
class Section:
    """Words, and the table below them."""

    words: str = ""
    table: Table | None = None


def sections(notice: Notice, says: Says) -> tuple[Section, ...]:
    """At least one; a table begins nowhere but at the end of one."""
    made, words = list[Section](), list[str]()
    for content in contents(notice):
        for part in _parts(content, says):
            if isinstance(part, str):
                words.append(part)
            else:
                made.append(Section("\n".join(words), part))
                words = []
    return (*made, Section("\n".join(words))) if words or not made else tuple(made)


def _parts(content: Content, says: Says) -> Iterator[str | Table]:
    match content:
        case Ledger():
            yield from _account(content, says)
        case Summary():
            yield _figures([(_DEEPER * one.level + one.label, _amount(one, says)) for one in content.figures])
        case Listing():
            yield _summed(content, says)
        case Chart():
            yield _chart(content, says)
        case _:
            yield from _words(content, says)


def _words(content: Text | Poster | Picture | Video, says: Says) -> tuple[str, ...]:
    match content:
        case Text():
            return (content.body,)
        case Poster():
            return (content.headline, *content.lines)
        case Picture():
            return (says.say("read_notice.picture", caption=_caption(content, says)),)
        case Video():
            return (says.say("read_notice.film", caption=_caption(content, says)),)
    assert_never(content)


def _caption(content: Picture | Video, says: Says) -> str:
    return content.caption or says.say("read_notice.uncaptioned")


def _money(fen: Fen, says: Says) -> str:
    return says.say("page.yuan", amount=yuan(fen))


def _amount(figure: Figure, says: Says) -> str:
    if figure.fen is not None:
        return _money(figure.fen, says)
    return "" if figure.number is None else f"{figure.number:,}{figure.unit}"


def _figures(rows: list[tuple[str, str]]) -> Table:
    return Table(columns=list(_PLAIN), rows=[[*row] for row in rows])


def _account(ledger: Ledger, says: Says) -> Iterator[str | Table]:
    """What it comes to, then every entry; one that does not balance is not shown."""
    if balance_fen(ledger) != ledger.closing_fen:
        yield says.say("wall.refused.unbalanced")
        return
    came, went = (sum(row.income_fen for row in ledger.rows), sum(row.expense_fen for row in ledger.rows))
    told = {"opening": ledger.opening_fen, "income": came, "expense": went, "closing": ledger.closing_fen}
    yield _figures([(says.say(f"page.{key}"), _money(fen, says)) for key, fen in told.items()])
    if ledger.rows:
        yield _entries(ledger.rows, says, came=came, went=went)


def _entries(rows: list[LedgerRow], says: Says, *, came: Fen, went: Fen) -> Table:
    """Columns that no entry fills are left out."""
    columns: list[tuple[Column, Cells, str | int]] = [
        (Column(title=says.say("page.day"), kind="date"), [row.day for row in rows], ""),
        (Column(title=says.say("page.matter")), [row.summary for row in rows], says.say("page.total")),
        (Column(title=says.say("page.came"), kind="money"), [row.income_fen or "" for row in rows], came),
        (Column(title=says.say("page.went"), kind="money"), [row.expense_fen or "" for row in rows], went),
        (Column(title=says.say("page.by")), [row.handler for row in rows], ""),
        (Column(title=says.say("read_notice.voucher")), [row.voucher for row in rows], ""),
    ]
    kept = [(column, [*cells, total]) for column, cells, total in columns if total != "" or any(cells)]
    return Table(
        columns=[column for column, _ in kept], rows=[[*line] for line in zip(*(c for _, c in kept), strict=True)]
    )


def _summed(listing: Listing, says: Says) -> Table:
    """With the total of its column, where it names one, below."""
    table, at = listing.table, listing.sum_column
    if at is None or not 0 <= at < len(table.columns) or table.columns[at].kind not in {"money", "number"}:
        return table
    total: Cells = ["" for _ in table.columns]
    named = next((place for place, column in enumerate(table.columns) if column.kind == "text" and place != at), None)
    if named is not None:
        total[named] = says.say("page.total")
    total[at] = sum(cell for row in table.rows for cell in row[at : at + 1] if isinstance(cell, int))
    return Table(columns=table.columns, rows=[*table.rows, total])


def _chart(chart: Chart, says: Says) -> Table:
    if chart.kind == "money":
        return _figures([(bar.label, _money(bar.value, says)) for bar in chart.bars])
    return _figures([(bar.label, f"{bar.value:,}{chart.unit}") for bar in chart.bars])
