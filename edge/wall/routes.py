"""What the wall's face asks, and what a kiosk asks of the wall: one function for each request."""

from typing import TYPE_CHECKING, Final

from edge.port import Visitor
from edge.route import Route
from edge.wall.proof.proof import Proof
from wire import port
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent


async def _watch(agent: "Agent", visitor: Visitor, _request: port.WatchWall) -> None:
    visitor.watches_wall = True
    for event in agent.features.wall.events():
        visitor.tell(event)


async def _emergency(agent: "Agent", _visitor: Visitor, request: port.ReportEmergency) -> None:
    agent.features.wall.emergency_stands(request)


async def _page(agent: "Agent", _visitor: Visitor, request: port.ReportPage) -> None:
    proof = _proof(agent)
    if proof:
        proof.page(request)


async def _still(agent: "Agent", _visitor: Visitor, request: port.StillShowing) -> None:
    proof = _proof(agent)
    if proof:
        proof.still(request)


async def _refused(agent: "Agent", _visitor: Visitor, request: port.ReportRefused) -> None:
    proof = _proof(agent)
    if proof:
        proof.refused(request)


def _proof(agent: "Agent") -> Proof | None:
    """None on a kiosk's terminal, where a wall's face is only tried out."""
    proving = agent.features.wall.proving
    return proving.proof if proving else None


_WALL: Final[tuple[port.Face, ...]] = ("wall",)
WALL_ROUTES: Final[dict[type[Record], Route]] = {
    port.WatchWall: Route(_watch, _WALL),
    port.ReportEmergency: Route(_emergency, _WALL),
    port.ReportPage: Route(_page, _WALL),
    port.StillShowing: Route(_still, _WALL),
    port.ReportRefused: Route(_refused, _WALL),
}
