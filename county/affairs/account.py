"""Accounts and charts as officers bring them, pasted from Excel: columns are known by their heads, money becomes fen.

What does not fit raises BadTable with the row, or the sum that is missing, in words.
"""

import csv
import io
import re
import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from county.errors import BadTable
from wire.content import MAX_FEN, MAX_ROWS, Bar, Chart, Ledger, LedgerRow, balance_fen

_YUAN: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d{1,13})(\.\d{1,2})?")
# The heads of an account book, first in Chinese (day, item, income, expense, handler, voucher), then in English.
_HEADS: Final = {
    "day": ("\u65e5\u671f", "\u65f6\u95f4", "date", "day"),
    "summary": ("\u6458\u8981", "\u4e8b\u9879", "\u5185\u5bb9", "\u9879\u76ee", "item", "summary"),
    "income_fen": ("\u6536\u5165", "\u501f\u65b9", "income"),
    "expense_fen": ("\u652f\u51fa", "\u8d37\u65b9", "expense"),
    "handler": ("\u7ecf\u624b", "handler"),
    "voucher": ("\u51ed\u8bc1", "\u7968\u636e", "voucher"),
}
_CHART_COLUMNS: Final = 2


def read_ledger(text: str, *, opening_fen: int, closing_fen: int) -> Ledger:
    """The first row is the head. Raises BadTable also when opening, rows and closing do not agree."""
    rows = _cells(text)
    if len(rows) < 2:  # noqa: PLR2004  # a head and a row
        raise BadTable(_("Paste the rows of the account with their head."))
    if len(rows) - 1 > MAX_ROWS:
        raise BadTable(_("An account has at most %d rows.") % MAX_ROWS)
    head = [_meant(title) for title in rows[0]]
    for needed in ("summary", "income_fen", "expense_fen"):
        if head.count(needed) != 1:
            raise BadTable(_("The head needs one column each for the item, the income and the expense."))
    ledger = Ledger(
        opening_fen=opening_fen,
        rows=[_entry(head, cells, number) for number, cells in enumerate(rows[1:], 2)],
        closing_fen=closing_fen,
    )
    left = balance_fen(ledger)
    if left != closing_fen:
        raise BadTable(
            _("The account does not balance: opening, income and expense leave %(left)s, the closing says %(said)s.")
            % {"left": yuan(left), "said": yuan(closing_fen)}
        )
    return ledger


def read_chart(text: str, *, unit: str) -> Chart:
    """Two columns, name and figure, with or without a head; with a unit they are numbers, without one yuan."""
    rows = _cells(text)
    if rows and len(rows[0]) == _CHART_COLUMNS and not _YUAN.fullmatch(_plain(rows[0][1])):
        rows = rows[1:]
    if not rows:
        raise BadTable(_("Paste two columns: names and figures."))
    bars = [_bar(cells, number, unit=unit) for number, cells in enumerate(rows, 1)]
    if len(bars) > 24:  # noqa: PLR2004  # as many as the record takes
        raise BadTable(_("A chart has at most 24 bars."))
    return Chart(bars=bars, kind="number" if unit else "money", unit=unit)


def fen_of(cell: str) -> int:
    """Yuan as people write them, in fen; an empty cell is nought. Raises BadTable."""
    plain = _plain(cell)
    if not plain:
        return 0
    fen = int(Decimal(plain.replace(",", "")) * 100) if _YUAN.fullmatch(plain) else None
    if fen is None or abs(fen) > MAX_FEN:
        raise BadTable(_("%s is not an amount in yuan.") % cell[:20])
    return fen


def yuan(fen: int) -> str:
    """Two decimals, thousands apart."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def ledger_text(ledger: Ledger) -> str:
    """The rows as they could be pasted again."""
    heads = [names[0] for names in _HEADS.values()]
    lines = [
        [row.day, row.summary, yuan(row.income_fen), yuan(row.expense_fen), row.handler, row.voucher]
        for row in ledger.rows
    ]
    return "\n".join("\t".join(cells) for cells in [heads, *lines])


def chart_text(chart: Chart) -> str:
    """The bars as they could be pasted again."""
    money = chart.kind == "money"
    return "\n".join(f"{bar.label}\t{yuan(bar.value) if money else bar.value}" for bar in chart.bars)


def _cells(text: str) -> list[list[str]]:
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    except csv.Error as error:
        raise BadTable(_("The table cannot be read. Copy the cells in Excel once more.")) from error
    return [row for row in rows if any(row)]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace(" ", "")


def _meant(title: str) -> str:
    plain = _plain(title).lower()
    for field, words in _HEADS.items():
        if any(word in plain for word in words):
            return field
    raise BadTable(_("Column %s is none that an account has.") % (title[:20] or "?"))


def _entry(head: list[str], cells: list[str], number: int) -> LedgerRow:
    if len(cells) > len(head):
        raise BadTable(_("Row %d has more cells than the head.") % number)
    values = dict(zip(head, cells, strict=False))
    if not values.get("summary"):
        raise BadTable(_("Row %d does not say what it is for.") % number)
    try:
        return LedgerRow(
            day=values.get("day", ""),
            summary=values["summary"],
            income_fen=fen_of(values.get("income_fen", "")),
            expense_fen=fen_of(values.get("expense_fen", "")),
            handler=values.get("handler", ""),
            voucher=values.get("voucher", ""),
        )
    except BadTable as error:
        raise BadTable(_("Row %(row)d: %(why)s") % {"row": number, "why": error}) from error


def _bar(cells: list[str], number: int, *, unit: str) -> Bar:
    if len(cells) != _CHART_COLUMNS or not all(cells):
        raise BadTable(_("Row %d must have a name and a figure.") % number)
    value = fen_of(cells[1])
    if value < 0 or (unit and value % 100):
        raise BadTable(_("Row %d: a bar is a whole number, or money, and not below nought.") % number)
    return Bar(label=cells[0], value=value // 100 if unit else value)
