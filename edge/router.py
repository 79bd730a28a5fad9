"""What faces ask: each request of the EdgePort has one function here, and each refusal one word.

A function changes state, and tells what happened as an event. What it raises becomes Sorry.
"""

import logging
from typing import TYPE_CHECKING, Final

from edge.call.errors import InACall, NoEngine
from edge.call.routes import CALL_ROUTES
from edge.capture.errors import BadPage, CannotCover, CaptureError, NoPapersCamera, Occupied
from edge.errors import (
    CameraGone,
    LinkDown,
    NoCamera,
    NoDraft,
    NoMicrophone,
    NoPaper,
    NoPrinter,
    NoRoom,
    NotRecorded,
    NoVoice,
    PetitionFull,
    TooManyTries,
)
from edge.inquiry.errors import NotReady, OldPage
from edge.inquiry.routes import INQUIRY_ROUTES
from edge.petition.takes import Wish
from edge.port import Visitor
from edge.route import Route
from edge.speech.catalogue import INTO_CALL, INTO_RECORDING
from edge.wall.routes import WALL_ROUTES
from wire import port
from wire.errors import BadCode, WireError
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent

_log = logging.getLogger(__name__)


class Router:
    """Does requests of one agent."""

    def __init__(self, agent: "Agent") -> None:
        self._agent = agent

    async def take(self, visitor: Visitor, request: Record) -> None:
        """Raises nothing: whatever goes wrong is told to the face and, without content, to the log."""
        route = ROUTES[type(request)]
        if visitor.face not in route.faces and not isinstance(request, port.Hello):
            visitor.tell(_sorry(request, "bad_request"))
            return
        try:
            await route.do(self._agent, visitor, request)
        except Exception as error:  # noqa: BLE001  # one request that fails must not stop the agent
            visitor.tell(_refusal(request, error))


async def _hello(agent: "Agent", visitor: Visitor, request: port.Hello) -> None:
    if request.protocol != port.PROTOCOL:
        visitor.tell(_sorry(request, "bad_request"))
        visitor.leave()
        return
    visitor.face = request.face
    agent.welcome(visitor)


async def _start_preview(agent: "Agent", _visitor: Visitor, request: port.StartPreview) -> None:
    if agent.features.calls.is_calling:
        raise Occupied("the cameras are the call's")
    agent.features.booth.start_preview(request.of, cover_face=request.cover_face)


async def _stop_preview(agent: "Agent", _visitor: Visitor, _request: port.StopPreview) -> None:
    if not agent.features.calls.is_calling:
        agent.features.booth.stop_preview()


async def _start_draft(agent: "Agent", visitor: Visitor, request: port.StartDraft) -> None:
    draft = await agent.features.petitions.begin(request)
    visitor.tell(port.DraftStarted(petition_id=draft.petition_id, code=draft.code))


async def _start_recording(agent: "Agent", _visitor: Visitor, request: port.StartRecording) -> None:
    _hush_all(agent)
    wish = Wish(request.take_id, request.kind, cover_face=request.cover_face, change_voice=request.change_voice)
    agent.features.booth.start_recording(agent.features.petitions.draft(request.petition_id), wish)


async def _pause_recording(agent: "Agent", _visitor: Visitor, request: port.PauseRecording) -> None:
    agent.features.booth.pause(agent.features.petitions.draft(request.petition_id))


async def _resume_recording(agent: "Agent", _visitor: Visitor, request: port.ResumeRecording) -> None:
    _hush_all(agent)
    agent.features.booth.resume(agent.features.petitions.draft(request.petition_id))


async def _stop_recording(agent: "Agent", _visitor: Visitor, request: port.StopRecording) -> None:
    await agent.features.booth.stop_recording(agent.features.petitions.draft(request.petition_id))


async def _discard(agent: "Agent", visitor: Visitor, request: port.DiscardRecording) -> None:
    await agent.features.booth.discard(agent.features.petitions.draft(request.petition_id), request.take_id)
    visitor.tell(port.RecordingDiscarded(petition_id=request.petition_id, take_id=request.take_id))


async def _start_replay(agent: "Agent", _visitor: Visitor, request: port.StartReplay) -> None:
    _hush_all(agent)
    agent.features.booth.start_replay(agent.features.petitions.draft(request.petition_id), request.take_id)


async def _stop_replay(agent: "Agent", _visitor: Visitor, _request: port.StopReplay) -> None:
    agent.features.booth.stop_replay()


async def _take_page(agent: "Agent", visitor: Visitor, request: port.TakePage) -> None:
    draft = agent.features.petitions.draft(request.petition_id)
    visitor.tell(await agent.features.desk.take_page(draft, request.page_id))


async def _keep_writing(agent: "Agent", visitor: Visitor, request: port.KeepWriting) -> None:
    draft = agent.features.petitions.draft(request.petition_id)
    visitor.tell(await agent.features.desk.keep_writing(draft, request))


async def _show_page(agent: "Agent", visitor: Visitor, request: port.ShowPage) -> None:
    await agent.features.desk.show(agent.features.petitions.draft(request.petition_id), request.page_id)
    visitor.tell(port.PageShown(petition_id=request.petition_id, page_id=request.page_id))


async def _discard_page(agent: "Agent", visitor: Visitor, request: port.DiscardPage) -> None:
    await agent.features.desk.discard(agent.features.petitions.draft(request.petition_id), request.page_id)
    visitor.tell(port.PageDiscarded(petition_id=request.petition_id, page_id=request.page_id))


async def _order_pages(agent: "Agent", _visitor: Visitor, request: port.OrderPages) -> None:
    await agent.features.desk.order(agent.features.petitions.draft(request.petition_id), request.page_ids)


async def _submit(agent: "Agent", visitor: Visitor, request: port.SubmitDraft) -> None:
    visitor.tell(await agent.features.petitions.submit(request.petition_id, request.details))


async def _cancel(agent: "Agent", visitor: Visitor, request: port.CancelDraft) -> None:
    agent.features.speech.hush()
    await agent.features.petitions.cancel(request.petition_id)
    visitor.tell(port.DraftCancelled(petition_id=request.petition_id))


async def _ask(agent: "Agent", visitor: Visitor, request: port.AskAnswer) -> None:
    found = await agent.features.answers.ask(request.ask_id, request.code)
    if found:
        visitor.tell(found)


async def _play_reply(agent: "Agent", _visitor: Visitor, request: port.PlayReply) -> None:
    voice = agent.features.answers.voice(request.ask_id, request.at)
    _make_silence(agent)
    agent.features.speech.play(request.ask_id, voice, private=True)


async def _forget_answer(agent: "Agent", _visitor: Visitor, request: port.ForgetAnswer) -> None:
    agent.features.speech.hush()
    agent.features.answers.forget(request.ask_id)


async def _say(agent: "Agent", _visitor: Visitor, request: port.Say) -> None:
    warns, of_call = (not request.text and known.issuperset(request.prompts) for known in (INTO_RECORDING, INTO_CALL))
    _make_silence(agent, warns=warns, of_call=of_call)
    agent.features.speech.say(request)


def _make_silence(agent: "Agent", *, warns: bool = False, of_call: bool = False) -> None:
    """New sound breaks off old sound, and into a recording only a warning is spoken. Raises Occupied."""
    if agent.features.booth.is_listening and not warns:
        raise Occupied("a recording is running")
    if agent.features.calls.is_talking and not of_call and not agent.features.inquiries.is_recording:
        raise Occupied("an officer is on the line")
    agent.features.booth.end_replay()


def _hush_all(agent: "Agent") -> None:
    """Whoever is recorded, or hears himself, hears nothing else."""
    agent.features.speech.hush()
    agent.features.wall.films.stop()


async def _hush(agent: "Agent", _visitor: Visitor, _request: port.Hush) -> None:
    agent.features.speech.hush()


async def _print_slip(agent: "Agent", visitor: Visitor, request: port.PrintSlip) -> None:
    try:
        await agent.features.slips.print(request.slip_id, request.png)
    finally:
        agent.status_changed()
    visitor.tell(port.SlipPrinted(slip_id=request.slip_id))


async def _watch(agent: "Agent", visitor: Visitor, _request: port.WatchNotices) -> None:
    visitor.watches_notices = True
    visitor.tell(agent.features.affairs.current())


async def _shown(agent: "Agent", _visitor: Visitor, request: port.ReportShown) -> None:
    agent.features.presence.shown(request.shown_sha256)
    agent.publish_state()


_EVERY_FACE: Final[tuple[port.Face, ...]] = ("kiosk", "wall")

ROUTES: Final[dict[type[Record], Route]] = {
    port.Hello: Route(_hello, _EVERY_FACE),
    port.StartPreview: Route(_start_preview),
    port.StopPreview: Route(_stop_preview),
    port.StartDraft: Route(_start_draft),
    port.StartRecording: Route(_start_recording),
    port.PauseRecording: Route(_pause_recording),
    port.ResumeRecording: Route(_resume_recording),
    port.StopRecording: Route(_stop_recording),
    port.DiscardRecording: Route(_discard),
    port.StartReplay: Route(_start_replay),
    port.StopReplay: Route(_stop_replay),
    port.TakePage: Route(_take_page),
    port.KeepWriting: Route(_keep_writing),
    port.ShowPage: Route(_show_page),
    port.DiscardPage: Route(_discard_page),
    port.OrderPages: Route(_order_pages),
    port.SubmitDraft: Route(_submit),
    port.CancelDraft: Route(_cancel),
    port.AskAnswer: Route(_ask),
    port.PlayReply: Route(_play_reply),
    port.ForgetAnswer: Route(_forget_answer),
    port.Say: Route(_say),
    port.Hush: Route(_hush),
    port.PrintSlip: Route(_print_slip),
    port.WatchNotices: Route(_watch, _EVERY_FACE),
    port.ReportShown: Route(_shown, _EVERY_FACE),
    **WALL_ROUTES,
    **CALL_ROUTES,
    **INQUIRY_ROUTES,
}

_WORDS: Final[tuple[tuple[type[Exception], port.SorryReason], ...]] = (
    (PetitionFull, "petition_full"),
    (NoRoom, "disk_full"),
    (NoDraft, "draft_unknown"),
    (NotRecorded, "nothing_recorded"),
    (LinkDown, "link_down"),
    (TooManyTries, "wait"),
    (TimeoutError, "no_answer_in_time"),
    (NoCamera, "no_camera"),
    (CameraGone, "camera_lost"),
    (NoMicrophone, "no_microphone"),
    (NoVoice, "no_voice"),
    (NoPrinter, "no_printer"),
    (NoPaper, "no_paper"),
    (NoPapersCamera, "no_papers_camera"),
    (CannotCover, "cannot_cover"),
    (BadPage, "bad_request"),
    (OldPage, "bad_request"),
    (NotReady, "bad_request"),
    (InACall, "busy"),
    (NoEngine, "no_engine"),
    (CaptureError, "busy"),
    (BadCode, "bad_code"),
    (WireError, "bad_request"),
)

_SUBJECTS: Final = ("petition_id", "call_id", "inquiry_id", "ask_id", "say_id", "slip_id", "summon_id")


def _refusal(request: Record, error: Exception) -> port.Sorry:
    for kind, word in _WORDS:
        if isinstance(error, kind):
            _log.info("%s refused: %s", type(request).__name__, word)
            return _sorry(request, word, retry_after_s=getattr(error, "retry_after_s", 0))
    _log.error("%s failed", type(request).__name__, exc_info=error)
    return _sorry(request, "failed")


def _sorry(request: Record, reason: port.SorryReason, *, retry_after_s: int = 0) -> port.Sorry:
    subject_id = next((str(getattr(request, name)) for name in _SUBJECTS if hasattr(request, name)), "")
    return port.Sorry(about=type(request).__name__, reason=reason, subject_id=subject_id, retry_after_s=retry_after_s)
