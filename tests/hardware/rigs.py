"""What the contracts are run on: a device, and the test's hand on it as far as that hand reaches."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

D = TypeVar("D")
Hand = Callable[[], None] | None


@dataclass
class Rig(Generic[D]):
    """`None` for what cannot be done to this device here."""

    device: D
    unplug: Hand = None
    stall: Hand = None
    occupy: Hand = None
    restore: Callable[[], None] = field(default=lambda: None)
