"""What of the villager is to be seen and heard, and where: one value, from which everything that is told follows."""

from dataclasses import dataclass
from typing import Final, Literal

from wire import port
from wire.call.engine import PlanPicture
from wire.call.signals import Sent
from wire.ids import CallId
from wire.port import PreviewOf

Carried = Literal["full", "small", "none"]
"""How much of the picture the line carries."""
FULL: Final = PlanPicture(height=720, a_second=25, most_bps=4_000_000)
"""All that camera and machine give (edge.call.finest); what an engine does before it is told anything."""
# A quarter of the pixels at the whole rate: what is measured of a plain browser on such a line is no slower either.
_SMALL: Final = PlanPicture(height=240, a_second=15, most_bps=150_000)
# A sheet is read, not watched: sharp before smooth.
_PAPER: Final = PlanPicture(height=720, a_second=5, most_bps=4_000_000)
_SMALL_PAPER: Final = PlanPicture(height=480, a_second=2, most_bps=150_000)


@dataclass(frozen=True)
class Sides:
    """The last wish of the villager counts; the officer's holding the call lies over it, and so does the line."""

    muted: bool = False
    hidden: bool = False
    """The face is not seen. A paper may be."""
    paper: bool = False
    turning: bool = False
    """The other camera was asked for, and has painted nothing yet: what is in the live picture may be of this one."""
    held: bool = False
    carried: Carried = "full"

    @property
    def camera(self) -> PreviewOf | None:
        """Whose picture is wanted."""
        if self.paper:
            return "papers"
        return None if self.hidden else "face"

    @property
    def is_seen(self) -> bool:
        """By the officer, were the line good enough."""
        return self.camera is not None and not self.held and not self.turning

    @property
    def is_shown(self) -> bool:
        return self.is_seen and self.carried != "none"

    @property
    def is_silent(self) -> bool:
        return self.muted or self.held

    @property
    def plan(self) -> PlanPicture:
        if self.carried == "full":
            return _PAPER if self.paper else FULL
        return _SMALL_PAPER if self.paper else _SMALL

    def told(self, call_id: CallId) -> port.CallSides:
        """To the kiosk."""
        return port.CallSides(call_id=call_id, muted=self.muted, camera_off=self.hidden, paper=self.paper)

    def sent(self, call_id: CallId, *, recording: bool, refused: bool) -> Sent:
        """To the officer."""
        carried = "paper" if self.paper and self.carried != "none" else self.carried
        return Sent(
            call_id=call_id,
            picture=carried,
            muted=self.muted,
            hidden=self.camera is None,
            recording=recording,
            refused_recording=refused,
        )
