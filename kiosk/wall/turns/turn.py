"""What the rotation is told of time, and what it answers: one page, or one emergency alone, or nothing published."""

from dataclasses import dataclass
from typing import Literal

from kiosk.render.page import WallPage
from wire.wall.emergency import Emergency

Why = Literal["turn", "called", "duty", "filler", "silent"]


@dataclass(frozen=True)
class Instant:
    """Now, by both clocks of the machine."""

    mono_ms: int
    wall_ms: int
    trusted: bool
    """Whether nothing spoke against the wall clock: neither what the county signed nor, if it did, what it said."""


@dataclass(frozen=True)
class Turn:
    """A page stands there."""

    page: WallPage
    why: Why
    until_ms: int
    """By the monotonic clock, if nothing comes between."""
    share_ms: int
    """What its village had had when it came: `Shown.share_ms` of the proof."""
    lowest_ms: int
    """`Shown.lowest_ms` of the proof."""


@dataclass(frozen=True)
class Alarm:
    """An emergency stands there: there is no page beside it, and no place for one."""

    emergency: Emergency

    @property
    def why(self) -> Literal["emergency", "drill"]:
        return "drill" if self.emergency.drill else "emergency"


@dataclass(frozen=True)
class Empty:
    """Nothing is published."""


Standing = Turn | Alarm | Empty


@dataclass(frozen=True)
class Coming:
    """A village that comes next, and when, if nothing comes between."""

    village: str
    mono_ms: int
    wall_ms: int


@dataclass(frozen=True)
class Answer:
    """What becomes of a call, for AnswerSummon."""

    state: Literal["now", "soon", "no"]
    starts_in_s: int = 0
