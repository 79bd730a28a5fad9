"""Puts a wall's keeper together. Nothing is decided here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edge.fleet.clock import Clock
from edge.keys import Keys
from edge.outgoing import Outgoing
from edge.store.shelf import Shelf
from edge.wall.authority import County
from edge.wall.emergencies import Emergencies, Times
from edge.wall.media import Media
from edge.wall.outbox import Outbox
from edge.wall.panel import Panel
from edge.wall.playlist import Playlists
from edge.wall.proof.moments import moments
from edge.wall.proof.proving import PROOF_FILE, Proving, proving, seals_of
from edge.wall.settings import Settings
from edge.wall.wall import Stamp, Wall
from wire import topics
from wire.record import Record
from wire.seal.signed import Signed
from wire.terminal_config import TerminalConfig


@dataclass(frozen=True)
class Ground:
    """What a wall's keeper stands on."""

    folder: Path
    config: TerminalConfig
    keys: Keys
    clock: Clock
    outgoing: Outgoing
    tell: Callable[[Record], None]
    """To the faces that watch the wall."""
    mono_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000


def build_wall(ground: Ground) -> Wall:
    """Raises OSError when the folder cannot be used."""
    terminal = ground.config.terminal
    county = County(terminal.id, terminal.site, ground.keys.county)
    clock = ground.clock
    times = Times(clock.now_ms, lambda: clock.trusted, lambda: clock.earliest_ms, ground.mono_ms)
    return Wall(
        county=county,
        stamp=Stamp(ground.keys.device, clock.now_ms, lambda: clock.trusted, ground.mono_ms),
        settings=Settings(_shelf(ground, "settings"), county, panel=ground.config.panel, changed=ground.tell),
        playlist=Playlists(_shelf(ground, "playlist"), county, changed=ground.tell),
        emergencies=Emergencies(_shelf(ground, "emergencies"), county, times=times, changed=ground.tell),
        outbox=Outbox(_shelf(ground, "outbox"), send=_emergency_shown(ground.outgoing), mono_ms=ground.mono_ms),
        media=Media(),
        panel=Panel(),
        proving=_proving(ground) if terminal.role == "wall" else None,
    )


def _proving(ground: Ground) -> Proving:
    return proving(
        ground.config.terminal.id,
        path=ground.folder / PROOF_FILE,
        seals=seals_of(ground.keys),
        times=moments(ground.clock),
        sending=ground.outgoing,
    )


def _shelf(ground: Ground, stem: str) -> Shelf:
    return Shelf(ground.folder, stem)


def _emergency_shown(outgoing: Outgoing) -> Callable[[str, Signed, Callable[[bool], None]], bool]:
    return lambda emergency_id, envelope, taken: outgoing.send(
        topics.EMERGENCY_SHOWN, emergency_id, envelope, token=taken
    )
