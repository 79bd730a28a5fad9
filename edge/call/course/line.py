"""What was last heard of the county and of the officer, and what follows from its being long ago."""

from dataclasses import dataclass
from typing import Final

from wire.call.signals import GIVE_UP_S

UNHEARD_S: Final = 12.0
"""A county that never said anything to an Invite is not there after so long."""
WAITS_S: Final = 40.0
"""One that has answered keeps the place in the queue as long, while link or gateway are away."""
STILL_S: Final = 3.5
"""Nothing arrived for so long: something is broken."""
REDIAL_EVERY_S: Final = 4.0


@dataclass
class Line:
    """Signals go by the link, picture and sound beside it: each may be gone alone."""

    heard_at: float
    """Something of the county."""
    well_at: float
    """Something of the officer."""
    is_up: bool = True
    _redialled_at: float = 0.0

    def redialled(self, now: float) -> None:
        self._redialled_at = now
        self.is_up = False  # until it says that it is up again

    def is_unheard(self, now: float, *, answered: bool) -> bool:
        return now - self.heard_at > (WAITS_S if answered else UNHEARD_S)

    def is_still(self, now: float) -> bool:
        return now - self.well_at > STILL_S

    def is_lost(self, now: float) -> bool:
        return now - self.well_at > GIVE_UP_S

    def is_forsaken(self, now: float) -> bool:
        """The county is silent for too long, whatever else."""
        return now - self.heard_at > GIVE_UP_S

    def wants_redialling(self, now: float) -> bool:
        is_deaf = not self.is_up or now - self.heard_at > REDIAL_EVERY_S
        return is_deaf and now - self._redialled_at > REDIAL_EVERY_S
