"""What a villager may take home on paper, as a value; kiosk/slip.py draws it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Slip:
    """A `number` looks like a queue ticket and tells nothing; `elsewhere` says whom to go to."""

    kind: Literal["number", "elsewhere"]
    code: str = ""
    """Sixteen digits of a number slip."""
    place: str = ""
    """Of a slip that sends elsewhere: its texts are `elsewhere.<place>`, `elsewhere.<place>_number` and
    `elsewhere.<place>_do`."""
    day: str = ""
    """ISO date, or empty where the clock cannot be trusted. No finer than the day."""


DrawsSlip = Callable[[Slip, int], bytes]
"""A slip and the width of the paper in dots → a PNG of black on white."""


def draws_nothing(_slip: Slip, _width_px: int) -> bytes:
    """Where nobody draws."""
    return b""
