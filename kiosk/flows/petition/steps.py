"""What a villager reads and does on the way of a video petition."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kiosk.flows.step import PrivateStep
from wire.port import CameraState

StoppedBy = Literal["asked", "limit", "disk_full", "devices_lost"]


class Stage(StrEnum):
    """Where a petition is, honestly."""

    SAVING = "saving"
    KEPT = "kept"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True)
class ReadPrivacy(PrivateStep):
    """Who will see it, who will not, what happens next."""

    choices = ("agree", "back", "leave")


@dataclass(frozen=True)
class FaceCamera(PrivateStep):
    """The live picture, before anything is recorded."""

    choices = ("record", "back", "leave")
    ready: bool = False
    limit_s: int = 600


@dataclass(frozen=True)
class Record(PrivateStep):
    """Speaking. Nothing asks, nothing hurries."""

    choices = ("stop", "leave")
    elapsed_ms: int = 0
    limit_s: int = 600
    level: float = 0.0
    camera: CameraState = "ready"
    stopping: bool = False

    @property
    def idle_s(self) -> float:
        return 0.0

    @property
    def left_s(self) -> int:
        return max(self.limit_s - self.elapsed_ms // 1000, 0)


@dataclass(frozen=True)
class Review(PrivateStep):
    """Look at it, record anew, or send it."""

    choices = ("replay", "stop", "again", "send", "leave")
    duration_ms: int
    stopped_by: StoppedBy = "asked"
    playing: bool = False
    elapsed_ms: int = 0

    @property
    def idle_s(self) -> float:
        return 0.0 if self.playing else 120.0


@dataclass(frozen=True)
class Sending(PrivateStep):
    """The dot on its way; it rests at the county only when the county has signed for it."""

    choices = ("code", "leave")
    stage: Stage = Stage.SAVING
    fraction: float = 0.0
    link_up: bool = True
    edge_here: bool = True
    waiting_s: int = 0

    @property
    def idle_s(self) -> float:
        return 0.0


@dataclass(frozen=True)
class ReadReceipt(PrivateStep):
    """The code to take home, and where the petition is at this moment."""

    choices = ("show", "hide", "done", "leave")
    stage: Stage
    code: str = ""
    """Sixteen digits while they are shown, empty while they are hidden."""
    fraction: float = 0.0
    link_up: bool = True

    @property
    def idle_s(self) -> float:
        return 180.0
