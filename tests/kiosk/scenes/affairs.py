"""What the villages make public."""

from kiosk.flows.affairs import ChooseNotice, ChooseRow, ChooseVillage, ReadNotice, RowLine, VillageLine
from kiosk.flows.home import notice_line
from kiosk.flows.step import Step
from kiosk.flows.summon import AskWall, ReadOnWall
from kiosk.flows.surroundings import Limits
from kiosk.flows.typeset.paging import notice_pages
from kiosk.words import Words
from tests.kiosk.cast import KINDS, LINES, NOTICES, VILLAGES

SAYS = Words.of("zh_CN")


def affairs_scenes(limits: Limits) -> dict[str, Step]:
    kinds = notice_pages(KINDS, limits.paper, SAYS)
    account_pages = notice_pages(NOTICES[0], limits.paper, SAYS)
    rows = (
        RowLine("收机动地承包款", "07-01\u3000131,100.00\u3000王秀兰", ""),
        RowLine("收光伏电费1至10月", "07-08\u3000124,700.00\u3000李建国", ""),
        RowLine("收上级运转经费", "07-15\u300030,000.00\u3000周玉", ""),
        RowLine("支自来水管维修，更换村东主管阀门两处", "07-22\u30001,260.00\u3000陈福来", ""),
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
        "read_notice-words": ReadNotice(LINES[1], notice_pages(NOTICES[1], limits.paper, SAYS)[0]),
        "read_notice-figures": ReadNotice(notice_line(KINDS), kinds[0], page=0, pages=len(kinds)),
        "read_notice-entries": ReadNotice(notice_line(KINDS), kinds[1], page=1, pages=len(kinds)),
        "ask_wall": AskWall("柳河村", waiting_s=2),
        "read_on_wall-now": ReadOnWall("柳河村", "now"),
        "read_on_wall-soon": ReadOnWall("柳河村", "soon", starts_in_s=170),
        "read_on_wall-no": ReadOnWall("柳河村", "no"),
        "read_on_wall-link_down": ReadOnWall("柳河村", "link_down"),
        "read_on_wall-silent": ReadOnWall("柳河村", "silent"),
    }
