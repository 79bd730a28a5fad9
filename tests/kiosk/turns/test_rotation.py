"""What stands on the wall when everything is plain, and when something comes between."""

from itertools import pairwise

import pytest

from kiosk.wall.turns.turn import Answer, Empty
from tests.kiosk.turns.yard import Yard, notice, published
from wire.port_wall import SharesTold

DONGSHU = notice("东书村", "ledger", 20, 20, 20)
LIUHE = notice("柳河村", "poster", 40)
XISHU = notice("西书村", "list", 30, 30)


def test_villages_come_one_after_the_other_and_a_notice_goes_on_while_nobody_loses_by_it() -> None:
    yard = Yard(published(DONGSHU, LIUHE, XISHU))

    places = yard.places(8)

    assert places == [
        *[("ledger", 0), ("ledger", 1), ("poster", 0), ("list", 0)],
        *[("list", 1), ("ledger", 2), ("poster", 0), ("ledger", 0)],
    ]


def test_a_page_stands_for_its_time_and_not_longer() -> None:
    yard = Yard(published(DONGSHU, LIUHE))

    yard.passes(19.9)
    before = yard.place
    yard.passes(0.1)

    assert (before, yard.place) == (("ledger", 0), ("ledger", 1))


def test_notices_of_a_village_take_turns_within_its_share() -> None:
    yard = Yard(published(notice("东书村", "a", 20), notice("东书村", "b", 20), notice("柳河村", "c", 20)))

    places = yard.places(6)

    assert places == [("a", 0), ("c", 0), ("b", 0), ("c", 0), ("a", 0), ("c", 0)]


def test_news_cut_in_at_once_and_what_was_cut_off_comes_again_from_its_start() -> None:
    yard = Yard(published(LIUHE, XISHU))
    yard.passes(10)

    yard.rotation.hears_pages(published(LIUHE, XISHU, DONGSHU), yard.at)

    assert yard.place == ("ledger", 0)
    following = [yard.next_page().page for _ in range(3)]
    assert [(page.notice_id, page.page) for page in following] == [("ledger", 1), ("list", 0), ("poster", 0)]
    assert yard.turn.share_ms == 10_000, "what could be read before the news counts"


def test_a_new_version_is_news_and_begins_with_its_first_page() -> None:
    yard = Yard(published(DONGSHU, LIUHE))
    yard.places(3)

    yard.rotation.hears_pages(published(notice("东书村", "ledger", 20, 20, version=2), LIUHE), yard.at)

    assert (yard.turn.page.version, yard.place) == (2, ("ledger", 0))


def test_the_same_list_told_again_changes_nothing() -> None:
    yard = Yard(published(DONGSHU, LIUHE))
    yard.rotation.hears_pages(published(DONGSHU, LIUHE, XISHU), yard.at)
    yard.passes(10)

    yard.rotation.hears_pages(published(DONGSHU, LIUHE, XISHU), yard.at)

    assert yard.place == ("list", 0)
    assert yard.turn.until_ms == yard.mono_ms + 20_000


def test_the_first_list_is_no_news() -> None:
    yard = Yard(published(DONGSHU, LIUHE))

    assert yard.place == ("ledger", 0)


def test_a_village_that_publishes_without_end_cuts_in_until_it_is_three_minutes_ahead() -> None:
    yard = Yard(published(LIUHE, notice("东书村", "ledger", 20)))
    cut_in = 0

    for version in range(2, 40):
        yard.rotation.hears_pages(published(LIUHE, notice("东书村", "ledger", 20, version=version)), yard.at)
        cut_in += yard.turn.page.village == "东书村"
        yard.passes(19)

    assert 10 <= cut_in <= 26


def test_what_is_withdrawn_goes_at_once() -> None:
    yard = Yard(published(DONGSHU, LIUHE))

    yard.rotation.hears_pages(LIUHE, yard.at)

    assert yard.place == ("poster", 0)
    yard.rotation.hears_pages((), yard.at)
    assert yard.stands == Empty()


def test_pages_made_anew_take_the_place_of_the_old_ones() -> None:
    yard = Yard(published(DONGSHU))
    yard.places(3)

    yard.rotation.hears_pages(notice("东书村", "ledger", 35), yard.at)

    assert yard.turn.page.dwell_ms == 35_000


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_page_that_cannot_be_drawn_is_left_out_and_the_others_come_in_order(broken: int, version: int) -> None:
    letter = notice("东书村", "letter", 20)
    yard = Yard(published(LIUHE, DONGSHU, letter))
    whole = notice("东书村", "ledger", 20, 20, 20, version=version)

    yard.rotation.hears_pages(published(LIUHE, (page for page in whole if page.page != broken), letter), yard.at)

    places = [place for place in yard.places(60) if place[0] != "poster"][-12:]
    first, second = (("ledger", number) for number in range(3) if number != broken)
    following = {first: second, second: ("letter", 0), ("letter", 0): first}
    assert all(following[place] == after for place, after in pairwise(places))


def test_a_new_village_gets_no_backlog() -> None:
    yard = Yard(published(DONGSHU, LIUHE))
    yard.passes(0)
    for _ in range(200):
        yard.next_page()

    yard.rotation.hears_pages(published(DONGSHU, LIUHE, XISHU), yard.at)

    villages = [yard.next_page().page.village for _ in range(12)]
    assert villages.count("西书村") <= 5


def test_shares_outlast_a_start() -> None:
    before = Yard(published(DONGSHU, LIUHE, XISHU))
    before.places(4)
    told = {"东书村": 40_000, "柳河村": 40_000, "西书村": 0}

    after = Yard()
    after.rotation.hears_shares(SharesTold(readable_ms=told), after.at)
    after.rotation.hears_pages(published(DONGSHU, LIUHE, XISHU), after.at)

    assert after.turn.page.village == before.turn.page.village == "西书村"


def test_shares_told_again_are_not_counted_twice() -> None:
    yard = Yard(published(LIUHE, XISHU))
    yard.rotation.hears_shares(SharesTold(readable_ms={"柳河村": 90_000, "西书村": 80_000}), yard.at)
    yard.next_page()
    share_ms = yard.turn.share_ms

    yard.rotation.hears_shares(SharesTold(readable_ms={"柳河村": 130_000, "西书村": 80_000}), yard.at)
    yard.next_page()

    assert share_ms == 80_000
    assert yard.turn.share_ms == 110_000


def test_who_was_away_while_shares_grew_joins_at_the_lowest_after_a_start() -> None:
    yard = Yard()
    yard.rotation.hears_shares(
        SharesTold(readable_ms={"东书村": 900_000, "柳河村": 880_000, "西书村": 5000}, lowest_ms=870_000), yard.at
    )

    yard.rotation.hears_pages(published(DONGSHU, LIUHE, XISHU), yard.at)

    assert (yard.turn.page.village, yard.turn.share_ms, yard.turn.lowest_ms) == ("西书村", 870_000, 870_000)


def test_nothing_counts_while_the_panel_is_off() -> None:
    yard = Yard(published(DONGSHU, LIUHE))
    yard.passes(5)

    yard.rotation.hears_panel(on=False, at=yard.at)
    yard.passes(8 * 3600)
    yard.rotation.hears_panel(on=True, at=yard.at)

    assert yard.place == ("ledger", 0)
    assert yard.turn.until_ms == yard.mono_ms + 15_000
    assert yard.next_page().share_ms == 20_000


def test_a_machine_that_hung_goes_on_with_the_next_page() -> None:
    yard = Yard(published(LIUHE, XISHU))

    yard.hangs(3600)

    assert (yard.place, yard.turn.lowest_ms) == (("list", 0), 0)
    yard.next_page()
    assert yard.next_page().share_ms == 40_000, "a page counts for its own time"


def test_the_foot_strip_can_tell_who_comes_next_and_when() -> None:
    yard = Yard(published(DONGSHU, LIUHE, XISHU))
    yard.passes(5)

    coming = yard.rotation.forecast(yard.at, 2)

    assert [(one.village, one.wall_ms - yard.wall_ms) for one in coming] == [("柳河村", 35_000), ("西书村", 75_000)]
    yard.passes(35)
    assert yard.turn.page.village == "柳河村"


def test_a_village_alone_has_nobody_after_it() -> None:
    yard = Yard(DONGSHU)

    assert yard.rotation.forecast(yard.at, 2) == ()
    assert yard.places(4) == [("ledger", 0), ("ledger", 1), ("ledger", 2), ("ledger", 0)]


class TestCalls:
    """Somebody at the kiosk calls a village up."""

    def test_the_wall_stays_with_it_for_three_minutes_from_its_first_page(self) -> None:
        yard = Yard(published(LIUHE, XISHU, DONGSHU))
        yard.places(3)

        answer = yard.rotation.called("东书村", yard.at)

        assert answer == Answer("now")
        assert (yard.place, yard.turn.why) == (("ledger", 0), "called")
        stood = [yard.next_page().why for _ in range(9)]
        assert stood == ["called"] * 8 + ["turn"]

    def test_what_it_got_beyond_its_share_it_waits_for(self) -> None:
        yard = Yard(published(LIUHE, XISHU, DONGSHU))
        yard.rotation.called("东书村", yard.at)
        yard.passes(180)
        while yard.turn.why == "called":
            yard.next_page()
        share_ms = 180_000

        others = []
        while yard.turn.page.village != "东书村":
            others.append(yard.turn)
            yard.next_page()

        assert sum(turn.page.dwell_ms for turn in others) >= 2 * share_ms - 40_000
        assert yard.turn.share_ms >= yard.turn.lowest_ms >= share_ms - 40_000

    def test_several_wait_behind_each_other(self) -> None:
        yard = Yard(published(LIUHE, XISHU, DONGSHU))

        answers = [yard.rotation.called(village, yard.at) for village in ("西书村", "东书村", "西书村", "东书村")]

        assert answers == [Answer("now"), Answer("soon", 180), Answer("now"), Answer("soon", 180)]
        yard.passes(60)
        assert yard.rotation.called("柳河村", yard.at) == Answer("soon", 300)

    def test_it_cannot_be_called_again_before_the_others_have_caught_up(self) -> None:
        yard = Yard(published(LIUHE, XISHU, DONGSHU))
        yard.rotation.called("东书村", yard.at)
        while yard.turn.why == "called":
            yard.next_page()

        again = yard.rotation.called("东书村", yard.at)
        while yard.turn.page.village != "东书村":
            yard.next_page()
        later = yard.rotation.called("东书村", yard.at)

        assert (again, later) == (Answer("no"), Answer("now"))

    @pytest.mark.parametrize("village", ["北书村", ""])
    def test_who_has_published_nothing_is_not_called(self, village: str) -> None:
        yard = Yard(published(LIUHE, XISHU))

        assert yard.rotation.called(village, yard.at) == Answer("no")

    def test_a_fifth_call_behind_the_first_is_told_no(self) -> None:
        yard = Yard(published(*(notice(f"第{number}村", f"n{number}", 20) for number in range(8))))

        answers = [yard.rotation.called(f"第{number}村", yard.at).state for number in range(7)]

        assert answers == ["now", "soon", "soon", "soon", "soon", "no", "no"]

    def test_a_call_ends_when_what_it_asked_for_is_withdrawn(self) -> None:
        yard = Yard(published(LIUHE, XISHU))
        yard.rotation.called("西书村", yard.at)

        yard.rotation.hears_pages(LIUHE, yard.at)

        assert (yard.turn.page.village, yard.turn.why) == ("柳河村", "turn")

    def test_news_wait_for_the_end_of_the_page_and_the_call_goes_on_after_them(self) -> None:
        yard = Yard(published(LIUHE, XISHU))
        yard.rotation.called("西书村", yard.at)

        yard.rotation.hears_pages(published(LIUHE, XISHU, DONGSHU), yard.at)

        stood = [(yard.turn.page.village, yard.turn.why)]
        stood += [(turn.page.village, turn.why) for _ in range(2) for turn in [yard.next_page()]]
        assert stood == [("西书村", "called"), ("东书村", "turn"), ("西书村", "called")]

    def test_nobody_is_called_while_the_panel_is_off(self) -> None:
        yard = Yard(published(LIUHE, XISHU))
        yard.rotation.hears_panel(on=False, at=yard.at)

        assert yard.rotation.called("西书村", yard.at) == Answer("no")
