"""The wall of this terminal as the agent owns it: what was kept, what is told to its face, what goes up."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from edge.wall.asked.looks import Looks
from edge.wall.asked.summons import Calls, Summons
from edge.wall.authority import County
from edge.wall.emergencies import Emergencies
from edge.wall.loudspeaker.films import Films
from edge.wall.media.media import Media
from edge.wall.outbox import Outbox
from edge.wall.panel.panel import Panel
from edge.wall.playlist import Playlists
from edge.wall.proof.proving import Proving
from edge.wall.report import Reporting
from edge.wall.settings import Settings
from edge.wall.sticks.sticks import Sticks
from wire.affairs.notice import Notice
from wire.port_wall import ReportEmergency
from wire.record import Record
from wire.seal.signed import Signed, Signer, signed
from wire.wall.emergency import EMERGENCY_SHOWN_CONTEXT, Emergency, EmergencyShown
from wire.wall.settings import WallReport

_log = logging.getLogger(__name__)
TICK_S = 1.0


@dataclass(frozen=True)
class Stamp:
    """What a word of this terminal is signed and dated with."""

    signer: Signer
    now_ms: Callable[[], int]
    trusted: Callable[[], bool]
    mono_ms: Callable[[], int]


@dataclass(frozen=True)
class Asked:
    """What people ask: a kiosk's side, and a wall's."""

    calls: Calls
    summons: Summons
    looks: Looks


@dataclass(frozen=True)
class Wall:
    """Its parts; each owns its own state."""

    county: County
    stamp: Stamp
    settings: Settings
    playlist: Playlists
    emergencies: Emergencies
    outbox: Outbox
    media: Media
    panel: Panel
    films: Films
    """Their sound."""
    report: Reporting
    asked: Asked
    sticks: Sticks
    proving: Proving | None
    """A kiosk proves nothing."""
    panel_wakes: asyncio.Event = field(default_factory=asyncio.Event)
    """What must be read now waits for no second to light the panel."""

    @property
    def is_wall(self) -> bool:
        """Not a kiosk, which only calls villages up."""
        return self.proving is not None

    def start(self, version: str, notices: list[Notice]) -> None:
        if self.proving:
            self.proving.start(version)
        self.notices_changed(notices)

    async def stop(self) -> None:
        if self.proving:
            await self.proving.stop()

    def link_changed(self, *, up: bool) -> None:
        if up:
            self.outbox.go_on()
            self.report.again()
        if self.proving:
            self.proving.carrier.link_changed(up=up)

    def bulk_changed(self, *, up: bool) -> None:
        self.media.link_changed()
        if self.proving:
            self.proving.carrier.bulk_changed(up=up)

    def face_gone(self) -> None:
        self.films.stop()
        if self.proving:
            self.proving.proof.face_gone()

    def events(self) -> tuple[Record, ...]:
        """One of each, for a face that has just begun to watch: what must be read now comes first."""
        return (
            self.emergencies.current(),
            self.settings.current(),
            self.panel.current(),
            self.media.current(),
            self.playlist.current(),
            *((self.proving.proof.shares(),) if self.proving else ()),
        )

    def notices_changed(self, notices: list[Notice]) -> None:
        self.media.wants(notices if self.is_wall else [])
        self.report.published(notices)
        if self.proving:
            self.proving.proof.published(notices)

    def close(self) -> None:
        """Waits for its threads: call it off the loop."""
        self.films.close()

    async def run(self) -> None:
        """As long as the terminal is kept. What waits for a device or a disk holds up nothing else."""
        if not self.is_wall:
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self._each_second(self._second), name="wall.second")
            group.create_task(self._each_second(self._panel_second, self.panel_wakes), name="wall.panel")
            group.create_task(self.media.run(), name="wall.media")
            group.create_task(self.sticks.run(), name="wall.sticks")

    async def _each_second(self, do: Callable[[], Awaitable[None]], wakes: asyncio.Event | None = None) -> None:
        wakes = wakes or asyncio.Event()
        while True:
            wakes.clear()
            try:
                await do()
            except Exception:  # noqa: BLE001  # whatever it is, the wall must not stand still for it
                _log.exception("the wall's second failed; trying again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wakes.wait(), TICK_S)

    async def _second(self) -> None:
        self.emergencies.tick()
        self.outbox.go_on()
        self.report.go_on()
        if self.proving:
            self.proving.tick()

    async def _panel_second(self) -> None:
        await self.panel.tick(self.settings.profile, must_be_read=self.emergencies.is_real)

    def heard_settings(self, envelope: Signed) -> None:
        """By link or by stick. Raises WireError for what must change nothing."""
        before = self.settings.version
        self.settings.heard(envelope)
        if self.settings.version != before:
            self.report.profile_changed()
            self.films.looks()
            if self.proving:
                self.proving.proof.step("settings", f"version {self.settings.version}")

    def as_reported(self) -> WallReport:
        """How this wall is now, in the words for the county."""
        panel, refused = self.panel.current(), self.settings.refused
        return WallReport(
            terminal_id=self.county.terminal_id,
            version=self.settings.version,
            status="refused" if refused else "working",
            why=refused or self.panel.fault,
            panel_on=panel.on,
            brightness_pct=panel.brightness_pct,
            brightness_by=self.panel.by,
            refused_pages=self.report.refused_pages,
            at_ms=self.stamp.now_ms(),
        )

    def heard_emergency(self, envelope: Signed, emergency_id: str | None = None) -> None:
        """By link or by stick. Raises WireError for what must change nothing."""
        emergency = self.emergencies.heard(envelope, emergency_id)
        if emergency and not self.emergencies.concerns_us(emergency):
            self._say(emergency, "not_here", "")

    def emergency_stands(self, report: ReportEmergency) -> None:
        """The face says that a frame of it was presented, or that it has gone."""
        known = self.emergencies.known(report.emergency_id)
        if known is None or report.version > known.emergency.version:
            return
        # What stood there ends by a later version, of which no frame ever stood.
        if report.state == "ended" or report.version == known.emergency.version:
            self._say(known.emergency, report.state, report.pixels_sha256)

    def _say(self, emergency: Emergency, state: str, pixels_sha256: str) -> None:
        known = self.emergencies.known(emergency.emergency_id)
        word = f"{emergency.version}-{state}"
        if known is None or known.last_said == word:
            return
        shown = EmergencyShown(
            emergency_id=emergency.emergency_id,
            version=emergency.version,
            terminal_id=self.county.terminal_id,
            state=state,  # type: ignore[arg-type]  # one of the three, as its callers give it
            pixels_sha256=pixels_sha256,
            heard_at_ms=known.heard_at_ms,
            shown_at_ms=self.stamp.now_ms(),
            after_ms=self.stamp.mono_ms() - known.told_mono_ms,
            clock_trusted=self.stamp.trusted(),
        )
        envelope = signed(shown, self.stamp.signer, EMERGENCY_SHOWN_CONTEXT)
        self.outbox.put(f"{emergency.emergency_id}-{word}", emergency.emergency_id, envelope)
        self.emergencies.mark_said(emergency.emergency_id, word)
