"""Readable time per village. Who has had least comes next, so nobody is ever more than one page ahead.

Only villages with something to show are present. Who comes, or comes back, joins at the lowest share of those present:
it gets no backlog. `lowest_ms` never falls.
"""

from collections.abc import Iterable, Mapping

_BOUNDLESS_MS = 2**53


class Shares:
    """One wall's account of readable milliseconds."""

    def __init__(self) -> None:
        self._had: dict[str, int] = {}
        self._present: tuple[str, ...] = ()
        self._lowest_ms = 0
        self._restored = False

    def copy(self) -> "Shares":
        other = Shares()
        other._had, other._present = dict(self._had), self._present
        other._lowest_ms, other._restored = self._lowest_ms, self._restored
        return other

    @property
    def lowest_ms(self) -> int:
        """The least that any village that is present has had."""
        return self._lowest_ms

    def had_ms(self, village: str) -> int:
        return max(self._had.get(village, 0), 0 if village in self._present else self._lowest_ms)

    def restore(self, had_ms: Mapping[str, int], lowest_ms: int) -> None:
        """What the proof knows, once; what was counted before it was told comes on top. Told again, it is ignored."""
        if self._restored:
            return
        villages = {*had_ms, *self._had}
        self._had = {v: max(had_ms.get(v, 0), lowest_ms) + self._had.get(v, 0) for v in villages}
        self._restored, self._lowest_ms = True, lowest_ms + self._lowest_ms
        self._settle()

    def present(self, villages: Iterable[str]) -> None:
        """These have something to show now, in the order to show."""
        now = tuple(villages)
        if now == self._present:
            return
        self._had.update({village: self.had_ms(village) for village in now})
        self._present = now
        self._settle()

    def give(self, village: str, ms: int) -> None:
        """It was readable for so long."""
        self._had[village] = self.had_ms(village) + ms
        self._settle()

    def next_village(self) -> str:
        """Who of those present has had least; of equal ones the first in order."""
        return min(self._present, key=self._had.__getitem__)

    def ahead_ms(self, village: str) -> int:
        """How much more it has had than the one of the others that has had least; 0 where there is no other."""
        others = [self._had[other] for other in self._present if other != village]
        return self.had_ms(village) - min(others) if others else 0

    def room_ms(self, village: str, longest_ms: int) -> int:
        """How long it can be shown without being more than the longest page ahead of anybody."""
        alone = all(other == village for other in self._present)
        return _BOUNDLESS_MS if alone else longest_ms - self.ahead_ms(village)

    def _settle(self) -> None:
        if self._present:
            self._lowest_ms = max(self._lowest_ms, min(self._had[village] for village in self._present))
