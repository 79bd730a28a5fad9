"""What the villages make public."""

from kiosk.flows.affairs import ChooseNotice, ChooseVillage, ReadNotice, VillageLine
from kiosk.flows.paging import pages
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import LINES, NOTICES, VILLAGES


def affairs_scenes(limits: Limits) -> dict[str, Step]:
    account_pages = pages(NOTICES[0], limits.paper)
    return {
        "choose_village": ChooseVillage(tuple(VillageLine(name, 2, "2026-09-30") for name in VILLAGES)),
        "choose_village-empty": ChooseVillage(),
        "choose_village-many": ChooseVillage(
            tuple(VillageLine(f"{VILLAGES[at % 3]}{at + 1}组", 2, "2026-09-30") for at in range(limits.villages)),
            page=1,
            pages=3,
        ),
        "choose_notice": ChooseNotice("柳河村", LINES[:2]),
        "read_notice": ReadNotice(LINES[0], account_pages[0], page=0, pages=len(account_pages)),
        "read_notice-words": ReadNotice(LINES[1], pages(NOTICES[1], limits.paper)[0]),
    }
