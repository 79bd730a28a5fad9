"""The direct line."""

from kiosk.flows.call.before import AnswerRing, ChooseAssisted, ChooseConcerned, ChooseOfficer
from kiosk.flows.call.steps import AgreeToRecording, ReadCallBack, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.home import Home
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import POINT

WORDS = (25, 8, 18)
ALSO = "赵强 · 柳河镇纪委"


def call_scenes(limits: Limits) -> dict[str, Step]:
    del limits  # nothing here is cut to the panel
    return {
        "home-calls": Home(point=POINT, edge_here=True, link_up=True, calls=True),
        "choose_assisted": ChooseAssisted(),
        "choose_officer": ChooseOfficer(),
        "choose_concerned": ChooseConcerned(),
        "wait_for_officer": WaitForOfficer(ahead=0, waited_s=12),
        "wait_for_officer-ahead": WaitForOfficer(wanted="township", ahead=3, waited_s=83),
        "talk_to_officer": TalkToOfficer("李敏", line="talking", quality="good", words=WORDS, papers=True),
        "talk_to_officer-connecting": TalkToOfficer("李敏"),
        "talk_to_officer-healing": TalkToOfficer("李敏", line="healing", muted=True, hidden=True),
        "talk_to_officer-poor": TalkToOfficer("李敏", line="talking", quality="poor", words=WORDS, hidden=True),
        "talk_to_officer-held": TalkToOfficer("李敏", line="talking", quality="fair", words=WORDS, held=True),
        "talk_to_officer-sound": TalkToOfficer("李敏", line="talking", quality="poor", words=WORDS, sound_only=True),
        "talk_to_officer-recorded": TalkToOfficer(
            "李敏", line="talking", quality="good", words=WORDS, papers=True, paper=True, also=ALSO, recorded=True
        ),
        "agree_to_recording": AgreeToRecording("李敏"),
        "read_call_end": ReadCallEnd("hung_up"),
        "read_call_end-nobody": ReadCallEnd("nobody"),
        "read_call_end-weak": ReadCallEnd("too_weak"),
        "read_call_end-lost": ReadCallEnd("lost"),
        "read_call_end-link": ReadCallEnd("link_down"),
        "read_call_back": ReadCallBack("kept"),
        "read_call_back-failed": ReadCallBack("failed"),
        "answer_ring": AnswerRing("10:32"),
    }
