"""No page of the console is without a golden picture, and no golden picture without a page."""

from django.urls import URLPattern, URLResolver, get_resolver

from county.settings import TEMPLATES
from tests.county.browser.album import NO_PAGE, PICTURES
from tests.county.browser.golden import GOLDEN
from tests.house.tree import ROOT


def _addresses() -> list[URLPattern]:
    found: list[URLPattern] = []
    for one in get_resolver().url_patterns:
        assert not isinstance(one, URLResolver), "an address within another: this list does not see it"
        found.append(one)
    return found


def test_every_address_is_in_the_album_or_is_no_page_for_a_reason() -> None:
    named = {one.name for one in _addresses() if one.name}

    missing = named - PICTURES.keys() - NO_PAGE.keys()

    assert missing == set(), "draw it with looks_as_before, and name its picture in tests/county/browser/album.py"
    assert {name for name in PICTURES if not name.endswith(".html")} <= named
    assert NO_PAGE.keys() <= named
    assert not PICTURES.keys() & NO_PAGE.keys()


def test_an_address_without_a_name_is_only_asked_by_a_page_itself() -> None:
    nameless = {str(one.pattern).split("/")[0] for one in _addresses() if not one.name}

    assert nameless == {"calls"}


def test_what_answers_in_a_pages_place_is_in_the_album_too() -> None:
    folder = ROOT / "county" / "templates"

    answers = {path.name for path in folder.glob("[45]*.html")}

    assert answers == {name for name in PICTURES if name.endswith(".html")}
    assert TEMPLATES


def test_the_album_and_the_folder_hold_the_same_pictures() -> None:
    named = [name for names in PICTURES.values() for name in names]

    kept = sorted(path.stem for path in GOLDEN.glob("*.png"))

    assert sorted(named) == kept
