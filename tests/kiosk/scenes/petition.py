"""On its way, and the code."""

from kiosk.flows.petition.steps import ReadReceipt, Sending, Stage
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import CODE


def petition_scenes(_limits: Limits) -> dict[str, Step]:
    return {
        "sending-saving": Sending(),
        "sending": Sending(stage=Stage.KEPT, fraction=0.46),
        "sending-offline": Sending(stage=Stage.KEPT, fraction=0.0, link_up=False),
        "read_receipt": ReadReceipt(stage=Stage.RECEIVED, code=CODE),
        "read_receipt-hidden": ReadReceipt(stage=Stage.KEPT),
        "read_receipt-offline": ReadReceipt(stage=Stage.KEPT, code=CODE, link_up=False),
    }
