"""What faces ask: each request of the EdgePort has one function here, and each refusal one word.

A function changes state, and tells what happened as an event. What it raises becomes Sorry.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from edge.capture.errors import CaptureError
from edge.errors import LinkDown, NoDraft, NoRoom, NotRecorded, TooManyTries
from edge.port import Visitor
from wire import port
from wire.errors import BadCode, WireError
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent

_log = logging.getLogger(__name__)
Do = Callable[["Agent", Visitor, Any], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """How one request is done."""

    do: Do
    faces: tuple[port.Face, ...] = ("kiosk",)


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


async def _start_preview(agent: "Agent", _visitor: Visitor, _request: port.StartPreview) -> None:
    agent.features.booth.start_preview()


async def _stop_preview(agent: "Agent", _visitor: Visitor, _request: port.StopPreview) -> None:
    agent.features.booth.stop_preview()


async def _start_draft(agent: "Agent", visitor: Visitor, request: port.StartDraft) -> None:
    draft = await agent.features.petitions.begin(request.petition_id, anonymous=request.anonymous)
    visitor.tell(port.DraftStarted(petition_id=draft.petition_id, code=draft.code))


async def _start_recording(agent: "Agent", _visitor: Visitor, request: port.StartRecording) -> None:
    agent.features.booth.start_recording(agent.features.petitions.draft(request.petition_id))


async def _stop_recording(agent: "Agent", _visitor: Visitor, request: port.StopRecording) -> None:
    await agent.features.booth.stop_recording(agent.features.petitions.draft(request.petition_id))


async def _discard(agent: "Agent", visitor: Visitor, request: port.DiscardRecording) -> None:
    await agent.features.booth.discard(agent.features.petitions.draft(request.petition_id))
    visitor.tell(port.RecordingDiscarded(petition_id=request.petition_id))


async def _start_replay(agent: "Agent", _visitor: Visitor, request: port.StartReplay) -> None:
    agent.features.booth.start_replay(agent.features.petitions.draft(request.petition_id))


async def _stop_replay(agent: "Agent", _visitor: Visitor, _request: port.StopReplay) -> None:
    agent.features.booth.stop_replay()


async def _submit(agent: "Agent", visitor: Visitor, request: port.SubmitDraft) -> None:
    visitor.tell(await agent.features.petitions.submit(request.petition_id))


async def _cancel(agent: "Agent", visitor: Visitor, request: port.CancelDraft) -> None:
    await agent.features.petitions.cancel(request.petition_id)
    visitor.tell(port.DraftCancelled(petition_id=request.petition_id))


async def _ask(agent: "Agent", visitor: Visitor, request: port.AskAnswer) -> None:
    replies = await agent.features.answers.ask(request.ask_id, request.code)
    visitor.tell(port.AnswerFound(ask_id=request.ask_id, replies=replies))


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
    port.StopRecording: Route(_stop_recording),
    port.DiscardRecording: Route(_discard),
    port.StartReplay: Route(_start_replay),
    port.StopReplay: Route(_stop_replay),
    port.SubmitDraft: Route(_submit),
    port.CancelDraft: Route(_cancel),
    port.AskAnswer: Route(_ask),
    port.WatchNotices: Route(_watch, _EVERY_FACE),
    port.ReportShown: Route(_shown, _EVERY_FACE),
}

_WORDS: Final[tuple[tuple[type[Exception], port.SorryReason], ...]] = (
    (NoRoom, "disk_full"),
    (NoDraft, "draft_unknown"),
    (NotRecorded, "nothing_recorded"),
    (LinkDown, "link_down"),
    (TooManyTries, "wait"),
    (TimeoutError, "no_answer_in_time"),
    (CaptureError, "busy"),
    (BadCode, "bad_code"),
    (WireError, "bad_request"),
)


def _refusal(request: Record, error: Exception) -> port.Sorry:
    for kind, word in _WORDS:
        if isinstance(error, kind):
            _log.info("%s refused: %s", type(request).__name__, word)
            return _sorry(request, word, retry_after_s=getattr(error, "retry_after_s", 0))
    _log.error("%s failed", type(request).__name__, exc_info=error)
    return _sorry(request, "failed")


def _sorry(request: Record, reason: port.SorryReason, *, retry_after_s: int = 0) -> port.Sorry:
    subject_id = getattr(request, "petition_id", "") or getattr(request, "ask_id", "")
    return port.Sorry(about=type(request).__name__, reason=reason, subject_id=subject_id, retry_after_s=retry_after_s)
