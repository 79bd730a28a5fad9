"""What records both sides of a call, as the call needs it.

Begun only when the villager has agreed, ended with the agreement, the officer's wish, a transfer or the call. The
pictures are read from the two memory files (wire.picture); sound is handed over. All calls come on the edge's loop
and return at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wire.ids import CallId


@dataclass(frozen=True)
class Recorded:
    """Which call is recorded, and where its pictures are."""

    call_id: CallId
    officer: str
    near_path: Path
    """The terminal's live picture: the villager, or a paper."""
    far_path: Path
    """The officer's; there is none before the first picture came, and after an engine fell."""


class Recorder(Protocol):
    """One recording at a time."""

    def start(self, call: Recorded, ended: Callable[[], None]) -> None:
        """`ended` is called on the loop when it ends by itself: a full disk. Raises EdgeError: nothing is recorded."""

    def hear_near(self, samples: bytes) -> None:
        """What the officer is given to hear of the villager: 10 ms or several; zeros while muted or held."""

    def hear_far(self, samples: bytes) -> None:
        """10 ms of the officer. None come while the officer is silent, held, or not connected."""

    def look(self, *, near: bool, far: bool) -> None:
        """Which of the pictures may be recorded from now on; of the other, black. Both are black before the first."""

    def stop(self) -> None:
        """What was recorded until now is kept. Without a recording nothing happens."""
