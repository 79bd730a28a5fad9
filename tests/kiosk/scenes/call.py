"""The direct line."""

from kiosk.flows.call import ChooseConcerned, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.home import Home
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import POINT

WORDS = (25, 8, 18)


def call_scenes(limits: Limits) -> dict[str, Step]:
    del limits  # nothing here is cut to the panel
    return {
        "home-calls": Home(point=POINT, edge_here=True, link_up=True, calls=True),
        "choose_concerned": ChooseConcerned(),
        "wait_for_officer": WaitForOfficer(ahead=0, waited_s=12),
        "wait_for_officer-ahead": WaitForOfficer(ahead=3, waited_s=83),
        "talk_to_officer": TalkToOfficer("李敏", line="talking", quality="good", words=WORDS),
        "talk_to_officer-connecting": TalkToOfficer("李敏"),
        "talk_to_officer-healing": TalkToOfficer("李敏", line="healing", muted=True, hidden=True),
        "talk_to_officer-poor": TalkToOfficer("李敏", line="talking", quality="poor", words=WORDS, hidden=True),
        "read_call_end": ReadCallEnd("hung_up"),
        "read_call_end-nobody": ReadCallEnd("nobody"),
        "read_call_end-weak": ReadCallEnd("too_weak"),
        "read_call_end-lost": ReadCallEnd("lost"),
        "read_call_end-link": ReadCallEnd("link_down"),
        "read_call_end-engine": ReadCallEnd("no_engine"),
        "read_call_end-left": ReadCallEnd("officer_left"),
        "read_call_end-declined": ReadCallEnd("declined"),
    }
