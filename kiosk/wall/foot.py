"""What the foot strip says below one page: who comes next and when, and how old the county's last word is."""

from datetime import datetime, timedelta, timezone

from kiosk.render.page import Foot, WallPage
from kiosk.wall.told import Word, told
from kiosk.wall.turns.rotation import CHINA_MIN, Rotation
from kiosk.wall.turns.turn import Coming, Instant
from kiosk.words import Words

_LOOK_AHEAD = 3


class Foots:
    """Words of one wall."""

    def __init__(self, rotation: Rotation, words: Words, *, utc_offset_min: int = CHINA_MIN) -> None:
        self._rotation = rotation
        self._words = words
        self._zone = timezone(timedelta(minutes=utc_offset_min))
        self.checked_at_ms = 0
        """When the county last confirmed what is published; 0 for never."""

    def told(self, at: Instant, published_at_ms: int = 0) -> str:
        word = Word(self.checked_at_ms, at.wall_ms, at.trusted)
        return told(self._words, word, published_at_ms=published_at_ms)

    def foot(self, page: WallPage, at: Instant) -> Foot:
        """Below this page, if it comes up now or next."""
        coming = self._rotation.forecast(at, _LOOK_AHEAD)
        following = next((one for one in coming if one.village != page.village), None)
        return Foot(
            following=self._following(following, at) if following else "",
            told=self.told(at, page.published_at_ms),
        )

    def today(self, at: Instant) -> str:
        """ISO date; nothing while the clock cannot be trusted."""
        return f"{datetime.fromtimestamp(at.wall_ms / 1000, self._zone):%Y-%m-%d}" if at.trusted else ""

    def _following(self, coming: Coming, at: Instant) -> str:
        if not at.trusted:
            return self._words.say("wall.next", village=coming.village)
        clock = datetime.fromtimestamp(coming.wall_ms / 1000, self._zone)
        return self._words.say("wall.next_at", village=coming.village, time=f"{clock:%H:%M}")
