"""Calls of this terminal, one at a time: joins the course of a call with engine, link, microphone and ear.

Nothing of a call is written down. When it has ended, its engine's process is gone and both pictures are black.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from edge.call.course import Course, Deed, RedialLink, StartEngine, ToCounty, ToEngine, ToFace
from edge.call.ear import Ear
from edge.call.errors import InACall, NoEngine
from edge.call.media import Gone, MakeMedia, Media, Word
from wire import port, topics
from wire.call import engine as words
from wire.call.signals import (
    CALL_DOWN_CONTEXT,
    CALL_UP_CONTEXT,
    Bye,
    CallAnew,
    Invite,
    Leave,
    LeftBecause,
    Offer,
    OfferAnswered,
    Reveal,
    Seat,
)
from wire.errors import BadMessage
from wire.ids import CallId
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, signed, verified

_log = logging.getLogger(__name__)
TICK_S: Final = 0.25
R = TypeVar("R", bound=Record)
_ROWS: Final[dict[type[Record], topics.Row]] = {
    Invite: topics.INVITE,
    Offer: topics.CALL_OFFER,
    Reveal: topics.REVEAL,
    Leave: topics.LEAVE,
}


class Senses(Protocol):
    """Camera and microphone of the terminal, as a call needs them."""

    def see(self, *, wanted: bool) -> None:
        """Paint the camera into the live picture, or black."""

    def listen(self, hear: Callable[[bytes], None] | None) -> None:
        """What the microphone hears, from its own thread; None: no more."""


class Road(Protocol):
    """The link, as a call needs it."""

    def send(self, row: topics.Row, subject_id: str, record: Record) -> bool: ...
    def hurry(self, *, wanted: bool) -> None:
        """Dial quickly, and often, should the link be lost."""

    def redial(self) -> None:
        """The connection may be dead without knowing it: drop it, and dial."""


@dataclass(frozen=True)
class Outfit:
    """What calls stand on."""

    far_path: Path
    senses: Senses
    ear: Ear
    road: Road
    signer: Signer
    county: PublicKey
    tell: Callable[[Record], None]
    """To the kiosk."""
    now: Callable[[], float]
    now_ms: Callable[[], int]
    make_media: MakeMedia | None
    """None: this terminal has no engine."""


class Calls:
    """Of the agent's loop."""

    def __init__(self, outfit: Outfit) -> None:
        self._outfit = outfit
        self._loop = asyncio.get_running_loop()
        self._course: Course | None = None
        self._media: Media | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def possible(self) -> bool:
        return self._outfit.make_media is not None

    @property
    def is_calling(self) -> bool:
        """Whether there is a call, from the touch to its end."""
        return self._course is not None

    @property
    def is_talking(self) -> bool:
        """Whether an officer hears what is said now."""
        return self._course is not None and self._course.phase != "ringing"

    def start(self, request: port.StartCall) -> None:
        """The same id once more changes nothing. Raises NoEngine, or InACall."""
        if self._outfit.make_media is None:
            raise NoEngine("no media engine is installed")
        if self._course:
            if self._course.call_id == request.call_id:
                return
            raise InACall("there is a call already")
        self._begin(request, self._outfit.make_media)

    def end(self, call_id: CallId, *, because: LeftBecause = "hung_up") -> None:
        if self._course and self._course.call_id == call_id:
            self._course.hang_up(because=because)
            self._do()

    def leave(self) -> None:
        """The face is gone: nobody is to be seen or heard for it."""
        if self._course:
            self.end(self._course.call_id, because="left")

    async def close(self) -> None:
        """Before the edge ends: the county is told, and the engine is gone."""
        if self._course:
            self.end(self._course.call_id, because="restarted")
        await asyncio.gather(*self._ending, return_exceptions=True)

    def mute(self, call_id: CallId, *, muted: bool) -> None:
        if self._course and self._course.call_id == call_id:
            self._course.mute(muted=muted)
            self._do()

    def hide(self, call_id: CallId, *, hidden: bool) -> None:
        if self._course and self._course.call_id == call_id:
            self._outfit.senses.see(wanted=not hidden)
            self._course.hide(hidden=hidden)
            self._do()

    def link_changed(self, *, up: bool) -> None:
        if self._course:
            self._course.link_changed(up=up, now=self._outfit.now())
            self._do()

    def heard(self, row: topics.Row, call_id: str, envelope: Signed) -> None:
        """What the county says of a call. Raises BadSignature, or BadMessage."""
        kind = row.inner
        if kind is None:
            raise BadMessage("no row of a call")
        said = verified(envelope, kind, key=self._outfit.county, context=CALL_DOWN_CONTEXT)
        if getattr(said, "call_id", "") != call_id:
            raise BadMessage("the id in the message is not that of its topic")
        if self._course is None or self._course.call_id != call_id:
            self._disown(CallId(call_id), said)
            return
        self._hear(self._course, said)
        self._do()

    def _hear(self, course: Course, said: Record) -> None:
        now = self._outfit.now()
        if isinstance(said, Seat):
            course.heard_seat(said, now)
        elif isinstance(said, OfferAnswered):
            course.heard_answer(said, now)
        elif isinstance(said, CallAnew):
            course.heard_anew(said, now)
        elif isinstance(said, Bye):
            course.heard_bye(said)

    def _disown(self, call_id: CallId, said: Record) -> None:
        """A call that this edge knows nothing of, perhaps of the one before it: the officer need not wait for it."""
        if not isinstance(said, Bye):
            self._send(Leave(call_id=call_id, why="restarted"))

    def _begin(self, request: port.StartCall, make_media: MakeMedia) -> None:
        outfit = self._outfit
        invite = Invite(
            call_id=request.call_id,
            concerns=request.concerns,
            language=request.language,
            asked_at_ms=outfit.now_ms(),
        )
        course = Course(invite, str(outfit.far_path), lambda: secrets.token_hex(16), outfit.now())
        self._course = course
        outfit.road.hurry(wanted=True)
        outfit.senses.see(wanted=True)
        outfit.senses.listen(self._microphone_heard)
        self._media = make_media(lambda word: self._engine_said(course, word))
        self._start(self._media)
        self._ticking = asyncio.create_task(self._tick(), name="call.tick")
        self._do()

    def _start(self, media: Media) -> None:
        """Not before the engine of the call before is gone: it takes the officer's picture away by its name."""
        if self._ending:
            self._in_ending(self._start_after(tuple(self._ending), media), "call.start")
        else:
            media.start()

    async def _start_after(self, endings: tuple[asyncio.Task[None], ...], media: Media) -> None:
        await asyncio.gather(*endings, return_exceptions=True)
        if media is self._media:
            media.start()

    def _in_ending(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _engine_said(self, course: Course, word: Word) -> None:
        if course is not self._course:
            return
        if isinstance(word, words.FarHeard):
            self._outfit.ear.hear(word.samples)
            return
        if isinstance(word, words.PeerFailed):
            _log.warning("no connection to the officer: %s", word.why)
        if isinstance(word, Gone):
            course.engine_gone(self._outfit.now())
        else:
            course.engine_said(word, self._outfit.now())
        self._do()

    def _microphone_heard(self, samples: bytes) -> None:
        """On the microphone's thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._pass_on, samples)

    def _pass_on(self, samples: bytes) -> None:
        if self._course and self._media and self._course.phase != "ringing":
            self._media.order(words.Listen(samples=bytes(len(samples)) if self._course.muted else samples))

    async def _tick(self) -> None:
        while self._course:
            await asyncio.sleep(TICK_S)
            if self._course:
                self._course.tick(self._outfit.now())
                self._do()

    def _do(self) -> None:
        """All deeds that wait; an engine may answer an order at once, with new ones."""
        course = self._course
        while course and course is self._course and (deeds := course.take()):
            for deed in deeds:
                self._do_one(deed)
        if course and course is self._course and course.why:
            self._finish()

    def _do_one(self, deed: Deed) -> None:
        if isinstance(deed, ToCounty):
            self._send(deed.record)
        elif isinstance(deed, ToFace):
            self._tell(deed.event)
        elif isinstance(deed, RedialLink):
            self._outfit.road.redial()
        elif self._media is None:
            return
        elif isinstance(deed, ToEngine):
            self._media.order(deed.order)
        elif isinstance(deed, StartEngine):
            self._media.start()

    def _tell(self, event: Record) -> None:
        if isinstance(event, port.CallTaken):
            self._outfit.ear.listen()
        self._outfit.tell(event)

    def _send(self, record: Record) -> None:
        envelope = signed(record, self._outfit.signer, CALL_UP_CONTEXT)
        self._outfit.road.send(_ROWS[type(record)], str(getattr(record, "call_id", "")), envelope)

    def _finish(self) -> None:
        course, media = self._course, self._media
        self._course = self._media = None
        if self._ticking and self._ticking is not asyncio.current_task():
            self._ticking.cancel()
        self._ticking = None
        outfit = self._outfit
        outfit.senses.listen(None)
        outfit.senses.see(wanted=False)
        outfit.ear.close()
        outfit.road.hurry(wanted=False)
        if course:
            _log.info("a call ended: %s", course.why)
        if media:
            self._in_ending(media.end(), "call.end")
