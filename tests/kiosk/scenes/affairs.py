"""What the villages make public."""

from kiosk.flows.affairs import ChooseNotice, ChooseRow, ChooseVillage, ReadNotice, RowLine, VillageLine
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from kiosk.flows.typeset.paging import fitting_pages
from tests.kiosk.cast import LINES, NOTICES, VILLAGES


def affairs_scenes(limits: Limits) -> dict[str, Step]:
    account_pages = fitting_pages(NOTICES[0], limits.paper)
    rows = (
        RowLine("收机动地承包款", "07-01 · 131,100.00 · 王秀兰", ""),
        RowLine("收光伏电费1至10月", "07-08 · 124,700.00 · 李建国", ""),
        RowLine("收上级运转经费", "07-15 · 30,000.00 · 周玉", ""),
        RowLine("支自来水管维修，更换村东主管阀门两处", "07-22 · 1,260.00 · 陈福来", ""),
    )
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
        "choose_row": ChooseRow(
            LINES[0],
            rows,
            page=0,
            pages=2,
        ),
        "read_notice-words": ReadNotice(LINES[1], fitting_pages(NOTICES[1], limits.paper)[0]),
    }
