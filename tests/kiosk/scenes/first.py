"""Home, being asked whether one is there, and trouble."""

from kiosk.flows.help import ReadHelp
from kiosk.flows.home import Home
from kiosk.flows.step import ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Limits
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import DUTY_PERSON, DUTY_PHONE, LINES, POINT


def first_scenes(limits: Limits) -> dict[str, Step]:
    return {
        "home": Home(POINT, edge_here=True, link_up=True, notices=LINES[: limits.home_notices]),
        "home-offline": Home(
            POINT, edge_here=True, link_up=False, waiting_petitions=2, notices=LINES[: min(limits.home_notices, 1)]
        ),
        "home-starting": Home(POINT, edge_here=False, link_up=False),
        "read_help": ReadHelp(DUTY_PERSON, duty_phone=DUTY_PHONE, at_home=True),
        "read_help-private": ReadHelp(DUTY_PERSON, duty_phone=DUTY_PHONE, dim=True, low=True),
        "still_there": StillThere(24),
        "still_there-private": StillThere(24, dim=True),
        "read_trouble-no_camera": ReadTrouble(Trouble.NO_CAMERA, again=True, other_way=True),
        "read_trouble-draft_lost": ReadTrouble(Trouble.DRAFT_LOST, again=True),
        "read_trouble-edge_gone": ReadTrouble(Trouble.EDGE_GONE),
        "read_trouble-disk_full": ReadTrouble(Trouble.DISK_FULL, again=True),
        "read_trouble-petition_full": ReadTrouble(Trouble.PETITION_FULL, send=True, other_way=True),
    }
