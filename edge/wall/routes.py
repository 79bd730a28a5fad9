"""What the wall's face asks, and what a kiosk asks of the wall: one function for each request."""

from typing import TYPE_CHECKING, Final

from edge.capture.errors import Occupied
from edge.port import Visitor
from edge.route import Route
from edge.wall.proof.proof import Proof
from wire import port
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent


async def _watch(agent: "Agent", visitor: Visitor, _request: port.WatchWall) -> None:
    visitor.watches_wall = True
    # it has no film yet; the one before it may have left without a word
    agent.features.wall.films.stop()
    for event in agent.features.wall.events():
        visitor.tell(event)


async def _emergency(agent: "Agent", _visitor: Visitor, request: port.ReportEmergency) -> None:
    agent.features.wall.emergency_stands(request)


async def _page(agent: "Agent", _visitor: Visitor, request: port.ReportPage) -> None:
    agent.wall_shows(request.page.pixels_sha256 if request.page else "")
    proof = _proof(agent)
    if proof:
        proof.page(request)


async def _still(agent: "Agent", _visitor: Visitor, request: port.StillShowing) -> None:
    proof = _proof(agent)
    if proof:
        proof.still(request)


async def _play_sound(agent: "Agent", _visitor: Visitor, request: port.PlaySound) -> None:
    if agent.is_speaker_taken:
        raise Occupied("somebody speaks, or is recorded")
    agent.features.wall.films.play(request)


async def _stop_sound(agent: "Agent", _visitor: Visitor, _request: port.StopSound) -> None:
    agent.features.wall.films.stop()


async def _answer_summon(agent: "Agent", _visitor: Visitor, request: port.AnswerSummon) -> None:
    agent.features.wall.asked.summons.answer(request)


async def _answer_look(agent: "Agent", _visitor: Visitor, request: port.AnswerLook) -> None:
    agent.features.wall.asked.looks.answer(request)


async def _call_village(agent: "Agent", visitor: Visitor, request: port.CallVillage) -> None:
    visitor.tell(await agent.features.wall.asked.calls.call(request))


async def _refused(agent: "Agent", _visitor: Visitor, request: port.ReportRefused) -> None:
    agent.features.wall.report.refused(request)
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
    port.PlaySound: Route(_play_sound, _WALL),
    port.StopSound: Route(_stop_sound, _WALL),
    port.AnswerSummon: Route(_answer_summon, _WALL),
    port.AnswerLook: Route(_answer_look, _WALL),
    port.CallVillage: Route(_call_village),
}
