"""What the kiosk asks of a call: one function for each request."""

from typing import TYPE_CHECKING, Final

from edge.capture.errors import Occupied
from edge.errors import LinkDown
from edge.port import Visitor
from edge.route import Route
from wire import port
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent


async def _start(agent: "Agent", _visitor: Visitor, request: port.StartCall) -> None:
    if not agent.status().link_up:
        raise LinkDown("the county cannot be called now")
    if agent.features.booth.is_listening:
        raise Occupied("a recording is running")
    agent.features.booth.end_replay()
    agent.features.calls.start(request)
    agent.features.direct_line.rings.answered(request.answers)
    agent.features.wall.films.stop()


async def _end(agent: "Agent", _visitor: Visitor, request: port.EndCall) -> None:
    agent.features.calls.end(request.call_id)


async def _mute(agent: "Agent", _visitor: Visitor, request: port.MuteMe) -> None:
    agent.features.calls.mute(request.call_id, muted=request.muted)


async def _hide(agent: "Agent", _visitor: Visitor, request: port.CameraOff) -> None:
    agent.features.calls.hide(request.call_id, hidden=request.off)


async def _show_paper(agent: "Agent", _visitor: Visitor, request: port.ShowPaper) -> None:
    agent.features.calls.show_paper(request.call_id, shown=request.shown)


async def _allow_recording(agent: "Agent", _visitor: Visitor, request: port.AllowRecording) -> None:
    agent.features.calls.allow_recording(request.call_id, allowed=request.allowed)


async def _want_call_back(agent: "Agent", visitor: Visitor, request: port.WantCallBack) -> None:
    if not agent.status().link_up:
        raise LinkDown("the county cannot be told now")
    await agent.features.direct_line.wishes.want(request.call_id)
    visitor.tell(port.CallBackKept(call_id=request.call_id))


async def _refuse_ring(agent: "Agent", _visitor: Visitor, request: port.RefuseRing) -> None:
    agent.features.direct_line.rings.refuse(request.ring_id)


CALL_ROUTES: Final[dict[type[Record], Route]] = {
    port.StartCall: Route(_start),
    port.EndCall: Route(_end),
    port.MuteMe: Route(_mute),
    port.CameraOff: Route(_hide),
    port.ShowPaper: Route(_show_paper),
    port.AllowRecording: Route(_allow_recording),
    port.WantCallBack: Route(_want_call_back),
    port.RefuseRing: Route(_refuse_ring),
}
