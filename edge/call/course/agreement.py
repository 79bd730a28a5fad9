"""Whether the call may be recorded: the officer wishes, the villager agrees, either takes it back.

An agreement is with the officer who asked; another one asks anew.
"""

from dataclasses import dataclass, replace
from typing import Literal

from wire.call.signals import RecordingWish

Answer = Literal["none", "agreed", "refused"]


@dataclass(frozen=True)
class Agreement:
    """Nothing is recorded but what both want."""

    wished: bool = False
    answer: Answer = "none"
    runs: bool = False
    """The recorder does."""

    @property
    def holds(self) -> bool:
        return self.wished and self.answer == "agreed"

    @property
    def refused(self) -> bool:
        return self.answer == "refused"

    def with_wish(self, wish: RecordingWish) -> "Agreement":
        """`on` without the villager's word is no more than a wish."""
        if wish == "none":
            return Agreement()
        return replace(self, wished=True)

    def running(self) -> "Agreement":
        return replace(self, runs=True)

    def answered(self, *, allowed: bool) -> "Agreement":
        """What nobody asked can be neither agreed to nor refused."""
        if not self.wished:
            return self
        return replace(self, answer="agreed" if allowed else "refused", runs=self.runs and allowed)
