"""What went wrong with one thing, how often. After the third time it is left out, and the wall goes on without it."""

from collections.abc import Hashable

STRIKES = 3
AGAIN_S = 0.5
"""What failed is tried again after so long; what stood there before stays meanwhile."""


class Strikes:
    """Counts for things that are named, each version by itself."""

    def __init__(self) -> None:
        self._counts: dict[Hashable, int] = {}

    def strike(self, thing: Hashable) -> bool:
        """Once more; whether it is out now."""
        self._counts[thing] = self._counts.get(thing, 0) + 1
        return self.out(thing)

    def out(self, thing: Hashable) -> bool:
        return self._counts.get(thing, 0) >= STRIKES

    def keep(self, things: frozenset[Hashable]) -> None:
        """Nothing else exists any more."""
        self._counts = {thing: count for thing, count in self._counts.items() if thing in things}
