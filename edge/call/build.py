"""Puts the direct line of a terminal together. Nothing is decided here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.call.calls import Calls, Outfit, Road
from edge.call.ear import Ear
from edge.call.media import MakeMedia
from edge.keys import Keys
from hardware.ports import Speaker
from wire.record import Record


@dataclass(frozen=True)
class Calling:
    """What differs between a terminal and a test."""

    ear: Speaker | None = None
    """Where the officer is heard."""
    make_media: MakeMedia | None = None
    """None: no officer can be called from here."""


MakeCalling = Callable[[Path, Path], Calling]
"""Given the paths of the near and the far picture."""


def NotCalling(_near: Path, _far: Path) -> Calling:  # noqa: N802  # stands beside Mute and Unprinted
    """A terminal without a media engine."""
    return Calling()


class Preview(Protocol):
    """Camera and live picture, as whoever owns them gives them."""

    def start_preview(self) -> None: ...
    def stop_preview(self) -> None: ...


class Microphone(Protocol):
    """Lets others listen as well."""

    def listen(self, hear: Callable[[bytes], None] | None) -> None: ...


@dataclass(frozen=True)
class Ground:
    """What calls stand on."""

    far_path: Path
    keys: Keys
    calling: Calling
    road: Road
    now_ms: Callable[[], int]
    tell: Callable[[Record], None]


@dataclass(frozen=True)
class _Senses:
    preview: Preview
    microphone: Microphone

    def see(self, *, wanted: bool) -> None:
        if wanted:
            self.preview.start_preview()
        else:
            self.preview.stop_preview()

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        self.microphone.listen(hear)


def build_calls(ground: Ground, preview: Preview, microphone: Microphone) -> Calls:
    """Call it on the loop that will own it."""
    return Calls(
        Outfit(
            far_path=ground.far_path,
            senses=_Senses(preview, microphone),
            ear=Ear(ground.calling.ear),
            road=ground.road,
            signer=ground.keys.device,
            county=ground.keys.county,
            tell=ground.tell,
            now=time.monotonic,
            now_ms=ground.now_ms,
            make_media=ground.calling.make_media,
        )
    )
