"""What calls stand on: devices, link, engine and recorder, as a call needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.call.ear import Ear
from edge.call.media import MakeMedia
from edge.call.post import Post
from edge.call.recording.recorder import Recorder
from wire.port import PreviewOf
from wire.record import Record


class Senses(Protocol):
    """Cameras and microphone of the terminal."""

    @property
    def has_papers_camera(self) -> bool: ...
    def see(self, of: PreviewOf | None) -> None:
        """Paint this camera into the live picture, or (None) black."""

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        """What the microphone hears, from its own thread; None: no more."""


class Road(Protocol):
    """How anxiously the link is kept."""

    def hurry(self, *, wanted: bool) -> None:
        """Dial quickly, and often, should the link be lost."""

    def redial(self) -> None:
        """The connection may be dead without knowing it: drop it, and dial."""


class Witness(Protocol):
    """Whoever is to know of each call as it goes: a formal inquiry. Of the loop; returns at once."""

    def call_told(self, event: Record) -> None:
        """What the kiosk is told of the call."""

    def heard_near(self, samples: bytes) -> None:
        """What the officer is given to hear of the villager; zeros while muted or held."""

    def heard_far(self, samples: bytes) -> None:
        """What the villager is given to hear of the officer."""


@dataclass(frozen=True)
class Outfit:
    """All of it."""

    near_path: Path
    far_path: Path
    senses: Senses
    ear: Ear
    road: Road
    post: Post
    tell: Callable[[Record], None]
    """To the kiosk."""
    now: Callable[[], float]
    now_ms: Callable[[], int]
    make_media: MakeMedia | None
    """None: this terminal has no engine."""
    recorder: Recorder | None = None
    """None: no call is recorded here, and none who asks is let."""
    witness: Witness | None = None
