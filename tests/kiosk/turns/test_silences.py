"""A village that has published nothing is named, after each round of those that have; nobody loses more than others."""

from kiosk.wall.turns.silences import FEWEST_TURNS
from kiosk.wall.turns.turn import Empty, Turn
from tests.kiosk.turns.yard import Yard, notice, published, silent
from wire.ids import SiteId
from wire.wall.playlist import Playlist

FOUR = tuple(f"第{number}村" for number in range(4))
QUIET = ("北书村", "南书村")


def named(*villages: str) -> Playlist:
    return Playlist(site=SiteId("liuhe"), serial=1, published_at_ms=0, villages=villages)


def yard_of(villages: tuple[str, ...], quiet: tuple[str, ...] = QUIET) -> Yard:
    """Each of `villages` has one page; `quiet` ones are named by the playlist."""
    yard = Yard(published(*(notice(village, village, 20) for village in villages)))
    yard.rotation.hears_playlist(named(*villages, *quiet), yard.at)
    yard.rotation.hears_silent(map(silent, yard.rotation.silent), yard.at)
    return yard


def villages_of(yard: Yard, count: int) -> list[str]:
    stood = [yard.turn.page.village]
    while len(stood) < count:
        stood.append(yard.next_page().page.village)
    return stood


def following(yard: Yard, count: int) -> list[Turn]:
    return [yard.next_page() for _ in range(count)]


def test_after_each_round_one_of_them_is_named_and_then_the_next() -> None:
    yard = yard_of(FOUR)

    stood = villages_of(yard, 15)

    assert stood == [*FOUR, "北书村", *FOUR, "南书村", *FOUR, "北书村"]


def test_it_is_in_nobodys_share() -> None:
    yard, had = yard_of(FOUR), dict[str, int]()

    for _ in range(40):
        turn = yard.next_page()
        if turn.why != "silent":
            had[turn.page.village] = turn.share_ms

    assert had.keys() == set(FOUR)
    assert max(had.values()) - min(had.values()) <= 20_000


def test_of_a_few_villages_the_silent_ones_do_not_take_the_wall() -> None:
    stood = villages_of(yard_of(FOUR[:1], QUIET), 2 * (FEWEST_TURNS + 1))

    assert [village for village in stood if village in QUIET] == list(QUIET)


def test_who_publishes_is_not_named_any_more_not_even_where_it_stands() -> None:
    yard = yard_of(FOUR)
    villages_of(yard, 5)
    assert (yard.turn.why, yard.turn.page.village) == ("silent", "北书村")

    yard.rotation.hears_pages(published(*(notice(one, one, 20) for one in (*FOUR, "北书村"))), yard.at)

    assert (yard.turn.why, yard.turn.page.village) == ("turn", "北书村")
    assert "北书村" not in {turn.page.village for turn in following(yard, 20) if turn.why == "silent"}


def test_news_comes_before_a_silence() -> None:
    yard = yard_of(FOUR)
    villages_of(yard, 4)

    news = published(*(notice(one, one, 20) for one in FOUR), notice(FOUR[2], "news", 20))
    yard.rotation.hears_pages(news, yard.at)

    assert yard.place == ("news", 0)
    assert yard.next_page().why == "silent"


def test_where_nobody_has_published_anything_the_wall_says_so_for_all() -> None:
    yard = yard_of(())

    assert yard.stands == Empty()


def test_who_waits_for_a_village_is_told_of_those_that_show_something() -> None:
    yard = yard_of(FOUR)

    assert [one.village for one in yard.rotation.forecast(yard.at, 3)] == list(FOUR[1:])
    assert yard.rotation.called("北书村", yard.at).state == "no"
