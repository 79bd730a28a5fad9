"""Every Step there is. A new one is a line here; tests then ask for its screen, its words and its pictures."""

from kiosk.flows.affairs import ChooseNotice, ChooseRow, ChooseVillage, ReadNotice
from kiosk.flows.answer.steps import (
    AskCounty,
    AskReview,
    EnterCode,
    RateAnswer,
    ReadAnswer,
    ReadNoAnswer,
    ReadProgress,
    ReadRated,
)
from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.call.before import AnswerRing, ChooseAssisted, ChooseConcerned, ChooseOfficer
from kiosk.flows.call.steps import AgreeToRecording, ReadCallBack, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.inquiry.steps import (
    AgreeToInquiry,
    AttendInquiry,
    ReadBack,
    ReadInquiryEnd,
    SignInquiry,
    StopInquiry,
)
from kiosk.flows.petition.check import CheckPetition
from kiosk.flows.petition.identity import ChooseCallback, ChooseIdentity, EnterPhone
from kiosk.flows.petition.kind import ChooseCover, ChooseKind
from kiosk.flows.petition.matter import CheckScope, ChooseMatter, ReadElsewhere
from kiosk.flows.petition.more_steps import (
    AddMore,
    AskProtection,
    ChooseKeptOut,
    ChooseSource,
    ChooseSourceNotice,
    CountOthers,
    GroupOfPeople,
)
from kiosk.flows.petition.papers import OrderPages, PlacePaper, ReviewPage
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.petition.recording_steps import ChooseTake, FaceCamera, Record, Review, ReviewTake
from kiosk.flows.petition.sending import Sending
from kiosk.flows.petition.writing_steps import WriteByHand, WriteWords
from kiosk.flows.receipt import LookAtSlip, ReadReceipt, ReadThanks, TypeBack
from kiosk.flows.step import ReadTrouble, Step
from kiosk.flows.summon import AskWall, ReadOnWall
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
    AddMore: "adding",
    ChooseKeptOut: "adding",
    AskProtection: "adding",
    GroupOfPeople: "adding",
    CountOthers: "adding",
    ChooseSource: "adding",
    ChooseSourceNotice: "adding",
    CheckPetition: "sending",
    Sending: "sending",
    ReadReceipt: "sending",
    LookAtSlip: "sending",
    TypeBack: "sending",
    ReadThanks: "sending",
    WriteWords: "writing",
    WriteByHand: "writing",
    PlacePaper: "papers",
    ReviewPage: "papers",
    OrderPages: "papers",
    EnterCode: "answer",
    AskCounty: "answer",
    ReadProgress: "answer",
    ReadAnswer: "answer",
    RateAnswer: "answer",
    AskReview: "answer",
    ReadRated: "answer",
    ReadNoAnswer: "answer",
    ChooseVillage: "affairs",
    ChooseNotice: "affairs",
    ReadNotice: "affairs",
    ChooseRow: "affairs",
    ChooseAssisted: "call",
    ChooseOfficer: "call",
    ChooseConcerned: "call",
    WaitForOfficer: "call",
    TalkToOfficer: "call",
    AgreeToRecording: "call",
    ReadCallEnd: "call",
    ReadCallBack: "call",
    AnswerRing: "call",
    AgreeToInquiry: "inquiry",
    AttendInquiry: "inquiry",
    StopInquiry: "inquiry",
    ReadBack: "inquiry",
    SignInquiry: "inquiry",
    ReadInquiryEnd: "inquiry",
    AskWall: "affairs",
    ReadOnWall: "affairs",
}
"""Step → the folder under kiosk/screens that holds its screen."""
