"""How old all this is, as the foot of each page says it: nothing on a wall may look newer than it is."""

from dataclasses import dataclass

from kiosk.words import Words

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_SIZES = (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE))
FRESH_MS = 2 * _MINUTE
OFFLINE_MS = _DAY
"""So long without a word of the county, and each page says for how long, and when it was published."""


@dataclass(frozen=True)
class Word:
    """The county's last word, and now, by the wall clock of this machine."""

    checked_at_ms: int
    """0 for never."""
    now_ms: int
    trusted: bool
    """Whether nothing of the county spoke against the clock; if something did, no age is claimed that depends on it."""

    @property
    def age_ms(self) -> int:
        return max(self.now_ms - self.checked_at_ms, 0)


def told(words: Words, word: Word, *, published_at_ms: int = 0) -> str:
    """Below a page; `published_at_ms` is the page's own, where it has one."""
    if not word.checked_at_ms:
        return words.say("wall.never")
    if word.age_ms < FRESH_MS:
        return words.say("wall.checked_now")
    if word.age_ms < OFFLINE_MS:
        return words.say("wall.checked", ago=_ago(words, word.age_ms))
    if not word.trusted:
        return words.say("wall.checked_on", day=words.date(words.day(word.checked_at_ms)))
    if not published_at_ms:
        return words.say("wall.offline", ago=_ago(words, word.age_ms))
    day = words.date(words.day(published_at_ms))
    return words.say("wall.published_offline", day=day, ago=_ago(words, word.age_ms))


def _ago(words: Words, age_ms: int) -> str:
    unit, size = next(one for one in _SIZES if age_ms >= one[1])
    return words.say(f"wall.{unit}", count=age_ms // size)
