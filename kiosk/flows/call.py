"""The direct line: whom it concerns, waiting for an officer, talking, and how it ended. Nothing of it is kept.

The edge connects and heals; here is only shown how things stand. Whatever ends it, the villager may leave a message
instead, which is a petition like any other.
"""

from dataclasses import dataclass, replace
from typing import get_args

from kiosk.flows.step import (
    HOME,
    Destination,
    EdgeGone,
    FlowName,
    Heard,
    PrivateStep,
    ReadTrouble,
    Step,
    Trouble,
    Turn,
    trouble_from,
)
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.call.signals import Concerned
from wire.ids import CallId, new_id

CONCERNED: tuple[Concerned, ...] = get_args(Concerned)
SAY_AGAIN_S = 30
"""So often somebody who waits is told that it still rings."""
_MANY = 9
_MESSAGE_HELPS: frozenset[port.CallEnd] = frozenset(
    ("nobody", "declined", "lost", "too_weak", "link_down", "no_engine")
)


@dataclass(frozen=True)
class ChooseConcerned(PrivateStep):
    """Whose matter it is: nobody of theirs is asked to take the call."""

    choices = ("concerns", "back", "leave")

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.concerns_{one}" for one in CONCERNED))


@dataclass(frozen=True)
class WaitForOfficer(PrivateStep):
    """It rings at the county; nobody sees or hears the villager yet."""

    choices = ("hang_up", "leave")
    ahead: int | None = None
    """How many wait before this one; None until the county has said it."""
    waited_s: int = 0

    @property
    def idle_s(self) -> float:
        """Who waits touches nothing."""
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        turn = self.waited_s // SAY_AGAIN_S
        begun = super().spoken if turn == 0 else (("told.call_rings", "told.call_wait")[turn % 2],)
        return (*begun, *self._place)

    @property
    def _place(self) -> tuple[str, ...]:
        if not self.ahead:
            return () if self.ahead is None else ("told.call_next",)
        return ("told.call_ahead", f"digit.{self.ahead}") if self.ahead <= _MANY else ("told.call_many",)


@dataclass(frozen=True)
class TalkToOfficer(PrivateStep):
    """An officer has taken it. Nothing is read out: whatever is said here, the officer hears."""

    choices = ("mute", "unmute", "hide", "show", "hang_up", "leave")
    officer: str
    line: str = "connecting"
    """`connecting`, `talking` or `healing`."""
    quality: port.Quality | None = None
    muted: bool = False
    hidden: bool = False
    words: tuple[int, ...] = ()
    """Safety words, by their places in the list."""

    @property
    def idle_s(self) -> float:
        """Who talks touches nothing."""
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class ReadCallEnd(PrivateStep):
    """How it ended, and what can be done now."""

    choices = ("message", "again", "home", "leave")
    why: port.CallEnd

    @property
    def message_helps(self) -> bool:
        """Nobody was spoken to, or not to the end."""
        return self.why in _MESSAGE_HELPS

    @property
    def spoken(self) -> tuple[str, ...]:
        helps = ("told.call_message",) if self.message_helps else ()
        return (f"told.call_{self.why}", *helps)


class CallFlow:
    """One call, or several tries."""

    def __init__(self, around: Surroundings, _to: Destination) -> None:
        self._around = around
        self._step: Step = ChooseConcerned()
        self._concerns: Concerned = "nobody"
        self._call_id = CallId("")
        """Empty while there is no call."""

    def begins(self) -> Turn:
        return Turn(self._step)

    def does(self, choice: str, item: str) -> Turn:
        match self._step:
            case ChooseConcerned():
                return self._chooses(choice, item)
            case WaitForOfficer() | TalkToOfficer() if choice == "hang_up":
                return self._ends("hung_up", port.EndCall(call_id=self._call_id))
            case TalkToOfficer():
                return self._switches(self._step, choice)
            case ReadCallEnd():
                return self._goes_on(choice)
            case ReadTrouble() if choice == "again":
                return self._calls()
        return Turn(self._step)

    def hears(self, event: Heard) -> Turn:
        if not self._call_id:
            return Turn(self._step)
        match event:
            case EdgeGone():
                self._call_id = CallId("")
                return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
            case port.Sorry() if event.about == "StartCall" and event.subject_id in {"", self._call_id}:
                return self._refused(event.reason)
        if getattr(event, "call_id", "") != self._call_id:
            return Turn(self._step)
        return self._hears_of_call(event)

    def waits(self, seconds: float) -> Turn:
        if isinstance(self._step, WaitForOfficer):
            return self._shows(replace(self._step, waited_s=self._step.waited_s + round(seconds)))
        return Turn(self._step)

    def leaves(self) -> tuple[port.Request, ...]:
        return (port.EndCall(call_id=self._call_id),) if self._call_id else ()

    def _chooses(self, choice: str, item: str) -> Turn:
        found = next((one for one in CONCERNED if one == item), None)
        if choice == "concerns" and found is not None:
            self._concerns = found
            return self._calls()
        return Turn(self._step, to=HOME if choice == "back" else None)

    def _calls(self) -> Turn:
        if not self._around.edge_here:
            return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
        self._call_id = CallId(new_id())
        call = port.StartCall(call_id=self._call_id, concerns=self._concerns, language=self._around.language)
        return self._shows(WaitForOfficer(), call)

    def _switches(self, step: TalkToOfficer, choice: str) -> Turn:
        if choice in {"mute", "unmute"}:
            return self._shows(step, port.MuteMe(call_id=self._call_id, muted=choice == "mute"))
        if choice in {"hide", "show"}:
            return self._shows(step, port.CameraOff(call_id=self._call_id, off=choice == "hide"))
        return Turn(step)

    def _goes_on(self, choice: str) -> Turn:
        if choice == "again":
            return self._calls()
        to = {"message": Destination(FlowName.PETITION), "home": HOME}.get(choice)
        return Turn(self._step, to=to)

    def _hears_of_call(self, event: Heard) -> Turn:
        match event, self._step:
            case port.CallRinging(), WaitForOfficer():
                return self._shows(replace(self._step, ahead=event.ahead))
            case port.CallTaken(), WaitForOfficer():
                return self._shows(TalkToOfficer(event.officer))
            case port.CallEnded(), _:
                return self._ends(event.why)
            case _, TalkToOfficer():
                return self._shows(_changed(self._step, event))
        return Turn(self._step)

    def _refused(self, reason: port.SorryReason) -> Turn:
        self._call_id = CallId("")
        if reason == "link_down":
            return self._shows(ReadCallEnd("link_down"))
        if reason == "no_engine":
            return self._shows(ReadCallEnd("no_engine"))
        return self._shows(ReadTrouble(trouble_from(reason), again=True))

    def _ends(self, why: port.CallEnd, *requests: port.Request) -> Turn:
        self._call_id = CallId("")
        return self._shows(ReadCallEnd(why), *requests)

    def _shows(self, step: Step, *requests: port.Request) -> Turn:
        self._step = step
        return Turn(step, requests)


def _changed(step: TalkToOfficer, event: Heard) -> TalkToOfficer:
    match event:
        case port.CallConnected():
            return replace(step, line="talking")
        case port.CallHealing():
            return replace(step, line="healing", quality=None, words=())
        case port.SafetyWords():
            return replace(step, words=event.words)
        case port.CallSides():
            return replace(step, muted=event.muted, hidden=event.camera_off)
        case port.CallQuality():
            return replace(step, quality=event.quality)
        case _:
            return step
