"""Calling a village up on the wall: asked once, answered by the wall itself, or by the reason why nothing was heard."""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.flows.step import EdgeGone, Heard, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import new_id

GIVE_UP_S = 30
"""The edge answers sooner; if it does not, nobody is left waiting."""
OnWall = Literal["now", "soon", "no", "link_down", "silent"]
"""What the wall makes of it, or why it could not be asked."""


@dataclass(frozen=True)
class AskWall(Step):
    """The call is on its way to the wall in the yard."""

    choices = ("back",)
    village: str
    waiting_s: int = 0


@dataclass(frozen=True)
class ReadOnWall(Step):
    """When the village stands on the wall, or why it does not."""

    choices = ("again", "back")
    village: str
    state: OnWall
    starts_in_s: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (f"step.read_on_wall_{self.state}",)

    @property
    def again(self) -> bool:
        """Whether asking once more may help."""
        return self.state in {"link_down", "silent"}


class Summoning:
    """One call, from the touch to its answer."""

    def __init__(self, around: Surroundings, village: str) -> None:
        self._around = around
        self._summon_id = new_id()
        self._waited_s = 0.0
        self.step: AskWall | ReadOnWall = AskWall(village) if around.edge_here else self._read("link_down", village)

    @property
    def village(self) -> str:
        return self.step.village

    def begins(self) -> tuple[port.Request, ...]:
        """What the edge is asked for."""
        if isinstance(self.step, ReadOnWall):
            return ()
        return (port.CallVillage(summon_id=self._summon_id, village=self.village),)

    def hears(self, event: Heard) -> None:
        match event:
            case port.VillageOnWall(summon_id=self._summon_id):
                self._ends(event.state, event.starts_in_s)
            case port.Sorry(about="CallVillage", subject_id=about) if about in {"", self._summon_id}:
                self._ends("link_down" if event.reason == "link_down" else "silent")
            case EdgeGone():
                self._ends("link_down")
            case _:
                pass

    def waits(self, seconds: float) -> None:
        self._waited_s += seconds
        if isinstance(self.step, AskWall):
            self.step = replace(self.step, waiting_s=int(self._waited_s))
        if self._waited_s >= GIVE_UP_S:
            self._ends("silent")

    def _ends(self, state: OnWall, starts_in_s: int = 0) -> None:
        """The first answer holds."""
        if isinstance(self.step, AskWall):
            self.step = self._read(state, self.village, starts_in_s)

    @staticmethod
    def _read(state: OnWall, village: str, starts_in_s: int = 0) -> ReadOnWall:
        return ReadOnWall(village, state, max(starts_in_s, 0))
