"""Puts a wall's keeper together. Nothing is decided here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from edge.affairs.affairs import Affairs
from edge.fleet.clock import Clock
from edge.keys import Keys
from edge.outgoing import Outgoing
from edge.store.media_files import MediaFiles
from edge.store.shelf import Shelf
from edge.wall.asked.looks import Looks
from edge.wall.asked.summons import Calls, Summons
from edge.wall.authority import County
from edge.wall.emergencies import Emergencies, Times
from edge.wall.loudspeaker.films import Films
from edge.wall.media.fetching import Fetching
from edge.wall.media.media import Media
from edge.wall.outbox import Outbox
from edge.wall.panel.panel import Devices, OffWhy, Panel
from edge.wall.playlist import Playlists
from edge.wall.proof.log import write_proof
from edge.wall.proof.moments import Moments
from edge.wall.proof.proving import PROOF_FILE, Proving, proving, seals_of
from edge.wall.report import Reporting
from edge.wall.settings import Settings
from edge.wall.sticks.sticks import Mouths, Sticks, WriteLog
from edge.wall.sticks.words import Words
from edge.wall.wall import Asked, Stamp, Wall
from wire import topics
from wire.affairs.piece import Piece
from wire.port_wall import EmergencyChanged, PanelChanged
from wire.record import Record
from wire.seal.signed import Signed
from wire.terminal_config import TerminalConfig
from wire.wall.settings import WallReport


class Faces(Protocol):
    """Those that watch the wall."""

    def tell_wall(self, event: Record) -> None: ...
    def has_wall(self) -> bool: ...


@dataclass(frozen=True)
class Ground:
    """What a wall's keeper stands on."""

    folder: Path
    config: TerminalConfig
    keys: Keys
    clock: Clock
    outgoing: Outgoing
    affairs: Affairs
    devices: Devices
    faces: Faces
    moments: Moments
    mono_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000

    @property
    def county(self) -> County:
        terminal = self.config.terminal
        return County(terminal.id, terminal.site, self.keys.county)

    @property
    def times(self) -> Times:
        clock = self.clock
        return Times(
            now_ms=clock.now_ms,
            trusted=lambda: clock.trusted,
            confirmed=lambda: clock.confirmed,
            earliest_ms=lambda: clock.earliest_ms,
            mono_ms=self.mono_ms,
        )

    def shelf(self, stem: str) -> Shelf:
        return Shelf(self.folder, stem)


class _Later:
    """Lets the parts speak through a wall that is built after them."""

    wall: Wall

    def heard_settings(self, envelope: Signed) -> None:
        self.wall.heard_settings(envelope)

    def heard_emergency(self, envelope: Signed) -> None:
        self.wall.heard_emergency(envelope)

    def as_reported(self) -> WallReport:
        return self.wall.as_reported()

    def shown_sha256(self) -> str:
        return self.wall.proving.proof.shown_sha256 if self.wall.proving else ""

    def path_of(self, sha256: str) -> Path | None:
        path = self.wall.media.current().paths.get(sha256)
        return Path(path) if path else None

    def why_silent(self) -> str:
        """Of films."""
        if not self.wall.settings.profile.loudspeaker:
            return "this wall has no loudspeaker"
        if self.wall.emergencies.current().emergency:
            return "an emergency stands there"
        return "" if self.wall.panel.current().on else "the panel is dark"

    def panel_changed(self, panel: PanelChanged, why_off: OffWhy) -> None:
        if self.wall.proving:
            self.wall.proving.proof.panel_changed(panel, why_off=why_off)
        self.wall.films.looks()


def build_wall(ground: Ground) -> Wall:
    """Raises OSError when the folder cannot be used."""
    county, later, clock = ground.county, _Later(), ground.clock
    settings = Settings(ground.shelf("settings"), county, panel=ground.config.panel, changed=ground.faces.tell_wall)
    playlist = Playlists(ground.shelf("playlist"), county, changed=ground.faces.tell_wall)
    words = Words(
        ground.affairs,
        playlist,
        settings=later.heard_settings,
        emergency=later.heard_emergency,
        signed_at=clock.county_signed,
    )
    media = _media(ground)
    later.wall = Wall(
        county=county,
        stamp=Stamp(ground.keys.device, clock.now_ms, lambda: clock.trusted, ground.mono_ms),
        settings=settings,
        playlist=playlist,
        emergencies=Emergencies(
            ground.shelf("emergencies"), county, times=ground.times, changed=_emergency_changed(ground, later)
        ),
        outbox=Outbox(ground.shelf("outbox"), send=_emergency_shown(ground.outgoing), mono_ms=ground.mono_ms),
        media=media,
        panel=Panel(
            ground.devices,
            ground.times,
            utc_offset_min=ground.config.terminal.utc_offset_min,
            changed=_panel_changed(ground, later),
        ),
        films=Films(ground.devices.loudspeaker, path_of=later.path_of, silence=later.why_silent),
        report=_reporting(ground, later),
        asked=_asked(ground, later),
        sticks=_sticks(ground, words, media),
        proving=_proving(ground) if ground.config.terminal.role == "wall" else None,
    )
    return later.wall


def _proving(ground: Ground) -> Proving:
    made = proving(
        ground.config.terminal.id,
        path=ground.folder / PROOF_FILE,
        seals=seals_of(ground.keys),
        times=ground.moments,
        sending=ground.outgoing,
    )
    made.proof.published(ground.affairs.current().notices)
    return made


def _media(ground: Ground) -> Media:
    def topic(sha256: str) -> str:
        return topics.topic(topics.PIECE, ground.config.terminal.site, sha256)

    files = MediaFiles(ground.folder / "media", reserve_bytes=ground.config.limits.disk_reserve_bytes)
    bulk = ground.outgoing.bulk
    fetching = Fetching(lambda sha256: bulk.watch(topic(sha256)), lambda sha256: bulk.unwatch(topic(sha256)))
    return Media(files, fetching, mono_ms=ground.mono_ms, changed=ground.faces.tell_wall)


def _panel_changed(ground: Ground, later: _Later) -> Callable[[PanelChanged, OffWhy], None]:
    def changed(panel: PanelChanged, why_off: OffWhy) -> None:
        later.panel_changed(panel, why_off)
        ground.faces.tell_wall(panel)

    return changed


def _emergency_changed(ground: Ground, later: _Later) -> Callable[[EmergencyChanged], None]:
    def changed(emergency: EmergencyChanged) -> None:
        ground.faces.tell_wall(emergency)
        later.wall.films.looks()
        later.wall.panel_wakes.set()

    return changed


def _reporting(ground: Ground, later: _Later) -> Reporting:
    def send(report: WallReport) -> bool:
        return ground.outgoing.send(topics.WALL_REPORT, "", report)

    return Reporting(later.as_reported, send, ground.mono_ms)


def _asked(ground: Ground, later: _Later) -> Asked:
    outgoing, clock, county = ground.outgoing, ground.clock, ground.county
    return Asked(
        Calls(county, lambda summon: outgoing.send(topics.SUMMON, summon.summon_id, summon), clock.now_ms),
        Summons(
            county,
            lambda answered: outgoing.send(topics.SUMMON_ANSWER, answered.summon_id, answered),
            tell=ground.faces.tell_wall,
            has_face=ground.faces.has_wall,
            now_ms=clock.now_ms,
            trusted=lambda: clock.trusted,
        ),
        Looks(
            county,
            ground.keys.device,
            lambda look_id, looked: outgoing.send(topics.LOOKED, look_id, looked),
            tell=ground.faces.tell_wall,
            shown_sha256=later.shown_sha256,
            now_ms=clock.now_ms,
            mono_ms=ground.mono_ms,
        ),
    )


def _sticks(ground: Ground, words: Words, media: Media) -> Sticks:
    async def piece(piece: Piece) -> None:
        await media.carried_piece(piece.body)

    folder = ground.config.wall.sticks
    return Sticks(
        Path(folder) if folder else None,
        Mouths(words.hear, piece, after=media.tidy),
        terminal_id=ground.config.terminal.id,
        write_log=_proof_log(ground) if ground.config.terminal.role == "wall" else None,
    )


def _proof_log(ground: Ground) -> WriteLog:
    home, terminal_id, keys = ground.folder.parent, ground.config.terminal.id, ground.keys
    return lambda write: write_proof(home, terminal_id, keys, write=write)


def _emergency_shown(outgoing: Outgoing) -> Callable[[str, Signed, Callable[[bool], None]], bool]:
    return lambda emergency_id, envelope, taken: outgoing.send(
        topics.EMERGENCY_SHOWN, emergency_id, envelope, token=taken
    )
