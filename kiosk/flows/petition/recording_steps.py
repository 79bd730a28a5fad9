"""The steps of recording and the takes of a case: what is shown, and how a list of takes changes."""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.flows.case import Case, Take
from kiosk.flows.step import PrivateStep
from wire.ids import TakeId
from wire.port import CameraState, MicrophoneState, TakeKind

StoppedBy = Literal["asked", "limit", "disk_full", "devices_lost"]
TAKES_A_PAGE = 4
LEAST_S = 5
"""Less time than this is not worth another take."""


@dataclass(frozen=True)
class FaceCamera(PrivateStep):
    """Before anything is recorded: the own picture or, for the voice alone, none."""

    choices = ("record", "show", "hide", "back", "leave")
    kind: TakeKind = "video"
    ready: bool = False
    limit_s: int = 600
    short_of_room: bool = False
    """Whether the disk allows less than the county does."""
    picture: bool = True
    """Whether one's own picture is shown."""
    counts_faces: bool = True
    faces: int = 0
    """How many people the camera sees, as far as it was told."""
    covered: bool = False
    voice_changed: bool = False

    @property
    def beside(self) -> bool:
        """Whether somebody else is seen."""
        return self.faces > 1

    @property
    def spoken(self) -> tuple[str, ...]:
        asked = ("step.face_camera_audio",) if self.kind == "audio" else super().spoken
        beside = ("told.beside",) if self.beside and self.kind == "video" else ()
        return (*asked, *beside, *(("told.little_room",) if self.short_of_room else ()))


@dataclass(frozen=True)
class Record(PrivateStep):
    """Speaking. Nothing asks, nothing hurries, and nothing talks into it."""

    choices = ("stop", "pause", "resume", "leave")
    kind: TakeKind = "video"
    elapsed_ms: int = 0
    limit_s: int = 600
    level: float = 0.0
    camera: CameraState = "ready"
    microphone: MicrophoneState = "ready"
    picture: bool = True
    faces: int = 0
    paused: bool = False
    stopping: bool = False

    @property
    def spoken(self) -> tuple[str, ...]:
        return ("told.record_paused",) if self.paused else ()

    @property
    def speaks_first(self) -> bool:
        """Who goes on speaking must not have it in the recording: only the ear tells it."""
        return False

    @property
    def idle_s(self) -> float:
        """A recording ends by itself at its limit; one that is paused does not."""
        return 180.0 if self.paused else 0.0

    @property
    def left_s(self) -> int:
        return max(self.limit_s - self.elapsed_ms // 1000, 0)


@dataclass(frozen=True)
class Review(PrivateStep):
    """Look at all of it, change a part, say more, or go on."""

    choices = ("replay", "stop", "again", "parts", "more", "done", "leave")
    duration_ms: int
    """Of all takes together."""
    takes: int = 1
    kind: TakeKind = "video"
    stopped_by: StoppedBy = "asked"
    playing: bool = False
    elapsed_ms: int = 0
    room: bool = True
    """Whether there is time left for another part."""

    @property
    def spoken(self) -> tuple[str, ...]:
        return super().spoken if self.stopped_by == "asked" else (f"told.stopped_{self.stopped_by}", *super().spoken)

    @property
    def idle_s(self) -> float:
        return 0.0 if self.playing else 120.0


@dataclass(frozen=True)
class ChooseTake(PrivateStep):
    """Which part to look at or to change: number and length of each on this page."""

    choices = ("take", "next", "previous", "back", "leave")
    takes: tuple[tuple[int, Take], ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class ReviewTake(PrivateStep):
    """One part of several."""

    choices = ("replay", "stop", "again", "delete", "back", "leave")
    number: int
    take: Take
    playing: bool = False
    elapsed_ms: int = 0

    @property
    def idle_s(self) -> float:
        return 0.0 if self.playing else 120.0


def with_take(case: Case, take: Take) -> Case:
    """In the place of the one of the same id, else at the end."""
    if any(one.take_id == take.take_id for one in case.takes):
        takes = tuple(take if one.take_id == take.take_id else one for one in case.takes)
    else:
        takes = (*case.takes, take)
    return replace(case, takes=takes, wants_take=False)


def without_take(case: Case, take_id: TakeId) -> Case:
    return replace(case, takes=tuple(one for one in case.takes if one.take_id != take_id))


def take_page(case: Case, page: int) -> ChooseTake:
    pages = max(-(-len(case.takes) // TAKES_A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    numbered = tuple(enumerate(case.takes, start=1))
    return ChooseTake(numbered[page * TAKES_A_PAGE :][:TAKES_A_PAGE], page=page, pages=pages)
