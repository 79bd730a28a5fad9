"""What is to be done for a call, in order; the course of a call writes it down, and whoever owns the call does it."""

from dataclasses import dataclass, field

from wire.port import PreviewOf
from wire.record import Record


@dataclass(frozen=True)
class ToCounty:
    record: Record


@dataclass(frozen=True)
class ToFace:
    event: Record


@dataclass(frozen=True)
class ToEngine:
    order: Record


@dataclass(frozen=True)
class RedialLink:
    """The MQTT connection may be dead without knowing it."""


@dataclass(frozen=True)
class StartEngine:
    """It is gone."""


@dataclass(frozen=True)
class See:
    """Which camera is painted into the live picture; None: it is black."""

    of: PreviewOf | None


@dataclass(frozen=True)
class StartRecorder:
    """The villager has agreed. `Course.recorder_runs` or `recorder_ended` is the answer."""

    officer: str


@dataclass(frozen=True)
class StopRecorder:
    """The agreement is over."""


@dataclass(frozen=True)
class Look:
    """Which pictures a recorder may record."""

    near: bool
    far: bool


Deed = ToCounty | ToFace | ToEngine | RedialLink | StartEngine | See | StartRecorder | StopRecorder | Look


@dataclass
class Deeds:
    """Each is taken once."""

    _waiting: list[Deed] = field(default_factory=list)

    def say(self, record: Record) -> None:
        self._waiting.append(ToCounty(record))

    def tell(self, event: Record) -> None:
        self._waiting.append(ToFace(event))

    def order(self, order: Record) -> None:
        self._waiting.append(ToEngine(order))

    def add(self, deed: Deed) -> None:
        self._waiting.append(deed)

    def take(self) -> list[Deed]:
        taken, self._waiting = self._waiting, []
        return taken
