"""Every Step there is. A new one is a line here; tests then ask for its screen, its words and its pictures."""

from kiosk.flows.affairs import ChooseNotice, ChooseVillage, ReadNotice
from kiosk.flows.answer import AskCounty, EnterCode, ReadAnswer, ReadNoAnswer
from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.petition.identity import ChooseCallback, ChooseIdentity, EnterPhone
from kiosk.flows.petition.kind import ChooseCover, ChooseKind, StaffLeaves
from kiosk.flows.petition.matter import CheckScope, ChooseMatter, ReadElsewhere
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.petition.receipt import ReadReceipt
from kiosk.flows.petition.sending import Sending
from kiosk.flows.petition.takes import ChooseTake, FaceCamera, Record, Review, ReviewTake
from kiosk.flows.step import ReadTrouble, Step
from kiosk.flows.visit import StillThere

STEPS: dict[type[Step], str] = {
    Home: "home",
    StillThere: "home",
    ReadHelp: "home",
    ReadTrouble: "home",
    ChooseMatter: "opening",
    CheckScope: "opening",
    ReadElsewhere: "opening",
    ChooseIdentity: "opening",
    EnterPhone: "opening",
    ChooseCallback: "opening",
    ReadPrivacy: "opening",
    ChooseKind: "recording",
    ChooseCover: "recording",
    StaffLeaves: "recording",
    FaceCamera: "recording",
    Record: "recording",
    Review: "recording",
    ChooseTake: "recording",
    ReviewTake: "recording",
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
