"""Many needles in one walk through a content: by their first six bytes, then by all of them."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from tests.journeys.remains.canary import Canary

_START = 6
"""The shortest needle: three Chinese characters of two bytes each."""
_PAIRS = 1 << 16


class Sieve:
    """Holds every needle in clear: made after what is searched was gathered, it lives no longer than the search."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._owners = {needle: canary.name for canary in canaries for needle in canary.needles.stored}
        self._starting: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for needle in self._owners:
            self._starting[needle[:_START]].append(needle)
        starts = np.frombuffer(b"".join(self._starting), "<u2").reshape(len(self._starting), _START // 2)
        self._pairs = [np.zeros(_PAIRS, dtype=bool) for _ in range(_START // 2)]
        for known, pairs in zip(self._pairs, starts.T, strict=True):
            known[pairs] = True

    def names(self, content: bytes) -> set[str]:
        """Of the canaries that it holds in any form."""
        return {
            self._owners[needle]
            for at in self._near(content)
            for needle in self._starting.get(content[at : at + _START], ())
            if content.startswith(needle, at)
        }

    def _near(self, content: bytes) -> list[int]:
        """Where a needle may begin: each pair of bytes is the beginning, middle or end of some needle's start."""
        if len(content) < _START:
            return []
        single = np.frombuffer(content, np.uint8)
        pair = single[:-1] | single[1:].astype(np.uint16) << 8
        first, second, third = self._pairs
        near = np.flatnonzero(first[pair[:-4]])
        near = near[second[pair[near + 2]]]
        found: list[int] = near[third[pair[near + 4]]].tolist()
        return found
