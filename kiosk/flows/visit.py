"""Everything between two times of nobody being there: which flow holds the visit, leaving, and being idle."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.flows.affairs import AffairsFlow
from kiosk.flows.answer import AnswerFlow
from kiosk.flows.home import HomeFlow
from kiosk.flows.petition.flow import PetitionFlow
from kiosk.flows.step import HOME, Destination, Flow, FlowName, Heard, Step, Turn
from kiosk.flows.surroundings import Surroundings
from wire import port

FLOWS: dict[FlowName, Callable[[Surroundings, Destination], Flow]] = {
    FlowName.HOME: HomeFlow,
    FlowName.PETITION: PetitionFlow,
    FlowName.ANSWER: AnswerFlow,
    FlowName.AFFAIRS: AffairsFlow,
}
WARNING_S = 30
"""So long we ask whether anybody is there, before the visit is forgotten."""


@dataclass(frozen=True)
class StillThere(Step):
    """Is anybody there? A touch says yes."""

    choices = ("stay", "leave")
    left_s: int
    dim: bool = False

    @property
    def private(self) -> bool:
        return self.dim

    @property
    def idle_s(self) -> float:
        return 0.0


class Visit:
    """The one owner of the surroundings and of the flow that holds the visit."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self._flow: Flow = HomeFlow(around, HOME)
        self._step = self._flow.begins().step
        self._idle_s = 0.0

    @property
    def step(self) -> Step:
        """What stands on the screen."""
        left = self._left_s()
        if left is None:
            return self._step
        return StillThere(left, dim=self._step.private)

    def does(self, choice: str, item: str = "") -> tuple[port.Request, ...]:
        """The villager touches something; what the edge must be told."""
        asked, self._idle_s = self._left_s() is not None, 0.0
        if choice == "leave":
            return self._goes(HOME)
        if asked:
            return ()
        return self._takes(self._flow.does(choice, item))

    def hears(self, event: Heard) -> tuple[port.Request, ...]:
        """The edge tells something, or is silent."""
        self.around.hears(event)
        requests = self._takes(self._flow.hears(event))
        watch: tuple[port.Request, ...] = (port.WatchNotices(),) if isinstance(event, port.Welcome) else ()
        return (*watch, *requests)

    def touched(self) -> None:
        """A finger anywhere: somebody is there."""
        self._idle_s = 0.0

    def waits(self, seconds: float) -> tuple[port.Request, ...]:
        """Time goes by."""
        limit = self._step.idle_s
        self._idle_s = self._idle_s + seconds if limit else 0.0
        if limit and self._idle_s >= limit + WARNING_S:
            return self._goes(HOME)
        return self._takes(self._flow.waits(seconds))

    def _left_s(self) -> int | None:
        limit = self._step.idle_s
        if not limit or self._idle_s < limit:
            return None
        return max(round(limit + WARNING_S - self._idle_s), 0)

    def _takes(self, turn: Turn) -> tuple[port.Request, ...]:
        self._step = turn.step
        return turn.requests + (self._goes(turn.to) if turn.to else ())

    def _goes(self, to: Destination) -> tuple[port.Request, ...]:
        """The flow before is dropped with all it held."""
        requests = self._flow.leaves()
        self._flow = FLOWS[to.flow](self.around, to)
        self._idle_s = 0.0
        return requests + self._takes(self._flow.begins())
