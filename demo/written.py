"""Notices as they are typed, pasted and uploaded at the desk: the fields of each kind's form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.cast import AccountWords, HeadWords, NoticeWords, PictureWords, PosterWords


@dataclass(frozen=True)
class Written:
    """One notice; `kind` is the name of its form."""

    kind: str
    words: HeadWords
    fields: Mapping[str, str]
    """Which only this kind has."""
    file: Path | None = None


def table(words: NoticeWords) -> Written:
    cells = [[_cell(value, kind) for value, (_, kind) in zip(row, words.columns, strict=True)] for row in words.rows]
    return Written("text", words, {"table": _pasted([[title for title, _ in words.columns], *cells])})


def account(words: AccountWords) -> Written:
    cells = [[day, what, _cell(came, "money"), _cell(went, "money"), who] for day, what, came, went, who in words.rows]
    sums = {"opening": _cell(words.opening, "money"), "closing": _cell(words.closing, "money")}
    return Written("ledger", words, {**sums, "rows": _pasted([words.heads, *cells])})


def poster(words: PosterWords) -> Written:
    return Written("poster", words, {"headline": words.headline, "lines": "\n".join(words.lines)})


def picture(words: PictureWords, file: Path) -> Written:
    return Written("picture", words, {"caption": words.caption}, file)


def _pasted(rows: Iterable[Iterable[str]]) -> str:
    """As it comes out of Excel: tabs between cells."""
    return "\n".join("\t".join(cells) for cells in rows)


def _cell(value: str | int, kind: str) -> str:
    """Money in yuan with two decimals."""
    if kind != "money":
        return str(value)
    return f"{int(value) / 100:.2f}" if value else ""
