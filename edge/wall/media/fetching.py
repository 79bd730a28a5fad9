"""Which missing pieces the broker is asked for now: a few at a time, by subscribing to each one's own topic.

A retained piece comes with the subscription; one that is not published yet comes when it is. So no terminal hears
films it has no use for, nor hears again what it has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

WINDOW = 3
"""Asked for and not here yet: about half a MiB."""
PATIENCE_MS = 20_000
"""A piece that did not come by then is not there yet: others are asked for beside it."""
AGAIN_MS = 10 * 60 * 1000
MOST_WATCHED = 64


@dataclass
class Fetching:
    """`watch` and `unwatch`: a piece's topic; they say nothing of whether it is there."""

    watch: Callable[[str], bool]
    unwatch: Callable[[str], None]
    asked_ms: dict[str, int] = field(default_factory=dict)

    def go_on(self, missing: Sequence[str], *, mono_ms: int) -> None:
        """Called when something came, when something is wanted, and each second."""
        self._leave([sha256 for sha256 in self.asked_ms if sha256 not in set(missing)])
        self._leave([sha256 for sha256, at_ms in self.asked_ms.items() if mono_ms - at_ms >= AGAIN_MS])
        fresh = sum(mono_ms - at_ms < PATIENCE_MS for at_ms in self.asked_ms.values())
        room = min(WINDOW - fresh, MOST_WATCHED - len(self.asked_ms))
        for sha256 in [one for one in missing if one not in self.asked_ms][: max(0, room)]:
            if not self.watch(sha256):
                return
            self.asked_ms[sha256] = mono_ms

    def again(self) -> None:
        """The link is new: what was asked for is asked for again."""
        self.asked_ms.clear()

    def _leave(self, sha256s: Sequence[str]) -> None:
        for sha256 in sha256s:
            del self.asked_ms[sha256]
            self.unwatch(sha256)
