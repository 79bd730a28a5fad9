"""The simulation of a wall's days: its account is its own, and finds what is unfair."""

from collections import Counter

from bench.turns import _Account, fairness_pages_max, lived
from kiosk.wall.turns.turn import Turn
from tests.kiosk.turns.yard import notice


def test_after_a_day_of_everything_nobody_was_put_more_than_a_page_ahead_by_a_turn() -> None:
    assert fairness_pages_max(1, 8) <= 1.0


def test_without_news_and_calls_nobody_was_ever_more_than_a_page_ahead_and_nothing_was_empty() -> None:
    account = lived(1, 8, overrides=False).account

    assert account.ahead <= 1.0
    assert account.empty == 0
    assert account.pages > 1000


def test_the_account_tells_a_village_that_gets_two_turns_in_a_row() -> None:
    page = notice("东书村", "ledger", 60)[0]
    account = _Account(Counter({"东书村": 0, "柳河村": 0}), longest_ms=60_000)

    for _ in range(2):
        account.ends(Turn(page=page, why="turn", until_ms=0, share_ms=0, lowest_ms=0), 60_000)

    assert account.fairness == 2.0
