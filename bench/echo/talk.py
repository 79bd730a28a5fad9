"""A call as a terminal makes it, without its screen and its county: calls, engine process, ear and microphone are real.

What would come from the county comes from here, and the officer sits in this process.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.echo.officer import Officer
from edge.call.calls import Calls
from edge.call.ear import Ear
from edge.call.media import EngineCommand, EngineProcess
from edge.call.outfit import Outfit
from edge.call.post import Post
from edge.capture.picture import LivePicture
from hardware.errors import HardwareError
from hardware.ports import Microphone, Speaker
from wire import port, topics
from wire.call.signals import Offer, OfferAnswered, Seat
from wire.codec import from_json
from wire.ids import CallId, new_id
from wire.record import Record
from wire.seal.signed import Alg, Signed

_CONNECT_S: Final = 15.0


@dataclass(frozen=True)
class _Key:
    """Signs as this terminal; nobody here asks whether it is."""

    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def alg(self) -> Alg:
        return "ed25519"

    @property
    def kid(self) -> str:
        return "t001"

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


class _Senses:
    """A microphone without cameras, read by a thread of its own as the studio reads it."""

    has_papers_camera = False

    def __init__(self, microphone: Microphone) -> None:
        self._microphone = microphone
        self._hear: Callable[[bytes], None] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="echo.microphone", daemon=True)

    def see(self, of: port.PreviewOf | None) -> None:
        """There is nothing to be seen."""

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        self._hear = hear
        if hear and not self._thread.is_alive():
            self._thread.start()

    def close(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        try:
            self._microphone.open()
            while not self._ending.is_set():
                sound = self._microphone.listen()
                if self._hear:
                    self._hear(sound.samples)
        except HardwareError:
            return
        finally:
            self._microphone.close()


@dataclass
class _County:
    """The line to it, and what it would have to say: an officer takes the call, and answers each offer."""

    officer: Officer
    calls: Calls | None = None
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def send(self, _row: topics.Row, _subject_id: str, record: Record) -> bool:
        if isinstance(record, Signed) and _row == topics.CALL_OFFER:
            task = asyncio.get_running_loop().create_task(self._answer(from_json(record.payload, Offer)))
            self.tasks.add(task)
        return True

    def hurry(self, *, wanted: bool) -> None:
        """It is quick."""

    def redial(self) -> None:
        """It is never lost."""

    async def _answer(self, offer: Offer) -> None:
        if self.calls and len(self.tasks) == 1:
            sdp = await self.officer.answer(offer.sdp)
            self.calls.heard(
                offer.call_id, OfferAnswered(call_id=offer.call_id, gen=offer.gen, sdp=sdp, nonce="0" * 32)
            )


@dataclass(frozen=True)
class Terminal:
    """What differs between one call and another."""

    engine: str
    ear: Speaker
    microphone: Microphone
    cleans_voice: bool = True
    handset: bool = False


@asynccontextmanager
async def talking(folder: Path, terminal: Terminal) -> AsyncIterator[Officer]:
    """Connected, until the block ends; then neither process nor thread is left."""
    officer = Officer()
    county, senses = _County(officer), _Senses(terminal.microphone)
    near, connected = LivePicture(folder / "near"), asyncio.Event()

    def tell(event: Record) -> None:
        if isinstance(event, port.CallConnected):
            connected.set()

    calls = county.calls = Calls(_outfit(folder, terminal, county, senses=senses, tell=tell))
    call_id = CallId(new_id())
    try:
        calls.start(port.StartCall(call_id=call_id))
        calls.heard(call_id, Seat(call_id=call_id, officer="officer"))
        await asyncio.wait_for(connected.wait(), _CONNECT_S)
        yield officer
    finally:
        await calls.close()
        senses.close()
        await officer.leave()
        await asyncio.gather(*county.tasks, return_exceptions=True)
        near.close()


def _outfit(
    folder: Path, terminal: Terminal, county: _County, *, senses: _Senses, tell: Callable[[Record], None]
) -> Outfit:
    key = _Key()
    command = EngineCommand(
        terminal.engine,
        folder / "near",
        folder / "far",
        cleans_voice=terminal.cleans_voice,
        handset=terminal.handset,
    )
    return Outfit(
        near_path=command.near,
        far_path=command.far,
        senses=senses,
        ear=Ear(terminal.ear),
        road=county,
        post=Post(county, key, key.private.public_key()),
        tell=tell,
        now=time.monotonic,
        now_ms=lambda: 0,
        make_media=lambda tell_word: EngineProcess(command, tell_word),
    )
