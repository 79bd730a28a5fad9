"""Names of what was chosen, as several screens list them."""

from collections.abc import Iterable

from kiosk.words import Words
from wire.petition.details import Kept

KEPT_ICONS = {"village": "village_office", "township": "township", "county_office": "county_office"}


def kept_names(words: Words, kept: Iterable[Kept | str]) -> list[str]:
    """Whose people must not handle it."""
    return [words.say(f"choose_kept_out.{one}") for one in kept]


def joined(words: Words, parts: Iterable[str]) -> str:
    """As people list things."""
    return words.say("add_more.between").join(parts)
