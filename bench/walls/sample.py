"""What villages publish, in the sizes that villages have: accounts of some forty lines, a summary, a sentence."""

from wire.affairs.notice import Notice
from wire.content import Content, Figure, Ledger, LedgerRow, Poster, Summary
from wire.ids import NoticeId, SiteId

ROWS = 46
_PUBLISHED_MS = 1_795_000_000_000
_TEXT = "water, roads and the lamps in the yard; "


def notices(villages: int, version: int = 1) -> list[Notice]:
    """One a village; `version` of the first only, so that a new one is one piece of news."""
    return [_notice(number, version if number == 0 else 1) for number in range(villages)]


def village(number: int) -> str:
    return f"Village {number + 1:02d}"


def _notice(number: int, version: int) -> Notice:
    kinds: tuple[tuple[Content, ...], ...] = ((_ledger(number),), (_summary(number), _ledger(number)), (_poster(),))
    return Notice(
        notice_id=NoticeId(f"{number:032x}"),
        version=version,
        site=SiteId("bench"),
        village=village(number),
        title=f"Accounts {version}",
        period="2026-09",
        body="" if number % 4 else _TEXT * 6,
        content=kinds[number % 3],
        as_of="2026-09-30",
        published_at_ms=_PUBLISHED_MS,
    )


def _ledger(number: int) -> Ledger:
    rows = [
        LedgerRow(
            day=f"09-{at % 30 + 1:02d}",
            summary=f"Item {at + 1} of {number + 1}",
            income_fen=(at % 3 == 0) * (at + 1) * 12_345,
            expense_fen=(at % 3 != 0) * (at + 1) * 2_345,
            handler="Li",
        )
        for at in range(ROWS)
    ]
    left = sum(row.income_fen - row.expense_fen for row in rows)
    return Ledger(opening_fen=1_000_000, rows=rows, closing_fen=1_000_000 + left)


def _summary(number: int) -> Summary:
    return Summary(
        figures=[
            Figure(label="Income", fen=4_500_000 + number),
            Figure(label="Expense", fen=1_200_000 + number),
            Figure(label="Left", fen=3_300_000),
        ]
    )


def _poster() -> Poster:
    return Poster(headline="Meeting on Friday at nine", lines=("in the yard", "everybody may speak"))
