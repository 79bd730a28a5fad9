"""Every Step there is. A new one is a line here; tests then ask for its screen, its words and its pictures."""

from kiosk.flows.affairs import ChooseNotice, ChooseVillage, ReadNotice
from kiosk.flows.answer import AskCounty, EnterCode, ReadAnswer, ReadNoAnswer
from kiosk.flows.choice import ChooseKind
from kiosk.flows.home import Home
from kiosk.flows.petition.steps import FaceCamera, ReadPrivacy, ReadReceipt, Record, Review, Sending
from kiosk.flows.step import ReadTrouble, Step
from kiosk.flows.visit import StillThere

STEPS: dict[type[Step], str] = {
    Home: "home",
    ChooseKind: "home",
    StillThere: "home",
    ReadTrouble: "home",
    ReadPrivacy: "petition",
    FaceCamera: "petition",
    Record: "petition",
    Review: "petition",
    Sending: "petition",
    ReadReceipt: "petition",
    EnterCode: "answer",
    AskCounty: "answer",
    ReadAnswer: "answer",
    ReadNoAnswer: "answer",
    ChooseVillage: "affairs",
    ChooseNotice: "affairs",
    ReadNotice: "affairs",
}
"""Step → the folder under kiosk/screens that holds its screen."""
