"""What the kiosk asks of an inquiry: one function for each request."""

from typing import TYPE_CHECKING, Final

from edge.port import Visitor
from edge.route import Route
from wire import port
from wire.record import Record

if TYPE_CHECKING:
    from edge.agent import Agent


async def _agree(agent: "Agent", _visitor: Visitor, request: port.AgreeToInquiry) -> None:
    if request.agreed and agent.features.inquiries.is_asked(request.inquiry_id):
        agent.features.direct_line.calls.show_whole()
    agent.features.inquiries.agree(request.inquiry_id, agreed=request.agreed)


async def _agree_to_step(agent: "Agent", _visitor: Visitor, request: port.AgreeToStep) -> None:
    agent.features.inquiries.agree_to_step(request.inquiry_id, request.step)


async def _confirm(agent: "Agent", _visitor: Visitor, request: port.ConfirmPage) -> None:
    agent.features.inquiries.confirm(request)


async def _sign(agent: "Agent", _visitor: Visitor, request: port.SignInquiry) -> None:
    await agent.features.inquiries.sign(request.inquiry_id, request.png)


async def _leave(agent: "Agent", _visitor: Visitor, request: port.LeaveInquiry) -> None:
    agent.features.inquiries.leave(request.inquiry_id)


INQUIRY_ROUTES: Final[dict[type[Record], Route]] = {
    port.AgreeToInquiry: Route(_agree),
    port.AgreeToStep: Route(_agree_to_step),
    port.ConfirmPage: Route(_confirm),
    port.SignInquiry: Route(_sign),
    port.LeaveInquiry: Route(_leave),
}
