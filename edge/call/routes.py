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
    agent.features.wall.films.stop()


async def _end(agent: "Agent", _visitor: Visitor, request: port.EndCall) -> None:
    agent.features.calls.end(request.call_id)


async def _mute(agent: "Agent", _visitor: Visitor, request: port.MuteMe) -> None:
    agent.features.calls.mute(request.call_id, muted=request.muted)


async def _hide(agent: "Agent", _visitor: Visitor, request: port.CameraOff) -> None:
    agent.features.calls.hide(request.call_id, hidden=request.off)


CALL_ROUTES: Final[dict[type[Record], Route]] = {
    port.StartCall: Route(_start),
    port.EndCall: Route(_end),
    port.MuteMe: Route(_mute),
    port.CameraOff: Route(_hide),
}
