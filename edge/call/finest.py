"""The finest picture that a terminal sends: what its machine is strong enough for, however much the line carries."""

from dataclasses import dataclass
from typing import Final

from wire.call.engine import PlanPicture


@dataclass(frozen=True, slots=True)
class Finest:
    """By the sizes of common cameras; a plan that moves no more pixels a second is as good."""

    width: int
    height: int
    a_second: int
    most_bps: int

    def of(self, plan: PlanPicture, columns: int, lines: int) -> PlanPicture:
        """What of the plan is carried out with pictures of this camera."""
        height = min(plan.height, lines)
        moved = columns * height * height // max(1, lines) * plan.a_second
        most_bps = min(plan.most_bps, self.most_bps)
        if moved <= self.width * self.height * self.a_second:
            return PlanPicture(height=plan.height, a_second=plan.a_second, most_bps=most_bps)
        return PlanPicture(
            height=min(plan.height, self.height), a_second=min(plan.a_second, self.a_second), most_bps=most_bps
        )


FINEST: Final = {
    "640x480@15": Finest(640, 480, 15, most_bps=1_200_000),
    "640x480@25": Finest(640, 480, 25, most_bps=1_600_000),
    "1280x720@15": Finest(1280, 720, 15, most_bps=2_000_000),
    "1280x720@25": Finest(1280, 720, 25, most_bps=2_500_000),
}
"""By the words of the settings."""
