"""What is published, set once for each version; what cannot be set is left out and everything else is shown."""

from kiosk.render.page import WallPage
from kiosk.wall.repertoire import Repertoire, SetNotice, content_sha256, key_of
from tests.kiosk.cast import NOTICES
from tests.kiosk.wall.yard import page
from wire.affairs.notice import Notice

FIRST, SECOND, *_ = NOTICES


class Hands:
    """Sets what it is asked to, when told."""

    def __init__(self) -> None:
        self.asked: list[Notice] = []
        self.repertoire = Repertoire(self.asked.append)

    def sets(self) -> None:
        while self.asked:
            notice = self.asked.pop(0)
            self.repertoire.is_set(SetNotice(key_of(notice), (self.page_of(notice),), ()))

    def page_of(self, notice: Notice) -> WallPage:
        return page(int(notice.notice_id, 16) % 1000, notice.village, version=notice.version)


def test_pages_stand_in_the_countys_order_when_all_are_set() -> None:
    hands = Hands()
    hands.repertoire.hears((SECOND, FIRST))
    before = hands.repertoire.whole

    hands.sets()

    assert not before
    assert hands.repertoire.whole
    assert [one.village for one in hands.repertoire.pages] == [SECOND.village, FIRST.village]


def test_a_version_is_set_once() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST,))
    hands.sets()

    hands.repertoire.hears((FIRST, SECOND))

    assert hands.asked == [SECOND]


def test_what_cannot_be_set_is_tried_three_times_and_left_out() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST, SECOND))

    tries = [hands.repertoire.failed(key_of(FIRST)) for _ in range(3)]
    hands.asked = [SECOND]
    hands.sets()

    assert tries == [None, None, FIRST]
    assert hands.repertoire.whole
    assert [one.village for one in hands.repertoire.pages] == [SECOND.village]


def test_what_was_withdrawn_while_it_was_set_is_not_shown() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST, SECOND))
    late = hands.asked.pop(0)

    hands.repertoire.hears((SECOND,))
    hands.sets()

    assert not hands.repertoire.is_set(SetNotice(key_of(late), (hands.page_of(late),), ()))
    assert [one.village for one in hands.repertoire.pages] == [SECOND.village]


def test_another_wall_has_everything_set_again() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST, SECOND))
    hands.sets()

    hands.repertoire.starts_anew()

    assert hands.asked == [FIRST, SECOND]
    assert not hands.repertoire.whole


def test_what_cannot_be_drawn_is_left_out_until_it_is_corrected() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST, SECOND))
    hands.sets()
    (first, *_) = hands.repertoire.pages

    hands.repertoire.skip(WallPage(**(vars(first) | {"notice_id": FIRST.notice_id})))

    assert [one.village for one in hands.repertoire.pages] == [SECOND.village]


def test_a_content_is_named_as_the_index_names_it() -> None:
    assert len(content_sha256(FIRST)) == 64
    assert content_sha256(FIRST) != content_sha256(SECOND)


def test_what_is_wanted_otherwise_is_set_again_and_nothing_else() -> None:
    hands = Hands()
    hands.repertoire.hears((FIRST, SECOND))
    hands.sets()

    hands.repertoire.sets_again({SECOND.notice_id, "f" * 32})
    asked, whole = list(hands.asked), hands.repertoire.whole
    hands.sets()

    assert (asked, whole, hands.repertoire.whole) == ([SECOND], False, True)
