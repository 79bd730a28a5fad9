"""What can be published, kind by kind: each is a record here and has one renderer in `kiosk/render`.

Money is whole fen. What can be summed is summed by whoever shows it, never carried beside its parts. Pictures and
films are named by SHA-256 and travel in pieces, each of which is named by its own.
"""

from typing import Annotated, Literal

import msgspec

from wire.record import Record

MAX_FEN = 2**53
"""As large as any reader of JSON keeps exactly."""
Fen = Annotated[int, msgspec.Meta(ge=-MAX_FEN, le=MAX_FEN)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
ColumnKind = Literal["text", "date", "number", "money"]
MAX_ROWS = 2000
MAX_COLUMNS = 16
MAX_PIECE_BYTES = 192 * 1024
MAX_MEDIA_BYTES = 48 * 1024 * 1024
"""Of one picture or film."""


class Column(Record, frozen=True, kw_only=True):
    """One column; `money` cells are whole fen and shown as yuan with two decimals."""

    title: str
    kind: ColumnKind = "text"


class Table(Record, frozen=True, kw_only=True):
    """Rows of cells, one cell a column: str, or int in `number` and `money` columns; there "" says no figure."""

    columns: Annotated[list[Column], msgspec.Meta(min_length=1, max_length=MAX_COLUMNS)]
    rows: Annotated[list[list[str | int]], msgspec.Meta(max_length=MAX_ROWS)]


class Text(Record, frozen=True, kw_only=True):
    """Words alone."""

    body: str
    """Paragraphs apart by newlines."""


class LedgerRow(Record, frozen=True, kw_only=True):
    """One entry of an account; income or expense, hardly ever both."""

    day: str = ""
    """As it is written in the book: `2026-07-03` or `07-03`."""
    summary: str
    income_fen: Fen = 0
    expense_fen: Fen = 0
    handler: str = ""
    voucher: str = ""


class Ledger(Record, frozen=True, kw_only=True):
    """An account over a period: what was there, what came and went, what is left."""

    opening_fen: Fen
    rows: Annotated[list[LedgerRow], msgspec.Meta(max_length=MAX_ROWS)]
    closing_fen: Fen
    """Must be opening plus income less expense, or it is not published and not shown."""


class Figure(Record, frozen=True, kw_only=True):
    """One line of a summary: money, or a number with its unit."""

    label: str
    fen: Fen | None = None
    number: int | None = None
    unit: str = ""
    level: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0
    """0 for a total, 1 for what it is made of, 2 for parts of that."""


class Summary(Record, frozen=True, kw_only=True):
    """The few figures that say it all; stands before the details."""

    figures: Annotated[list[Figure], msgspec.Meta(min_length=1, max_length=40)]


class Listing(Record, frozen=True, kw_only=True):
    """A list of people, assets, contracts or powers."""

    table: Table
    sum_column: int | None = None
    """Place of the money or number column of which pages carry a running total."""


class Poster(Record, frozen=True, kw_only=True):
    """One sentence as large as the wall takes it, and perhaps a few smaller lines."""

    headline: str
    lines: Annotated[tuple[str, ...], msgspec.Meta(max_length=6)] = ()


class Bar(Record, frozen=True, kw_only=True):
    """One bar with its name and its figure: fen where the chart speaks of money."""

    label: str
    value: Annotated[int, msgspec.Meta(ge=0, le=MAX_FEN)]


class Chart(Record, frozen=True, kw_only=True):
    """Lying bars, each with its name and figure; refused where they cannot be read."""

    bars: Annotated[list[Bar], msgspec.Meta(min_length=1, max_length=24)]
    kind: Literal["number", "money"] = "money"
    unit: str = ""


class Media(Record, frozen=True, kw_only=True):
    """A file, named by what is in it."""

    sha256: Sha256
    length: Annotated[int, msgspec.Meta(ge=1, le=MAX_MEDIA_BYTES)]
    media_type: Literal["image/png", "image/jpeg", "video/mp4"]
    pieces: Annotated[list[Sha256], msgspec.Meta(min_length=1)]
    """In order; each of MAX_PIECE_BYTES, the last one of the rest."""
    width: Annotated[int, msgspec.Meta(ge=1, le=8192)]
    height: Annotated[int, msgspec.Meta(ge=1, le=8192)]
    length_ms: Annotated[int, msgspec.Meta(ge=0, le=3_600_000)] = 0
    """Of a film."""


class Picture(Record, frozen=True, kw_only=True):
    """A photograph or drawing with what it shows in words."""

    media: Media
    caption: str = ""


class Video(Record, frozen=True, kw_only=True):
    """A film, with sound where the wall has a loudspeaker."""

    media: Media
    caption: str = ""


Content = Text | Ledger | Summary | Listing | Poster | Chart | Picture | Video
"""One thing to show. `typing.get_args` of it is the list of kinds."""


def balance_fen(ledger: Ledger) -> int:
    """What must be left: opening plus income less expense."""
    return ledger.opening_fen + sum(row.income_fen - row.expense_fen for row in ledger.rows)
