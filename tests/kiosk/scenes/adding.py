"""What may be added to a statement."""

from kiosk.flows.petition.more_steps import (
    AddMore,
    AskProtection,
    ChooseKeptOut,
    ChooseSource,
    ChooseSourceNotice,
    CountOthers,
    GroupOfPeople,
)
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import LINES, VILLAGES
from tests.kiosk.scenes.petition import FULL
from wire.petition.details import SourceRow

_ROW = SourceRow(
    village="柳河村",
    title="2026年第三季度收支明细",
    row="08-13 · 支道路塌陷修补 · 8,950.00 · 王秀兰",
)
_FIVE = ("王大山", "李秀英", "张国强", "刘桂兰", "陈福来")


def adding_scenes(_limits: Limits) -> dict[str, Step]:
    return {
        "add_more": AddMore(),
        "add_more-full": AddMore(FULL.details),
        "choose_kept_out": ChooseKeptOut(),
        "choose_kept_out-marked": ChooseKeptOut(("village", "township"), "王建军"),
        "ask_protection": AskProtection(),
        "ask_protection-asked": AskProtection(asked=True),
        "group_of_people": GroupOfPeople(),
        "group_of_people-some": GroupOfPeople(_FIVE[:2], written=1, others=37),
        "group_of_people-full": GroupOfPeople(_FIVE, others=4000, full=True),
        "count_others": CountOthers("37"),
        "choose_source": ChooseSource(VILLAGES),
        "choose_source-row": ChooseSource(VILLAGES, _ROW),
        "choose_source-many": ChooseSource((*VILLAGES, "上杨村"), page=1, pages=5),
        "choose_source-nothing": ChooseSource(),
        "choose_source_notice": ChooseSourceNotice("柳河村", LINES[:2]),
        "choose_source_notice-many": ChooseSourceNotice("柳河村", (*LINES[:2], *LINES[:2]), page=0, pages=3),
    }
