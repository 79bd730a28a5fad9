"""Calls of this terminal, one at a time: joins the course of a call with engine, link, microphone, ear and recorder.

Nothing of a call is written down but what both want recorded. When it has ended, its engine's process is gone and both
pictures are black.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Coroutine
from typing import Any, Final

from edge.call.course.course import Course
from edge.call.course.deeds import (
    Deed,
    Look,
    RedialLink,
    See,
    StartEngine,
    StartRecorder,
    StopRecorder,
    ToCounty,
    ToEngine,
    ToFace,
)
from edge.call.errors import InACall, NoEngine
from edge.call.media import Gone, MakeMedia, Media, Word
from edge.call.outfit import Outfit
from edge.call.recording.recorder import Recorded
from edge.capture.errors import NoPapersCamera
from edge.errors import EdgeError
from wire import port
from wire.call import engine as words
from wire.call.signals import Bye, CallAnew, Invite, Leave, LeftBecause, OfferAnswered, Seat
from wire.ids import CallId
from wire.record import Record

_log = logging.getLogger(__name__)
TICK_S: Final = 0.25


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
        return self._course is not None and self._course.is_taken and not self._course.held

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
        if course := self._of(call_id):
            course.hang_up(because=because)
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
        if course := self._of(call_id):
            course.mute(muted=muted)
            self._do()

    def hide(self, call_id: CallId, *, hidden: bool) -> None:
        if course := self._of(call_id):
            course.hide(hidden=hidden)
            self._do()

    def show_paper(self, call_id: CallId, *, shown: bool) -> None:
        """The document camera in place of the face. Raises NoPapersCamera."""
        if course := self._of(call_id):
            if shown and not self._outfit.senses.has_papers_camera:
                raise NoPapersCamera("there is no papers camera")
            course.show_paper(shown=shown)
            self._do()

    def show_whole(self) -> None:
        """Heard and seen, face instead of paper: evidence must not be silent or black by an old wish."""
        if course := self._course:
            course.mute(muted=False)
            course.hide(hidden=False)
            course.show_paper(shown=False)
            self._do()

    def painted(self, of: port.PreviewOf) -> None:
        """The first picture of this camera is in the live picture."""
        if self._course:
            self._course.painted(of)
            self._do()

    def papers_gone(self) -> None:
        """The document camera gives no picture: back to the face, and the kiosk is told why."""
        course = self._course
        if course and course.shows_paper:
            course.show_paper(shown=False)
            self._do()
            self._tell(port.Sorry(about="ShowPaper", reason="no_papers_camera", subject_id=course.call_id))

    def allow_recording(self, call_id: CallId, *, allowed: bool) -> None:
        if course := self._of(call_id):
            course.allow_recording(allowed=allowed)
            self._do()

    def link_changed(self, *, up: bool) -> None:
        if self._course:
            self._course.link_changed(up=up, now=self._outfit.now())
            self._do()

    def moved(self) -> None:
        """This machine has another address."""
        if self._course:
            self._course.moved(self._outfit.now())
            self._do()

    def heard(self, call_id: CallId, said: Record) -> None:
        """What the county says of a call."""
        course = self._of(call_id)
        if course is None:
            self._disown(call_id, said)
            return
        self._hear(course, said)
        self._do()

    def _of(self, call_id: CallId) -> Course | None:
        """The call of now, if it is this one."""
        return self._course if self._course and self._course.call_id == call_id else None

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
            self._outfit.post.send(Leave(call_id=call_id, why="restarted"))

    def _begin(self, request: port.StartCall, make_media: MakeMedia) -> None:
        outfit = self._outfit
        invite = Invite(
            call_id=request.call_id,
            concerns=request.concerns,
            language=request.language,
            asked_at_ms=outfit.now_ms(),
            wanted=request.wanted,
            assisted=request.assisted,
            answers=request.answers,
        )
        course = Course(
            invite,
            str(outfit.far_path),
            make_nonce=lambda: secrets.token_hex(16),
            now=outfit.now(),
            records=outfit.recorder is not None,
        )
        self._course = course
        outfit.road.hurry(wanted=True)
        outfit.senses.see("face")
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
            self._far_heard(course, word.samples)
            return
        if isinstance(word, words.PeerFailed):
            _log.debug("no connection to the officer: %s", word.why)
        if isinstance(word, Gone):
            course.engine_gone(self._outfit.now())
        else:
            course.engine_said(word, self._outfit.now())
        self._do()

    def _far_heard(self, course: Course, samples: bytes) -> None:
        if course.held or not course.is_taken:
            return
        self._outfit.ear.hear(samples)
        if self._outfit.recorder:
            self._outfit.recorder.hear_far(samples)
        if self._outfit.witness:
            self._outfit.witness.heard_far(samples)

    def _ear_played(self, samples: bytes, until_heard_s: float) -> None:
        """On the ear's thread."""
        order = words.Played(samples=samples, until_heard_ms=round(1000 * until_heard_s))
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._pass_back, order)

    def _pass_back(self, order: words.Played) -> None:
        """To the engine, which takes it out of what the microphone hears."""
        if self._media:
            self._media.order(order)

    def _microphone_heard(self, samples: bytes) -> None:
        """On the microphone's thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._pass_on, samples)

    def _pass_on(self, samples: bytes) -> None:
        course = self._course
        if course is None or self._media is None or not course.is_taken:
            return
        given = bytes(len(samples)) if course.is_silent else samples
        self._media.order(words.Listen(samples=given))
        if self._outfit.recorder:
            self._outfit.recorder.hear_near(given)
        if self._outfit.witness:
            self._outfit.witness.heard_near(given)

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
                self._do_one(course, deed)
        if course and course is self._course and course.why:
            self._finish()

    def _do_one(self, course: Course, deed: Deed) -> None:
        match deed:
            case ToCounty():
                self._outfit.post.send(deed.record)
            case ToFace():
                self._tell(deed.event)
            case ToEngine() if self._media:
                self._media.order(deed.order)
            case StartEngine() if self._media:
                self._media.start()
            case RedialLink():
                self._outfit.road.redial()
            case See():
                self._outfit.senses.see(deed.of)
            case StartRecorder() | StopRecorder() | Look():
                self._record(course, deed)

    def _record(self, course: Course, deed: StartRecorder | StopRecorder | Look) -> None:
        recorder = self._outfit.recorder
        if recorder is None:
            return
        if isinstance(deed, Look):
            recorder.look(near=deed.near, far=deed.far)
        elif isinstance(deed, StopRecorder):
            recorder.stop()
        else:
            self._start_recorder(course, deed.officer)

    def _start_recorder(self, course: Course, officer: str) -> None:
        outfit = self._outfit
        if outfit.recorder is None:
            return
        subject = Recorded(course.call_id, officer, outfit.near_path, outfit.far_path)
        try:
            outfit.recorder.start(subject, lambda: self._recorder_ended(course))
        except EdgeError as error:
            _log.error("a call cannot be recorded: %s", type(error).__name__)
            course.recorder_ended()
        else:
            course.recorder_runs()

    def _recorder_ended(self, course: Course) -> None:
        if course is self._course:
            _log.error("the recording of a call has ended by itself")
            course.recorder_ended()
            self._do()

    def _tell(self, event: Record) -> None:
        if isinstance(event, port.CallTaken):
            self._outfit.ear.listen(self._ear_played)
        self._outfit.tell(event)
        if self._outfit.witness:
            self._outfit.witness.call_told(event)

    def _finish(self) -> None:
        course, media = self._course, self._media
        self._course = self._media = None
        if self._ticking and self._ticking is not asyncio.current_task():
            self._ticking.cancel()
        self._ticking = None
        outfit = self._outfit
        outfit.senses.listen(None)
        outfit.senses.see(None)
        outfit.ear.close()
        outfit.road.hurry(wanted=False)
        if course:
            _log.debug("a call ended: %s", course.why)
        if media:
            self._in_ending(media.end(), "call.end")
