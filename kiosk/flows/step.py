"""The values that flows speak in. Navigation is one of them: a Turn says where to go, nobody is called to go there."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from wire import port


class FlowName(StrEnum):
    """One name for each feature that can hold a visit."""

    HOME = "home"
    PETITION = "petition"
    ANSWER = "answer"
    AFFAIRS = "affairs"
    CALL = "call"


class Trouble(StrEnum):
    """What went wrong, as far as a villager needs to know; each has a sentence in every catalogue."""

    NO_CAMERA = "no_camera"
    NO_MICROPHONE = "no_microphone"
    CAMERA_LOST = "camera_lost"
    CANNOT_COVER = "cannot_cover"
    DISK_FULL = "disk_full"
    PETITION_FULL = "petition_full"
    DRAFT_LOST = "draft_lost"
    NOTHING_RECORDED = "nothing_recorded"
    EDGE_GONE = "edge_gone"
    BUSY = "busy"
    BAD_CODE = "bad_code"
    WAIT = "wait"
    LINK_DOWN = "link_down"
    NO_ANSWER_IN_TIME = "no_answer_in_time"
    FAILED = "failed"


@dataclass(frozen=True)
class EdgeGone:
    """The edge does not answer; its Welcome says that it is back."""


Heard = port.Event | EdgeGone
FRAME = ("listen", "help", "home", "leave")
"""What the frame of a screen offers; the Visit answers it at every step."""


@dataclass(frozen=True)
class Step:
    """What the villager reads or does now; holds everything its screen needs."""

    choices: ClassVar[tuple[str, ...]] = ()
    """Everything that can be touched on it, whether shown at this moment or not."""
    practice: bool = field(default=False, kw_only=True)
    """Nothing of this is sent: a band across the screen says so."""
    recorded: bool = field(default=False, kw_only=True)
    """What is said and seen here is being recorded: a red frame and a band say so."""

    @classmethod
    def name(cls) -> str:
        """`ReadReceipt` → `read_receipt`: its screen, its texts and its prompt are called so."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def spoken(self) -> tuple[str, ...]:
        """Recorded prompts that read this step out, in order; each is in edge/speech/prompts."""
        return (f"step.{self.name()}",)

    @property
    def read_aloud(self) -> str:
        """Words of this moment, after the prompts, for an engine that reads any text."""
        return ""

    @property
    def speaks_first(self) -> bool:
        """Whether it is read out when it comes up, and not only when the ear is touched."""
        return True

    @property
    def private(self) -> bool:
        """Petition mode: dim, calm, with leave-now."""
        return False

    @property
    def overheard(self) -> bool:
        """Whether whoever stands around hears what goes on here anyway: then it is read aloud though it is private."""
        return False

    @property
    def leads_home(self) -> bool:
        """Whether the key home stands above it where it is not private: it does where no other way leads there."""
        return "leave" not in self.choices

    @property
    def idle_s(self) -> float:
        """Seconds without a touch after which we ask whether anybody is there; 0 for never."""
        return 120.0


@dataclass(frozen=True)
class PrivateStep(Step):
    """Dim, calm, with leave-now; asks sooner whether anybody is there."""

    @property
    def private(self) -> bool:
        return True

    @property
    def idle_s(self) -> float:
        return 90.0


@dataclass(frozen=True)
class Destination:
    """Another flow to begin, perhaps at one of its things."""

    flow: FlowName
    item: str = ""
    carried: object = None
    """What the flow begins with, where it is more than an item: a Case for a petition that is begun elsewhere."""


@dataclass(frozen=True)
class Turn:
    """What a flow answers to a touch, an event or a second gone by."""

    step: Step
    requests: tuple[port.Request, ...] = ()
    to: Destination | None = None


class Flow(Protocol):
    """One feature during one visit. Everything about the visit is in this object and dies with it."""

    def begins(self) -> Turn: ...
    def does(self, choice: str, item: str) -> Turn: ...
    def hears(self, event: Heard) -> Turn: ...
    def waits(self, seconds: float) -> Turn:
        """Time goes by: called about once a second with the seconds since the last call."""
        ...

    def leaves(self) -> tuple[port.Request, ...]:
        """What the edge must be told when the villager goes away from here, at any step."""
        ...


@dataclass(frozen=True)
class ReadTrouble(Step):
    """A sentence that says what is wrong and what to do."""

    choices = ("again", "send", "other_way", "home", "leave")
    trouble: Trouble
    again: bool = False
    """Whether trying again is offered."""
    other_way: bool = False
    """Whether it can be said in another way: by voice, in writing."""
    send: bool = False
    """Whether what was said before can be looked at and sent, instead of trying again."""

    @property
    def spoken(self) -> tuple[str, ...]:
        told = f"told.trouble_{self.trouble.value}"
        return (told, *super().spoken) if self.again else (told,)

    @property
    def private(self) -> bool:
        return True


HOME = Destination(FlowName.HOME)


def trouble_from(reason: port.SorryReason) -> Trouble:
    """The edge's reasons in the villager's few."""
    if reason == "draft_unknown":
        return Trouble.DRAFT_LOST
    return Trouble(reason) if reason in set(Trouble) else Trouble.FAILED
