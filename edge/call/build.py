"""Puts the direct line of a terminal together. Nothing is decided here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.call.back.rings import RingOutfit, Rings
from edge.call.back.wishes import Wishes
from edge.call.calls import Calls
from edge.call.ear import Ear
from edge.call.media import MakeMedia
from edge.call.outfit import Outfit, Road, Witness
from edge.call.post import Carrier, Post
from edge.call.recording.recorder import Recorder
from edge.keys import Keys
from hardware.ports import Speaker
from wire.port import PreviewOf
from wire.record import Record


@dataclass(frozen=True)
class Calling:
    """What differs between a terminal and a test."""

    ear: Speaker | None = None
    """Where the officer is heard."""
    make_media: MakeMedia | None = None
    """None: no officer can be called from here."""
    recorder: Recorder | None = None
    """None: no call is recorded here."""


MakeCalling = Callable[[Path, Path], Calling]
"""Given the paths of the near and the far picture."""


def NotCalling(_near: Path, _far: Path) -> Calling:  # noqa: N802  # stands beside Mute and Unprinted
    """A terminal without a media engine."""
    return Calling()


class Preview(Protocol):
    """Camera and live picture, as whoever owns them gives them."""

    def start_preview(self, of: PreviewOf = ...) -> None: ...
    def stop_preview(self) -> None: ...


class Room(Protocol):
    """What the devices of the terminal can do, and what they hear."""

    @property
    def has_papers_camera(self) -> bool: ...
    def listen(self, hear: Callable[[bytes], None] | None) -> None: ...


class CallLink(Carrier, Road, Protocol):
    """The link, as calls need it."""


@dataclass(frozen=True)
class Ground:
    """What calls stand on."""

    near_path: Path
    far_path: Path
    keys: Keys
    calling: Calling
    link: CallLink
    now_ms: Callable[[], int]
    tell: Callable[[Record], None]
    has_face: Callable[[], bool]
    """Whether a kiosk is there to hear what is told."""
    recorder: Recorder | None = None
    """Where the calling has none of its own."""
    witness: Witness | None = None


@dataclass(frozen=True)
class _Senses:
    preview: Preview
    room: Room

    @property
    def has_papers_camera(self) -> bool:
        return self.room.has_papers_camera

    def see(self, of: PreviewOf | None) -> None:
        if of:
            self.preview.start_preview(of)
        else:
            self.preview.stop_preview()

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        self.room.listen(hear)


@dataclass(frozen=True)
class DirectLine:
    """Everything of calls: those that are made, and those that come."""

    calls: Calls
    rings: Rings
    wishes: Wishes
    post: Post


def build_direct_line(ground: Ground, preview: Preview, room: Room, *, is_occupied: Callable[[], bool]) -> DirectLine:
    """Call it on the loop that will own it. `is_occupied`: somebody records, or has begun a petition."""
    post = Post(ground.link, ground.keys.device, ground.keys.county)
    calls = _calls(ground, post, _Senses(preview, room))
    rings = Rings(
        RingOutfit(
            send=post.send,
            tell=ground.tell,
            now=time.monotonic,
            is_occupied=lambda: calls.is_calling or is_occupied(),
            has_face=ground.has_face,
        )
    )
    return DirectLine(calls, rings, Wishes(post.send), post)


def _calls(ground: Ground, post: Post, senses: _Senses) -> Calls:
    return Calls(
        Outfit(
            near_path=ground.near_path,
            far_path=ground.far_path,
            senses=senses,
            ear=Ear(ground.calling.ear),
            road=ground.link,
            post=post,
            tell=ground.tell,
            now=time.monotonic,
            now_ms=ground.now_ms,
            make_media=ground.calling.make_media,
            recorder=ground.calling.recorder or ground.recorder,
            witness=ground.witness,
        )
    )
