"""All that is published, set for this wall. Each version is set once; what cannot be set is left out, and said."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from kiosk.render.page import Refusal, WallPage
from kiosk.wall.strikes import Strikes
from wire.affairs.notice import Notice
from wire.codec import to_json

Key = tuple[str, int]
"""Notice and version."""


@dataclass(frozen=True)
class SetNotice:
    """One notice in pages, and what of it cannot be read on this wall."""

    key: Key
    pages: tuple[WallPage, ...]
    refused: tuple[Refusal, ...]


def key_of(notice: Notice) -> Key:
    return notice.notice_id, notice.version


def content_sha256(notice: Notice) -> str:
    """As the index names it."""
    return hashlib.sha256(to_json(notice)).hexdigest()


class Repertoire:
    """`ask` has a notice set; the answer comes as `is_set` or `failed`."""

    def __init__(self, ask: Callable[[Notice], None]) -> None:
        self._ask = ask
        self._notices: tuple[Notice, ...] = ()
        self._set: dict[Key, SetNotice] = {}
        self._out: dict[Key, str] = {}
        self._strikes = Strikes()
        self.heard = False
        """Whether the edge has ever said what is published."""

    def hears(self, notices: tuple[Notice, ...]) -> None:
        """What is published now, in the order to show."""
        self.heard, self._notices = True, notices
        current = {key_of(notice) for notice in notices}
        self._set = {key: one for key, one in self._set.items() if key in current}
        self._out = {key: village for key, village in self._out.items() if key in current}
        self._strikes.keep(frozenset(current))
        for notice in notices:
            if key_of(notice) not in self._set and key_of(notice) not in self._out:
                self._ask(notice)

    def starts_anew(self) -> None:
        """The wall is built otherwise: everything is set again."""
        self._set, self._out, self._strikes = {}, {}, Strikes()
        for notice in self._notices:
            self._ask(notice)

    def sets_again(self, ids: Collection[str]) -> None:
        """These are wanted otherwise than they are set."""
        for notice in self._notices:
            if notice.notice_id in ids and key_of(notice) not in self._out:
                self._set.pop(key_of(notice), None)
                self._ask(notice)

    def is_set(self, one: SetNotice) -> bool:
        """Whether it was waited for."""
        if all(key_of(notice) != one.key for notice in self._notices):
            return False
        self._set[one.key] = one
        return True

    def failed(self, key: Key) -> Notice | None:
        """It could not be set: again, and after three times without it. The notice that is now left out, or None."""
        notice = next((one for one in self._notices if key_of(one) == key), None)
        if notice is None:
            return None
        if not self._strikes.strike(key):
            self._ask(notice)
            return None
        self._out[key] = notice.village
        return notice

    def skip(self, page: WallPage) -> None:
        """Its pages cannot be drawn."""
        self._out[page.notice_id, page.version] = page.village

    @property
    def whole(self) -> bool:
        """Whether everything that is published is set, or out."""
        return all(key_of(one) in self._set or key_of(one) in self._out for one in self._notices)

    @property
    def pages(self) -> tuple[WallPage, ...]:
        kept = (self._set.get(key_of(one)) for one in self._notices if key_of(one) not in self._out)
        return tuple(page for one in kept if one for page in one.pages)
