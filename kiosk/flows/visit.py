"""Everything between two times of nobody being there: which flow holds the visit, help, leaving, and being idle."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.flows.affairs import AffairsFlow
from kiosk.flows.answer.flow import AnswerFlow
from kiosk.flows.call.flow import CallFlow
from kiosk.flows.help import ReadHelp, begun_from_help
from kiosk.flows.home import Home, HomeFlow
from kiosk.flows.manner import Manner
from kiosk.flows.petition.flow import PetitionFlow
from kiosk.flows.step import HOME, Destination, Flow, FlowName, Heard, Step, Turn
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.voice import Voice
from wire import port
from wire.language import Language

FLOWS: dict[FlowName, Callable[[Surroundings, Destination], Flow]] = {
    FlowName.HOME: HomeFlow,
    FlowName.PETITION: PetitionFlow,
    FlowName.ANSWER: AnswerFlow,
    FlowName.AFFAIRS: AffairsFlow,
    FlowName.CALL: CallFlow,
}
WARNING_S = 30
"""So long we ask whether anybody is there, before the visit is forgotten."""
_HOME_FORGETS_S = 60.0
"""After so long on the first page nobody remembers who changed the language."""
_PRIVATE_FLOWS = {FlowName.PETITION, FlowName.ANSWER, FlowName.CALL}


@dataclass(frozen=True)
class StillThere(Step):
    """Is anybody there? A touch says yes, as often as somebody likes."""

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
        self._own_language = around.language
        """The terminal's; every visit begins in it."""
        self._manner = Manner(language=around.language)
        self._voice = Voice(around)
        self._flow: Flow = HomeFlow(around, HOME)
        self._name = FlowName.HOME
        self._step = self._flow.begins().step
        self._helped = False
        """Whether the help page lies over the flow."""
        self._idle_s = 0.0

    @property
    def step(self) -> Step:
        """What stands on the screen."""
        left = self._left_s()
        if left is not None:
            return StillThere(left, dim=self._step.private)
        return self._help() if self._helped else self._step

    @property
    def manner(self) -> Manner:
        """How it stands there."""
        return replace(self._manner, speaks=self._voice.can_say(self._manner))

    def does(self, choice: str, item: str = "") -> tuple[port.Request, ...]:
        """The villager touches something; what the edge must be told."""
        asked, self._idle_s = self._left_s() is not None, 0.0
        if choice == "leave":
            return self._says(self._leaves())
        if choice == "listen":
            return self._voice.again(self.step, self._manner)
        if asked or choice == "stay":
            return self._says(())
        return self._says(self._touches(choice, item))

    def hears(self, event: Heard) -> tuple[port.Request, ...]:
        """The edge tells something, or is silent."""
        self.around.hears(event)
        self._voice.hears(event)
        requests = self._takes(self._undisturbed(self._flow.hears(event)))
        watch: tuple[port.Request, ...] = (port.WatchNotices(),) if isinstance(event, port.Welcome) else ()
        return self._says((*watch, *requests))

    def touched(self) -> None:
        """A finger anywhere: somebody is there."""
        self._idle_s = 0.0

    def waits(self, seconds: float) -> tuple[port.Request, ...]:
        """Time goes by."""
        limit = self._limit_s()
        self._idle_s += seconds
        if limit and self._idle_s >= limit + WARNING_S:
            self._forget_manner()
            return self._says(self._goes(HOME))
        if not limit and isinstance(self._step, Home) and self._idle_s >= _HOME_FORGETS_S:
            self._forget_manner()
        return self._says(self._takes(self._undisturbed(self._flow.waits(seconds))))

    # Help and the frame

    def _touches(self, choice: str, item: str) -> tuple[port.Request, ...]:
        if choice == "home":
            return self._goes(HOME)
        if self._helped:
            return self._changes(choice)
        if choice == "help":
            self._helped = True
            return ()
        return self._takes(self._flow.does(choice, item))

    def _help(self) -> ReadHelp:
        return ReadHelp(
            duty_person=self.around.duty_person,
            duty_phone=self.around.duty_phone,
            language=self._manner.language,
            low=self._manner.low,
            can_lower=self.around.low_limits is not None,
            at_home=self._name is FlowName.HOME,
            dim=self._step.private,
            waits_s=self._limit_s(),
            quiet=not self._step.idle_s and self._name is not FlowName.HOME,
        )

    def _changes(self, choice: str) -> tuple[port.Request, ...]:
        match choice:
            case "back":
                self._helped = False
            case "language":
                self._speaks_in(self._manner.other_language)
            case "low":
                return self._lowers()
            case "practice" | "assisted" if self._name is FlowName.HOME:
                to = begun_from_help(choice, calls=self.around.link_up and self.around.equipment.calls)
                return self._goes(to) if to else ()
            case _:
                pass
        return ()

    def _lowers(self) -> tuple[port.Request, ...]:
        """Pages are cut anew for the room there is now."""
        if self.around.low_limits is None:
            return ()
        self.around.swap_limits()
        self._manner = replace(self._manner, low=not self._manner.low)
        return self._takes(self._flow.waits(0.0))

    def _forget_manner(self) -> None:
        if self._manner.low:
            self.around.swap_limits()
        self._manner = Manner()
        self._speaks_in(self._own_language)

    def _speaks_in(self, language: Language) -> None:
        """Screens, and what flows have said by themselves."""
        self.around.language = language
        self._manner = replace(self._manner, language=language)

    # Idle

    def _limit_s(self) -> float:
        if self._helped and self._name is FlowName.HOME:
            return _HOME_FORGETS_S
        return self._step.idle_s

    def _left_s(self) -> int | None:
        limit = self._limit_s()
        if not limit or self._idle_s < limit:
            return None
        return max(round(limit + WARNING_S - self._idle_s), 0)

    # Where the visit is

    def _undisturbed(self, turn: Turn) -> Turn:
        """Whoever reads the help over the first page is not called away from it."""
        return replace(turn, to=None) if self._helped and self._name is FlowName.HOME else turn

    def _leaves(self) -> tuple[port.Request, ...]:
        """At once, to the page that anybody may be seen at: what is published stands there."""
        self._forget_manner()
        return (*self._voice.hushes(), *self._goes(HOME))

    def _takes(self, turn: Turn) -> tuple[port.Request, ...]:
        self._step = turn.step
        return turn.requests + (self._goes(turn.to) if turn.to else ())

    def _goes(self, to: Destination) -> tuple[port.Request, ...]:
        """The flow before is dropped with all it held."""
        requests = self._flow.leaves()
        if isinstance(to.carried, port.RingsHere):
            self.around.answers_ring()
        if to.flow is FlowName.HOME and self._name in _PRIVATE_FLOWS:
            self._forget_manner()
        self._flow, self._name = FLOWS[to.flow](self.around, to), to.flow
        self._helped, self._idle_s = False, 0.0
        return requests + self._takes(self._flow.begins())

    def _says(self, requests: tuple[port.Request, ...]) -> tuple[port.Request, ...]:
        return (*requests, *self._voice.comes_up(self.step, self._manner))
