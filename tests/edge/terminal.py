"""A whole agent in this process, with connections and a studio that a test plays."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from edge.agent import Agent
from edge.assembly import Equipment, assemble
from edge.call.build import Calling
from edge.call.media_fake import FakeMedia
from edge.call.recording.recorder_fake import FakeRecorder
from edge.equipment_fake import FakePrinting, FakeSpeech
from edge.fleet.clock import system_ms
from edge.link import Dial, LinkFact
from edge.link_fake import FakeLink
from edge.petition.codes import Derive
from edge.petition.studio_fake import FakeStudio
from edge.store.place import Place
from edge.wall.panel.panel import Devices as PanelDevices
from tests.edge.cast import Cast, QuickKeys, until
from tests.edge.county_model import CountyModel
from wire import port
from wire.ids import PetitionId, new_id
from wire.port import Event, Face, Frames, Hello, frame
from wire.record import Record
from wire.topics import bulk_client

E = TypeVar("E", bound=Record)
D = TypeVar("D")
_QUIET_ROUNDS = 4


class FaceOnWire:
    """A face as the edge sees it: a stream of frames."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.events: list[Record] = []
        self.closed = False
        self._task = asyncio.create_task(self._listen())

    def ask(self, request: Record) -> None:
        self.writer.write(frame(request))

    async def hears(self, kind: type[E], *, within_s: float = 10.0) -> E:
        """The next event of this kind; what came before it is forgotten."""
        await until(lambda: any(isinstance(event, kind) for event in self.events), within_s=within_s)
        for at, event in enumerate(self.events):
            if isinstance(event, kind):
                del self.events[: at + 1]
                return event
        raise AssertionError

    async def waits_for(self, kind: type[E], true: Callable[[E], bool], *, within_s: float = 20.0) -> E:
        """The next event of this kind that `true` holds for."""
        async with asyncio.timeout(within_s):
            while not true(event := await self.hears(kind)):
                pass
        return event

    async def leave(self) -> None:
        self.writer.close()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        frames = Frames(Event)
        while content := await self.reader.read(65536):
            self.events += frames.feed(content)
        self.closed = True


async def meet(home: Path, face: Face = "kiosk") -> FaceOnWire:
    """Connect and say Hello."""
    reader, writer = await asyncio.open_unix_connection(home / "run" / "edge.sock")
    visitor = FaceOnWire(reader, writer)
    visitor.ask(Hello(face=face))
    await visitor.hears(port.EdgeStatus)
    return visitor


@dataclass
class Terminal:
    """A running agent and the strings to play it by."""

    agent: Agent
    cast: Cast
    county: CountyModel
    links: dict[str, FakeLink] = field(default_factory=dict)
    studios: list[FakeStudio] = field(default_factory=list)
    voices: list[FakeSpeech] = field(default_factory=list)
    media: list[FakeMedia] = field(default_factory=list)
    printer: FakePrinting = field(default_factory=FakePrinting)
    recorder: FakeRecorder = field(default_factory=FakeRecorder)
    faces: list[FaceOnWire] = field(default_factory=list)

    @property
    def link(self) -> FakeLink:
        return self.links[self.cast.config.terminal.id]

    @property
    def bulk(self) -> FakeLink:
        return self.links[bulk_client(self.cast.config.terminal.id)]

    @property
    def studio(self) -> FakeStudio:
        return self.studios[0]

    @property
    def speech(self) -> FakeSpeech:
        return self.voices[0]

    def connect(self) -> None:
        self.link.connect()
        self.bulk.connect()

    async def face(self, kind: Face = "kiosk") -> FaceOnWire:
        visitor = await meet(self.cast.home, kind)
        self.faces.append(visitor)
        return visitor

    async def county_answers_until(self, kiosk: FaceOnWire, kind: type[Record], *, within_s: float = 20.0) -> None:
        """It answers again and again until the face hears of it."""
        async with asyncio.timeout(within_s):
            while not any(isinstance(event, kind) for event in kiosk.events):
                await self.county_answers()

    async def county_answers(self) -> None:
        """Let the model county hear what was published until nothing new is."""
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            await asyncio.sleep(0.01)
            messages = self.bulk.published + self.link.published
            self.bulk.published, self.link.published = [], []
            quiet = 0 if messages else quiet + 1
            for message in messages:
                for topic, payload in self.county.hear(message.topic, message.payload):
                    self.link.hear(topic, payload)


async def record(kiosk: FaceOnWire, petition_id: PetitionId | None = None) -> PetitionId:
    """A villager records something."""
    made = petition_id or PetitionId(new_id())
    kiosk.ask(port.StartDraft(petition_id=made))
    await kiosk.hears(port.DraftStarted)
    kiosk.ask(port.StartRecording(petition_id=made))
    await kiosk.hears(port.RecordingStarted)
    kiosk.ask(port.StopRecording(petition_id=made))
    await kiosk.hears(port.RecordingStopped)
    return made


async def send(kiosk: FaceOnWire) -> PetitionId:
    """A villager records something and sends it."""
    petition_id = await record(kiosk)
    kiosk.ask(port.SubmitDraft(petition_id=petition_id))
    await kiosk.hears(port.Submitted)
    return petition_id


def _noted(made: list[D], one: D) -> D:
    made.append(one)
    return one


@asynccontextmanager
async def running(
    cast: Cast,
    *,
    read_clock_ms: Callable[[], int] = system_ms,
    derive: Derive | None = None,
    panel: PanelDevices | None = None,
) -> AsyncIterator[Terminal]:
    """An agent from start to orderly stop; without `derive`, codes are derived at once."""
    links: dict[str, FakeLink] = {}
    studios, voices, media = list[FakeStudio](), list[FakeSpeech](), list[FakeMedia]()

    def make_link(dial: Dial, put: Callable[[LinkFact], None]) -> FakeLink:
        links[dial.client_id] = FakeLink(dial, put)
        return links[dial.client_id]

    printer, recorder = FakePrinting(), FakeRecorder()
    equipment = Equipment(
        make_studio=lambda path, post: _noted(studios, FakeStudio(post, picture_path=path)),
        make_speech=lambda post: _noted(voices, FakeSpeech(post)),
        make_printing=lambda: printer,
        make_calling=lambda _near, _far: Calling(
            make_media=lambda tell: _noted(media, FakeMedia(tell)), recorder=recorder
        ),
        make_link=make_link,
        derive=derive or QuickKeys(),
        read_clock_ms=read_clock_ms,
        make_panel=lambda: panel or PanelDevices(),
    )
    place = Place.take(cast.home, cast.config, cast.keys)
    agent = assemble(place, equipment)
    await agent.start()
    terminal = Terminal(agent, cast, CountyModel(cast.county), links, studios, voices, media, printer, recorder)
    try:
        yield terminal
    finally:
        for visitor in terminal.faces:
            await visitor.leave()
        await agent.stop()
        place.leave()
