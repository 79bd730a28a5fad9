"""What the villager's visit needs of edge.capture.studio.Studio, in four Protocols, and what it is told once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.capture.segments import SegmentSink
from wire.port import PreviewOf, TakeKind
from wire.record import Record
from wire.seal.age import DraftIdentity


class Recorder(Protocol):
    """To record."""

    def start_recording(
        self,
        sink: SegmentSink,
        recipients: Sequence[str],
        *,
        max_s: float = ...,
        kind: TakeKind = ...,
        cover_face: bool = ...,
        change_voice: bool = ...,
    ) -> None: ...
    def pause_recording(self) -> None: ...
    def resume_recording(self) -> None: ...
    def stop_recording(self) -> None: ...


class Screen(Protocol):
    """To show what was recorded, or what the camera sees."""

    def start_preview(self, of: PreviewOf = ..., *, cover_face: bool = ...) -> None: ...
    def stop_preview(self) -> None: ...
    def start_replay(self, takes: Sequence[Sequence[Path]], identity: DraftIdentity) -> None: ...
    def stop_replay(self) -> None: ...


class PaperTable(Protocol):
    """To photograph papers, and to show pages."""

    @property
    def has_papers_camera(self) -> bool: ...
    def take_page(self) -> None: ...
    def show_page(self, picture: bytes) -> None: ...


class Studio(Recorder, Screen, PaperTable, Protocol):
    """All of it."""

    @property
    def counts_faces(self) -> bool: ...
    @property
    def covers_faces(self) -> bool: ...
    def listen(self, hear: Callable[[bytes], None] | None) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Rules:
    """To whom to seal, what time it is, whom to tell: the same for a terminal's whole life."""

    recipients: tuple[str, ...]
    """age recipients beside the draft's own key."""
    stamp: Callable[[], tuple[int, bool]]
    """Time of day in ms, and whether it can be trusted."""
    tell: Callable[[Record], None]
    status_changed: Callable[[], None]
