"""Home, being asked whether one is there, and trouble."""

from kiosk.flows.home import Home
from kiosk.flows.step import ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Limits
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import LINES, POINT


def first_scenes(limits: Limits) -> dict[str, Step]:
    return {
        "home": Home(POINT, edge_here=True, link_up=True, notices=LINES[: limits.home_notices]),
        "home-offline": Home(POINT, edge_here=True, link_up=False, waiting_petitions=2, notices=LINES[:1]),
        "home-starting": Home(POINT, edge_here=False, link_up=False),
        "still_there": StillThere(24),
        "still_there-private": StillThere(24, dim=True),
        "read_trouble-no_camera": ReadTrouble(Trouble.NO_CAMERA, again=True),
        "read_trouble-draft_lost": ReadTrouble(Trouble.DRAFT_LOST, again=True),
        "read_trouble-edge_gone": ReadTrouble(Trouble.EDGE_GONE),
        "read_trouble-disk_full": ReadTrouble(Trouble.DISK_FULL, again=True),
    }
