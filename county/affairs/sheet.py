"""A table as officers bring it: rows of tab-separated cells, pasted from Excel. Reads it, guesses each column's kind.

What cannot be published as it is raises BadTable with the row in words; nothing is dropped in silence.
"""

import csv
import io
import re
import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from county.errors import BadTable
from wire.content import Column, ColumnKind, Table

MAX_COLUMNS: Final = 16
MAX_ROWS: Final = 2000
# Longer ones are kept as they are written: no reader adds them up exactly.
_NUMBER: Final = re.compile(r"-?\d{1,3}(,\d{3}){1,3}|-?\d{1,13}")
_MONEY: Final = re.compile(r"-?(\d{1,3}(,\d{3}){1,3}|\d{1,13})\.\d{1,2}")
_DATE: Final = re.compile(r"\d{4}([-/.])\d{1,2}(\1\d{1,2})?")
# Words in a head that make whole numbers money: yuan, amount, income, expense, balance, price.
_MONEY_HEADS: Final = ("\u5143", "\u91d1\u989d", "\u6536\u5165", "\u652f\u51fa", "\u4f59\u989d", "\u5355\u4ef7")

# Words in a head that make figures names: number (of a house, an account), telephone, mobile.
_NAME_HEADS: Final = ("\u53f7", "\u7535\u8bdd", "\u624b\u673a")
_YEAR_HEAD: Final = "\u5e74"
_YEAR: Final = re.compile(r"(19|20)\d\d")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")


def read_table(text: str) -> Table | None:
    """The first row is the head; None when nothing was pasted."""
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    except csv.Error as error:
        raise BadTable(_("The table cannot be read. Copy the cells in Excel once more.")) from error
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    head, content = rows[0], rows[1:]
    _check(head, content)
    columns = [Column(title=title, kind=_kind(title, [row[at] for row in content])) for at, title in enumerate(head)]
    values = [[_value(cell, column.kind) for cell, column in zip(row, columns, strict=True)] for row in content]
    return Table(columns=columns, rows=values)


def _plain(cell: str) -> str:
    """Full-width digits and signs as ordinary ones; words are published as they were written."""
    return unicodedata.normalize("NFKC", cell).replace(" ", "")


def _check(head: list[str], content: list[list[str]]) -> None:
    if not content:
        raise BadTable(_("The table has a head but no rows."))
    if len(head) > MAX_COLUMNS or len(content) > MAX_ROWS:
        raise BadTable(
            _("The table is too large: at most %(columns)d columns and %(rows)d rows.")
            % {"columns": MAX_COLUMNS, "rows": MAX_ROWS}
        )
    if not all(head):
        raise BadTable(_("Column %d of the head has no title.") % (head.index("") + 1))
    for number, row in enumerate(content, 2):
        row.extend([""] * (len(head) - len(row)))
        if len(row) > len(head):
            raise BadTable(_("Row %d has more cells than the head.") % number)


def _kind(title: str, cells: list[str]) -> ColumnKind:
    filled = [_plain(cell) for cell in cells if cell]
    if not filled:
        return "text"
    if all(_DATE.fullmatch(cell) for cell in filled):
        return "date"
    if all(_NUMBER.fullmatch(cell) for cell in filled) and not any(word in title for word in _MONEY_HEADS):
        return "text" if _are_names(title, filled) else "number"
    return "money" if all(_NUMBER.fullmatch(cell) or _MONEY.fullmatch(cell) for cell in filled) else "text"


def _are_names(title: str, cells: list[str]) -> bool:
    """Telephones, years and numbers that begin with nought are no quantities: no comma goes between their thousands."""
    if any(word in title for word in _NAME_HEADS) or any(len(cell) > 1 and cell.startswith("0") for cell in cells):
        return True
    years = _YEAR_HEAD in title and all(_YEAR.fullmatch(cell) for cell in cells)
    return years or all(_MOBILE.fullmatch(cell) for cell in cells)


def _value(cell: str, kind: ColumnKind) -> str | int:
    if not cell:
        return ""  # an empty cell is not nought
    if kind == "number":
        return int(_plain(cell).replace(",", ""))
    if kind == "money":
        return int(Decimal(_plain(cell).replace(",", "")) * 100)
    return cell
