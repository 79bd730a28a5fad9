"""The owner of all state of a terminal: one thread, one loop. Links and devices only post facts to it.

Built by `edge.assembly`; requests of faces come through `edge.router`, messages of the county through `edge.mail`.
"""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.affairs.affairs import Affairs
from edge.call.build import DirectLine
from edge.call.calls import Calls
from edge.equipment import Printing, Speech, SpeechFact
from edge.fleet.clock import Clock
from edge.fleet.presence import Presence, Vitals
from edge.inquiry.build import Recording
from edge.inquiry.inquiries import Inquiries
from edge.keys import outdated
from edge.link import Heard, LinkDown, LinkFact, LinkRefused, LinkUp, Taken
from edge.mail import deliver
from edge.outgoing import Outgoing
from edge.petition.answers import Answers
from edge.petition.booth import Booth
from edge.petition.codes import Codes
from edge.petition.desk import Desk
from edge.petition.petitions import Petitions
from edge.petition.room import Room
from edge.petition.shipping import ChunkToken, OfferToken, Shipping
from edge.petition.studio import Studio
from edge.port import Port, Visitor
from edge.slips import Slips
from edge.store.blobs import Blobs
from edge.store.spool import Spool
from edge.wall.wall import Wall
from wire.fleet.heaps import give_back
from wire.fleet.state import HEARTBEAT_S
from wire.petition.recipients import RecipientList
from wire.port import EdgeStatus, Equipment, NoticesChanged, SayingStarted, Welcome
from wire.record import Record
from wire.terminal_config import TerminalConfig

_log = logging.getLogger(__name__)
GO_ON_S = 0.25
ROOM_STEP_S = 10
"""Room is told in such steps: a disk that breathes is no news."""
_DAY_MS = 24 * 3600 * 1000
LEFT_DRAFTS_S = 20.0
"""How long a draft outlives the face that made it."""


@dataclass(frozen=True)
class Identity:
    """Which start of which terminal this is."""

    config: TerminalConfig
    birth: int
    version: str
    picture_path: Path
    recipients: RecipientList
    """Who may open petitions."""


@dataclass(frozen=True)
class Features:
    """The parts of the agent; each owns its own state."""

    spool: Spool
    blobs: Blobs
    clock: Clock
    room: Room
    codes: Codes
    studio: Studio
    booth: Booth
    desk: Desk
    speech: Speech
    printing: Printing
    slips: Slips
    petitions: Petitions
    shipping: Shipping
    answers: Answers
    affairs: Affairs
    presence: Presence
    direct_line: DirectLine
    recording: Recording
    wall: Wall

    @property
    def calls(self) -> Calls:
        return self.direct_line.calls

    @property
    def inquiries(self) -> Inquiries:
        return self.recording.inquiries


class Agent:
    """What happens in a terminal, from start to stop."""

    port: Port
    """Set once, before start: the port's router needs the agent first."""

    def __init__(self, identity: Identity, features: Features, *, outgoing: Outgoing) -> None:
        self.identity = identity
        self.features = features
        self._outgoing = outgoing
        self._link_up = False
        self._is_speaking = False
        self._status: EdgeStatus | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._left: asyncio.TimerHandle | None = None
        self._keys_watched_on = -1

    async def start(self) -> None:
        await self.port.open()
        self._outgoing.start()
        self._begin(self._keep_going(), "agent.keep_going")
        self._begin(self._beat(), "agent.beat")
        self._begin(self.features.recording.survive(), "agent.survive")
        self.features.wall.start(self.identity.version, self.features.affairs.current().notices)
        self._begin(self.features.wall.run(), "agent.wall")

    async def stop(self) -> None:
        """In order: the county is told, everything submitted is on disk anyway."""
        if self._left:
            self._left.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.features.inquiries.stopping()
        await self.features.calls.close()
        await self.features.recording.close()
        await self.port.close()
        await asyncio.to_thread(self._outgoing.stop)
        await asyncio.to_thread(self._let_devices_go)
        await self.features.wall.stop()
        self.features.spool.close()

    def status(self) -> EdgeStatus:
        features = self.features
        reserve = self.identity.config.limits.disk_reserve_bytes
        return EdgeStatus(
            link_up=self._link_up,
            waiting_petitions=features.shipping.waiting,
            camera=features.booth.senses.camera,
            disk_full=features.blobs.free_bytes() < reserve,
            clock_trusted=features.clock.trusted,
            notices_checked_at_ms=features.affairs.checked_at_ms,
            equipment=self._equipment(),
        )

    def status_changed(self) -> None:
        """Tell the faces, if anything did change."""
        status = self.status()
        if status != self._status:
            self._status = status
            self.port.tell(status)

    def spoken(self, fact: SpeechFact) -> None:
        """Speech began or ended."""
        self._is_speaking = isinstance(fact, SayingStarted)
        if self._is_speaking:
            self.features.wall.films.stop()
        self.tell_kiosk(fact)

    @property
    def is_speaker_taken(self) -> bool:
        """By people at a kiosk: a film on a wall is silent for them."""
        booth, calls = self.features.booth, self.features.calls
        return self._is_speaking or booth.is_listening or booth.is_replaying or calls.is_calling

    def tell_kiosk(self, event: Record) -> None:
        self.port.tell(event, only=lambda visitor: visitor.face == "kiosk")

    def tell_watchers(self, event: NoticesChanged) -> None:
        """Of notices."""
        self.features.wall.notices_changed(event.notices)
        self.port.tell(event, only=lambda visitor: visitor.watches_notices)
        self.status_changed()

    @property
    def has_wall(self) -> bool:
        """Whether a face watches the wall."""
        return any(visitor.watches_wall for visitor in self.port.visitors)

    def wall_shows(self, pixels_sha256: str) -> None:
        """Told with the heartbeat, for pages come and go often; that there is one or none is told at once."""
        if self.features.presence.shown(pixels_sha256):
            self.publish_state()

    @property
    def has_kiosk(self) -> bool:
        return any(visitor.face == "kiosk" for visitor in self.port.visitors)

    def tell_wall(self, event: Record) -> None:
        self.port.tell(event, only=lambda visitor: visitor.watches_wall)

    def welcome(self, visitor: Visitor) -> None:
        """The newest face of a kind takes the place of an older one, which may hang."""
        for other in self.port.visitors:
            if other is not visitor and other.face == visitor.face:
                other.leave()
        if visitor.face == "kiosk":
            self._nobody_is_here()
        terminal = self.identity.config.terminal
        visitor.tell(
            Welcome(
                terminal_id=terminal.id,
                point=terminal.point,
                birth=self.identity.birth,
                picture_path=str(self.identity.picture_path),
                version=self.identity.version,
            )
        )
        visitor.tell(self.status())
        if visitor.face == "kiosk":
            self.features.direct_line.rings.face_came()
        self.publish_state()

    def face_gone(self, visitor: Visitor) -> None:
        """Nobody is filmed for a face that is gone, and its drafts go soon after."""
        if visitor.face is None:
            return
        _log.info("the %s is gone", visitor.face)
        self.publish_state()
        if any(other.face == visitor.face for other in self.port.visitors):
            return
        if visitor.face == "kiosk":
            self._nobody_is_here()
        else:
            self.features.wall.face_gone()

    def publish_state(self) -> None:
        """Heartbeat and every change that the county should know at once."""
        features = self.features
        vitals = Vitals(
            clock_trusted=features.clock.trusted,
            face_connected=bool(self.port.visitors),
            index_serial=features.affairs.serial,
            waiting_petitions=features.shipping.waiting,
            disk_free_bytes=features.blobs.free_bytes(),
        )
        self._outgoing.state(features.presence.state(vitals, at_ms=features.clock.now_ms()))

    def link_fact(self, fact: LinkFact) -> None:
        """From the `link` connection."""
        if isinstance(fact, Heard):
            deliver(self, fact)
        elif isinstance(fact, Taken):
            self._taken(fact)
        else:
            self._link_changed(fact)

    def bulk_fact(self, fact: LinkFact) -> None:
        """From the `bulk` connection."""
        if isinstance(fact, Taken):
            self._taken(fact)
        elif isinstance(fact, Heard):
            deliver(self, fact)
        else:
            self.features.shipping.bulk_changed(up=isinstance(fact, LinkUp))
            self.features.wall.bulk_changed(up=isinstance(fact, LinkUp))

    def _taken(self, fact: Taken) -> None:
        if isinstance(fact.token, (OfferToken, ChunkToken)):
            self.features.shipping.taken(fact.token, ok=fact.ok)
        elif callable(fact.token):
            fact.token(fact.ok)

    def _link_changed(self, fact: LinkUp | LinkDown | LinkRefused) -> None:
        up = isinstance(fact, LinkUp)
        if isinstance(fact, LinkRefused):
            _log.error("the broker refuses this terminal: %s; trying on, slowly", fact.why)
        elif up != self._link_up:
            _log.info("the link is %s", "up" if up else "down")
        self._link_up = up
        self.features.shipping.link_changed(up=up)
        self.features.calls.link_changed(up=up)
        self.features.inquiries.link_changed(up=up)
        if up:
            self.publish_state()
            self._ping()
        self.features.wall.link_changed(up=up)
        self.status_changed()

    def _ping(self) -> None:
        at_ms = self.features.clock.now_ms()
        self._outgoing.ping(self.features.presence.ping(at_ms=at_ms))

    def _equipment(self) -> Equipment:
        features = self.features
        return Equipment(
            printer=features.printing.state,
            slip_width_px=features.printing.width_px,
            papers_camera=features.studio.has_papers_camera,
            counts_faces=features.studio.counts_faces,
            covers_faces=features.studio.covers_faces,
            voices=features.speech.voices,
            reads_text=features.speech.reads_text,
            handset=features.speech.handset,
            calls=features.calls.possible,
            room_s=features.room.seconds() // ROOM_STEP_S * ROOM_STEP_S,
        )

    def _let_devices_go(self) -> None:
        features = self.features
        for device in (features.speech, features.printing, features.booth, features.codes, features.wall):
            device.close()

    def _watch_keys(self) -> None:
        """Once a day: whoever keeps this terminal reads its log."""
        clock = self.features.clock
        today = clock.now_ms() // _DAY_MS
        if today == self._keys_watched_on or not clock.trusted:
            return
        self._keys_watched_on = today
        for kid in outdated(self.identity.recipients, clock.now_ms()):
            _log.error("the time of key %s has run out: petitions go on being sealed to it; ask for a new list", kid)

    def _kiosks(self) -> list[Visitor]:
        return [visitor for visitor in self.port.visitors if visitor.face == "kiosk"]

    def _nobody_is_here(self) -> None:
        # A kiosk that has just started shows its home: what ran for the one before it ends here.
        features = self.features
        features.speech.hush()
        features.inquiries.face_gone()
        features.calls.leave()
        features.answers.forget()
        features.slips.forget()
        features.booth.leave()
        features.petitions.mark_left()
        if self._left:
            self._left.cancel()
        self._left = asyncio.get_running_loop().call_later(LEFT_DRAFTS_S, self._drop_left)

    def _drop_left(self) -> None:
        self._begin(self.features.petitions.abandon_left(), "agent.drop_left")

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_going(self) -> None:
        while True:
            try:
                self.features.shipping.go_on()
                self.features.direct_line.rings.tick()
                if self._outgoing.follow_address():
                    self.features.direct_line.calls.moved()
                self.status_changed()
            except Exception:  # noqa: BLE001  # whatever it is, the next petition must not wait for a restart
                _log.exception("going on failed; trying again")
            await asyncio.sleep(GO_ON_S)

    async def _beat(self) -> None:
        while True:
            self._watch_keys()
            await asyncio.sleep(HEARTBEAT_S)
            self.publish_state()
            self._ping()
            if not self.features.booth.is_listening:
                await asyncio.to_thread(give_back)
