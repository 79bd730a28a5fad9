"""What the wall's face asks, and what a kiosk asks of the wall: one function for each request."""

from typing import TYPE_CHECKING, Final

from edge.port import Visitor
from edge.route import Route
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


_WALL: Final[tuple[port.Face, ...]] = ("wall",)
WALL_ROUTES: Final[dict[type[Record], Route]] = {
    port.WatchWall: Route(_watch, _WALL),
    port.ReportEmergency: Route(_emergency, _WALL),
}
