"""Puts a terminal's agent together from its settings, its keys and its home. Nothing is decided here."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import edge
from edge.affairs.affairs import Affairs, Source
from edge.agent import Agent, Features, Identity
from edge.call.build import Calling, DirectLine, MakeCalling, NotCalling, build_direct_line
from edge.call.build import Ground as CallGround
from edge.call.letters import OF_KIOSKS
from edge.capture.facts import Fact, PapersLost, PapersMissing, PreviewStarted
from edge.equipment import MakePrinting, MakeSpeech, Mute, Printing, Speech, SpeechFact, Unprinted
from edge.errors import BadHome, BadKeys
from edge.fleet.clock import Clock, system_ms
from edge.fleet.presence import Presence, last_will
from edge.inbox import Inbox
from edge.inquiry.build import Recording, Site, both_sides, build_recording
from edge.inquiry.kept.keeping import MakeBoth
from edge.inquiry.letters import INQUIRY_READERS
from edge.keys import Certificate
from edge.link import Dial, Link, LinkFact
from edge.mail import READERS
from edge.outgoing import Connection, Outgoing
from edge.petition.answers import Answers, Asking
from edge.petition.booth import Booth
from edge.petition.codes import Codes, Derive
from edge.petition.desk import Desk
from edge.petition.drafts import Drafts
from edge.petition.petitions import Petitions, Stores
from edge.petition.room import BYTES_A_S, Room
from edge.petition.shipping import Shipping, Ways
from edge.petition.studio import Rules, Studio
from edge.petition.submission import Author
from edge.petition.uploads import Uploads
from edge.port import Port
from edge.router import Router
from edge.slips import Slips
from edge.store.ballast import drop_if_short, take_if_plenty
from edge.store.blobs import Blobs
from edge.store.catalogue import Catalogue
from edge.store.place import Place
from edge.store.spool import Petition, Spool
from edge.wall.build import Ground, build_wall
from edge.wall.letters import FETCHED, OF_WALLS
from edge.wall.panel.panel import Devices as PanelDevices
from edge.wall.proof.moments import Moments, moments
from edge.wall.proof.proving import WALL_FOLDER
from wire import topics
from wire.codec import to_json
from wire.port import NoticesChanged
from wire.record import Record
from wire.seal.receipt_code import code_keys
from wire.seal.signed import signed_anew

MakeStudio = Callable[[Path, Callable[[Fact], None]], Studio]
MakeLink = Callable[[Dial, Callable[[LinkFact], None]], Connection]


@dataclass(frozen=True)
class Equipment:
    """What differs between a terminal and a test."""

    make_studio: MakeStudio
    """Given the path of the live picture and where to post facts."""
    make_speech: MakeSpeech = Mute
    """Given where to post facts."""
    make_printing: MakePrinting = Unprinted
    make_calling: MakeCalling = NotCalling
    """Given the paths of the near and the far picture."""
    make_both: MakeBoth = both_sides
    """What records both sides of a call."""
    derive: Derive = code_keys
    """From a receipt code to its keys."""
    make_panel: Callable[[], PanelDevices] = PanelDevices
    make_link: MakeLink = Link
    read_clock_ms: Callable[[], int] = system_ms
    make_moments: Callable[[Clock], Moments] = moments
    """Both clocks of the machine, by which the proof is dated."""


class _Voice:
    """Lets the features speak through an agent that is built after them."""

    agent: Agent

    def tell_kiosk(self, event: Record) -> None:
        self.agent.tell_kiosk(event)

    def tell_watchers(self, event: NoticesChanged) -> None:
        self.agent.tell_watchers(event)

    def tell_wall(self, event: Record) -> None:
        self.agent.tell_wall(event)

    def stamp(self) -> tuple[int, bool]:
        """Time of day in ms, and whether it can be trusted."""
        clock = self.agent.features.clock
        return clock.now_ms(), clock.trusted

    def has_wall(self) -> bool:
        return self.agent.has_wall

    def has_kiosk(self) -> bool:
        return self.agent.has_kiosk

    def status_changed(self) -> None:
        self.agent.status_changed()

    def link_fact(self, fact: LinkFact) -> None:
        self.agent.link_fact(fact)

    def bulk_fact(self, fact: LinkFact) -> None:
        self.agent.bulk_fact(fact)

    def studio_fact(self, fact: Fact) -> None:
        self.agent.features.booth.took_place(fact)
        self.agent.features.desk.took_place(fact)
        if isinstance(fact, PreviewStarted):
            self.agent.features.calls.painted(fact.of)
        elif isinstance(fact, PapersMissing | PapersLost):
            self.agent.features.calls.papers_gone()

    def speech_fact(self, fact: SpeechFact) -> None:
        self.agent.spoken(fact)


def assemble(place: Place, equipment: Equipment) -> Agent:
    """An agent that is ready to start; call it on the loop that will own it. Raises BadKeys, NoRoom, or BadHome."""
    ballast = place.home / "ballast"
    drop_if_short(ballast)
    try:
        agent = _assembled(place, equipment)
    except OSError as error:
        raise BadHome(f"{error.filename}: {error.strerror}") from error
    take_if_plenty(ballast)
    return agent


def _assembled(place: Place, equipment: Equipment) -> Agent:
    loop = asyncio.get_running_loop()
    voice = _Voice()
    stores = Stores(
        Spool(place.home / "spool.sqlite"),
        Blobs(place.home / "blobs", reserve_bytes=place.config.limits.disk_reserve_bytes),
    )
    identity = _born(place, stores.spool)
    clock = _clock(stores.spool, equipment)
    bulk = Inbox[LinkFact](loop, voice.bulk_fact)
    link = Inbox[LinkFact](loop, voice.link_fact)
    outgoing = Outgoing(
        place.config.terminal.id,
        link=equipment.make_link(_link_dial(place, identity.birth), link.put),
        bulk=equipment.make_link(_dial(place, place.keys.bulk), bulk.put),
    )
    studio, speech = Inbox[Fact](loop, voice.studio_fact), Inbox[SpeechFact](loop, voice.speech_fact)
    devices = _Devices(
        equipment.make_studio(place.picture_path, studio.put),
        equipment.make_speech(speech.put),
        equipment.make_printing(),
        equipment.make_calling(place.picture_path, place.far_path),
        equipment.make_panel(),
        equipment.make_both,
        Codes(place.config.terminal.county, equipment.derive),
        replace(equipment.make_moments(clock), utc_offset_min=place.config.terminal.utc_offset_min),
    )
    features = _features(place, stores, devices, clock=clock, outgoing=outgoing, voice=voice, identity=identity)
    voice.agent = Agent(identity, features, outgoing=outgoing)
    voice.agent.port = Port(place.home / "run" / "edge.sock", Router(voice.agent).take, voice.agent.face_gone)
    return voice.agent


@dataclass(frozen=True)
class _Devices:
    studio: Studio
    speech: Speech
    printing: Printing
    calling: Calling
    panel: PanelDevices
    make_both: MakeBoth
    codes: Codes
    moments: Moments


def _features(
    place: Place,
    stores: Stores,
    devices: _Devices,
    *,
    clock: Clock,
    outgoing: Outgoing,
    voice: _Voice,
    identity: Identity,
) -> Features:
    shipping = _shipping(place, stores, outgoing=outgoing, voice=voice)
    room, rules = _room(place, stores.blobs), _rules(place, clock, voice)
    drafts = Drafts(place.home / "drafts", room, devices.codes)
    booth = Booth(devices.studio, drafts, rules)
    petitions = Petitions(drafts, booth, stores, author=_author(place), stamp=rules.stamp, promised=shipping.promised)
    affairs = _affairs(place, clock, voice)
    recording = _recording(place, stores, devices, voice=voice, room=room, promised=shipping.promised, road=outgoing)
    return Features(
        spool=stores.spool,
        blobs=stores.blobs,
        clock=clock,
        room=room,
        codes=devices.codes,
        studio=devices.studio,
        booth=booth,
        desk=Desk(devices.studio, room, rules),
        speech=devices.speech,
        printing=devices.printing,
        slips=Slips(devices.printing),
        petitions=petitions,
        shipping=shipping,
        answers=Answers(Asking(devices.codes, send=outgoing.ask, now=time.monotonic)),
        affairs=affairs,
        presence=_presence(place, identity),
        direct_line=_direct_line(
            place, booth, devices, voice=voice, line=_Line(clock, outgoing, recording, lambda: drafts.is_under_way)
        ),
        recording=recording,
        wall=build_wall(_ground(place, devices, voice, clock=clock, outgoing=outgoing, affairs=affairs)),
    )


def _presence(place: Place, identity: Identity) -> Presence:
    terminal = place.config.terminal
    return Presence(terminal.id, birth=identity.birth, role=terminal.role, version=identity.version)


@dataclass(frozen=True)
class _Line:
    """What the direct line needs of the others."""

    clock: Clock
    outgoing: Outgoing
    recording: Recording
    occupied: Callable[[], bool]


def _direct_line(place: Place, booth: Booth, devices: _Devices, *, voice: _Voice, line: _Line) -> DirectLine:
    ground = CallGround(
        near_path=place.picture_path,
        far_path=place.far_path,
        keys=place.keys,
        calling=devices.calling,
        link=line.outgoing,
        now_ms=line.clock.now_ms,
        tell=voice.tell_kiosk,
        has_face=voice.has_kiosk,
        recorder=line.recording.calls,
        witness=line.recording.inquiries,
    )
    return build_direct_line(ground, booth, devices.studio, is_occupied=line.occupied)


def _recording(
    place: Place,
    stores: Stores,
    devices: _Devices,
    *,
    voice: _Voice,
    room: Room,
    promised: Callable[[Petition], None],
    road: Outgoing,
) -> Recording:
    site = Site(
        place=place,
        stores=stores,
        room=room,
        author=_author(place),
        codes=devices.codes,
        stamp=voice.stamp,
        promised=promised,
        tell=voice.tell_kiosk,
        road=road,
    )
    return build_recording(site, devices.make_both)


def _ground(
    place: Place, devices: _Devices, voice: _Voice, *, clock: Clock, outgoing: Outgoing, affairs: Affairs
) -> Ground:
    return Ground(
        folder=place.home / WALL_FOLDER,
        config=place.config,
        keys=place.keys,
        clock=clock,
        outgoing=outgoing,
        affairs=affairs,
        devices=devices.panel,
        faces=voice,
        moments=devices.moments,
    )


def _affairs(place: Place, clock: Clock, voice: _Voice) -> Affairs:
    source = Source(place.config.terminal.site, place.keys.county)
    return Affairs(Catalogue(place.home / "catalogue"), source, now_ms=clock.now_ms, changed=voice.tell_watchers)


def _born(place: Place, spool: Spool) -> Identity:
    listed = place.keys.recipients.version
    if spool.raise_fact("recipients_version", listed) > listed:
        raise BadKeys(f"recipients.json is of version {listed}; this terminal has already used a newer one")
    birth = spool.raise_fact("birth", spool.fact("birth") + 1)
    return Identity(place.config, birth, _version(), place.picture_path, place.keys.recipients)


def _clock(spool: Spool, equipment: Equipment) -> Clock:
    # The code was installed before it runs: no true time is before that.
    installed_ms = int(Path(edge.__file__).stat().st_mtime * 1000)
    floor_ms = max(spool.fact("county_time_ms"), installed_ms)
    return Clock(
        floor_ms=floor_ms,
        read_ms=equipment.read_clock_ms,
        keep=lambda at_ms: _keep_time(spool, at_ms),
    )


def _keep_time(spool: Spool, at_ms: int) -> None:
    spool.raise_fact("county_time_ms", at_ms)


def _room(place: Place, blobs: Blobs) -> Room:
    limits = place.config.limits
    return Room(
        blobs.require_room,
        blobs.free_bytes,
        spare_bytes=limits.disk_reserve_bytes // 2,
        limit_s=limits.recording_max_s,
        bytes_a_s=BYTES_A_S[place.config.camera.profile],
    )


def _rules(place: Place, clock: Clock, voice: _Voice) -> Rules:
    return Rules(
        recipients=tuple(recipient.age for recipient in place.keys.recipients.recipients),
        stamp=lambda: (clock.now_ms(), clock.trusted),
        tell=voice.tell_kiosk,
        status_changed=voice.status_changed,
    )


def _author(place: Place) -> Author:
    terminal = place.config.terminal
    return Author(terminal.id, terminal.point, place.keys.device, place.keys.recipients)


def _shipping(place: Place, stores: Stores, *, outgoing: Outgoing, voice: _Voice) -> Shipping:
    ways = Ways(
        outgoing.offer,
        outgoing.chunk,
        voice.tell_kiosk,
        time.monotonic,
        sign=lambda manifest: signed_anew(manifest, place.keys.device),
    )
    uploads = Uploads(jitter=lambda: random.uniform(0.8, 1.2))  # noqa: S311  # no secret
    return Shipping(stores.spool, stores.blobs, county=place.keys.county, ways=ways, uploads=uploads)


def _link_dial(place: Place, birth: int) -> Dial:
    terminal = place.config.terminal
    will = last_will(terminal.id, birth, terminal.role)
    left_out = FETCHED | OF_KIOSKS | frozenset(INQUIRY_READERS) if terminal.role == "wall" else FETCHED | OF_WALLS
    listened = [row for row in READERS if row not in left_out]
    return replace(
        _dial(place, place.keys.link),
        subscriptions=(
            *(topics.pattern(row, terminal.id) for row in listened if row.direction == "down"),
            *(topics.pattern(row, terminal.site) for row in listened if row.direction == "public"),
        ),
        will=(topics.topic(topics.STATE, terminal.id), to_json(will)),
    )


def _dial(place: Place, certificate: Certificate) -> Dial:
    link = place.config.link
    return Dial(
        client_id=certificate.client_id,
        host=link.host,
        port=link.port,
        keepalive_s=link.keepalive_s,
        tls=certificate.context(link.server_name or link.host),
    )


def _version() -> str:
    try:
        return version("zhitong")
    except PackageNotFoundError:
        return "unpackaged"
