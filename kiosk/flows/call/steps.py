"""What a villager sees while it rings, while talking, and when it has ended."""

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.flows.step import PrivateStep
from wire import port
from wire.call.signals import Level

SAY_AGAIN_S: Final = 30
"""So often somebody who waits is told that it still rings."""
_MANY: Final = 9
_MESSAGE_HELPS: Final[frozenset[port.CallEnd]] = frozenset(
    ("nobody", "declined", "lost", "too_weak", "link_down", "no_engine")
)
_CALL_BACK_HELPS: Final[frozenset[port.CallEnd]] = frozenset(("nobody", "declined", "lost", "too_weak"))
"""The county can be asked, and was not spoken to, or not to the end."""


@dataclass(frozen=True)
class WaitForOfficer(PrivateStep):
    """It rings there; nobody sees or hears the villager yet."""

    choices = ("hang_up", "leave")
    wanted: Level = "county"
    ahead: int | None = None
    """How many wait before this one; None until the county has said it."""
    waited_s: int = 0
    answers: bool = False
    """It is the county that called back: who called is there already."""

    @property
    def idle_s(self) -> float:
        """Who waits touches nothing."""
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        if self.answers:
            return ("told.call_answering",)
        turn = self.waited_s // SAY_AGAIN_S
        return (*(self._first if turn == 0 else (("told.call_rings", "told.call_wait")[turn % 2],)), *self._place)

    @property
    def _first(self) -> tuple[str, ...]:
        return ("step.wait_for_township",) if self.wanted == "township" else super().spoken

    @property
    def _place(self) -> tuple[str, ...]:
        if not self.ahead:
            return () if self.ahead is None else ("told.call_next",)
        return ("told.call_ahead", f"digit.{self.ahead}") if self.ahead <= _MANY else ("told.call_many",)


@dataclass(frozen=True)
class TalkToOfficer(PrivateStep):
    """An officer has taken it. Whatever is said here, the officer hears: only what changes is told, once."""

    choices = ("mute", "unmute", "hide", "show", "paper", "no_paper", "stop_recording", "hang_up", "leave")
    officer: str
    line: str = "connecting"
    """`connecting`, `talking` or `healing`."""
    quality: port.Quality | None = None
    muted: bool = False
    hidden: bool = False
    words: tuple[int, ...] = ()
    """Safety words, by their places in the list."""
    papers: bool = False
    """Whether there is a document camera."""
    paper: bool = False
    """The officer sees what lies under it."""
    held: bool = False
    also: str = ""
    """Who was brought in."""
    sound_only: bool = False
    told: tuple[str, ...] = ()
    """The newest news, as it is spoken."""

    @property
    def idle_s(self) -> float:
        """Who talks touches nothing."""
        return 0.0

    @property
    def spoken(self) -> tuple[str, ...]:
        return self.told

    @property
    def seen(self) -> bool:
        """Whether the officer's picture comes."""
        return self.line == "talking" and not self.held and not self.sound_only


@dataclass(frozen=True)
class AgreeToRecording(PrivateStep):
    """One question, two equal answers; the call goes on meanwhile."""

    choices = ("allow", "refuse", "leave")
    officer: str
    seen: bool = True

    @property
    def idle_s(self) -> float:
        return 0.0


@dataclass(frozen=True)
class ReadCallEnd(PrivateStep):
    """How it ended, and what can be done now."""

    choices = ("message", "call_back", "again", "home", "leave")
    why: port.CallEnd
    was_recorded: bool = False

    @property
    def message_helps(self) -> bool:
        """Nobody was spoken to, or not to the end."""
        return self.why in _MESSAGE_HELPS

    @property
    def call_back_helps(self) -> bool:
        return self.why in _CALL_BACK_HELPS

    @property
    def spoken(self) -> tuple[str, ...]:
        if self.was_recorded and not self.message_helps:
            return ("told.call_over_recorded",)
        helps = ("told.call_message",) if self.message_helps else ()
        back = ("told.call_back",) if self.call_back_helps else ()
        return (f"told.call_{self.why}", *helps, *back)


@dataclass(frozen=True)
class ReadCallBack(PrivateStep):
    """Whether the county will ring here."""

    choices = ("message", "again", "home", "leave")
    state: Literal["asking", "kept", "failed"] = "asking"
    waited_s: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return () if self.state == "asking" else (f"step.read_call_back_{self.state}",)
