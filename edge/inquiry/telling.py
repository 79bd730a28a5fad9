"""What the county is told of inquiries: the whole of this side, when it changes, again and again, and a last time."""

from collections.abc import Callable
from typing import Final

import msgspec

from wire.ids import InquiryId
from wire.inquiry.sheet import InquiryTold

_REMEMBERED: Final = 8
_FAREWELLS: Final = 5
"""So often the last word is said again, for a county that missed it."""
AFTER_A_CUT: Final = 1_000_000_000
"""Serials of an edge that started anew are above any that the one before it can have said."""


class Telling:
    """Serials, and what was said last."""

    def __init__(self, send: Callable[[InquiryTold], None]) -> None:
        self._send = send
        self._last: dict[InquiryId, InquiryTold] = {}
        self._over: list[InquiryId] = []
        """The newest last."""
        self._farewells = 0

    @property
    def has_more_to_say(self) -> bool:
        return self._farewells > 0

    def knows(self, inquiry_id: InquiryId) -> bool:
        """Whether it is over; then its last word is said again."""
        if inquiry_id not in self._over:
            return False
        self._send(self._last[inquiry_id])
        return True

    def say(self, told: InquiryTold, *, again: bool = False) -> None:
        """Its serial is set here."""
        before = self._last.get(told.inquiry_id)
        if before is not None and not again and _without_time(before) == _without_time(told):
            return
        serial = max(told.serial, before.serial + 1 if before else 1)
        said = msgspec.structs.replace(told, serial=serial)
        self._last[told.inquiry_id] = said
        self._send(said)

    def over(self, inquiry_id: InquiryId) -> None:
        """Nothing will change any more."""
        if inquiry_id in self._last:
            self._over.append(inquiry_id)
            self._farewells = _FAREWELLS
        while len(self._over) > _REMEMBERED:
            self._last.pop(self._over.pop(0), None)

    def say_of_before(self, told: InquiryTold) -> None:
        """Of an inquiry that an earlier start had begun."""
        self.say(told)
        self.over(told.inquiry_id)

    def say_farewells(self, *, anew: bool = False) -> None:
        """`anew`: the link is back, so whatever was said before may be lost."""
        if anew and self._over:
            self._farewells = _FAREWELLS
        if self._farewells and self._over:
            self._farewells -= 1
            for inquiry_id in self._over if anew else self._over[-1:]:
                self._send(self._last[inquiry_id])


def _without_time(told: InquiryTold) -> InquiryTold:
    return msgspec.structs.replace(told, serial=1, elapsed_ms=0)
