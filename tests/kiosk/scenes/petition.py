"""From the first question to the receipt."""

from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.steps import FaceCamera, ReadPrivacy, ReadReceipt, Record, Review, Sending, Stage
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import CODE


def petition_scenes(_limits: Limits) -> dict[str, Step]:
    return {
        "choose_kind": ChooseKind(),
        "read_privacy": ReadPrivacy(),
        "face_camera": FaceCamera(ready=True),
        "face_camera-wide": FaceCamera(ready=True),
        "face_camera-waking": FaceCamera(),
        "record": Record(elapsed_ms=83_400, level=0.35),
        "record-soon": Record(elapsed_ms=541_000, level=0.6, camera="stalled"),
        "review": Review(duration_ms=83_400),
        "review-playing": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "review-playing-wide": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "sending-saving": Sending(),
        "sending": Sending(stage=Stage.KEPT, fraction=0.46),
        "sending-offline": Sending(stage=Stage.KEPT, fraction=0.0, link_up=False),
        "read_receipt": ReadReceipt(stage=Stage.RECEIVED, code=CODE, fraction=1.0),
        "read_receipt-hidden": ReadReceipt(stage=Stage.KEPT, fraction=0.46),
        "read_receipt-offline": ReadReceipt(stage=Stage.KEPT, code=CODE, link_up=False),
    }
