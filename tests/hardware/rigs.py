"""What the contracts are run on: a device, and the test's hand on it as far as that hand reaches."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

D = TypeVar("D")
Hand = Callable[[], None] | None


def moves(here: Path, there: Path) -> Callable[[], None]:
    """A file or folder of the kernel goes, or comes back."""

    def move() -> None:
        here.rename(there)

    return move


@dataclass
class Rig(Generic[D]):
    """`None` for what cannot be done to this device here."""

    device: D
    unplug: Hand = None
    stall: Hand = None
    occupy: Hand = None
    restore: Callable[[], None] = field(default=lambda: None)
