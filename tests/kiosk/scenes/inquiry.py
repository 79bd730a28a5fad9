"""The formal inquiry, from its question to its end."""

from kiosk.flows.inquiry.record import parts, said
from kiosk.flows.inquiry.steps import (
    AgreeToInquiry,
    AttendInquiry,
    ReadBack,
    ReadInquiryEnd,
    SignInquiry,
    StopInquiry,
)
from kiosk.flows.inquiry.thumb import thumb_at
from kiosk.flows.step import Step
from kiosk.flows.strokes import Sheet
from kiosk.flows.surroundings import Limits
from kiosk.words import Words
from wire.inquiry.sheet import Inquirer
from wire.inquiry.transcript import Entry

OFFICERS = (
    Inquirer(name="李敏", office="县纪委监委第一纪检监察室", credential="豫纪监1024"),
    Inquirer(name="赵强", office="柳河镇纪委", credential="豫纪监2210"),
)
ABOUT = "柳河村村北机耕路的修补款"
ENTRIES = (
    Entry(who="officer", text="2026年8月村北的路修过没有？"),
    Entry(who="villager", text="没有。只修了村口一段，大概120米，村北到现在没有动工。"),
    Entry(who="second", text="您是怎么知道账上记了8,950元的？"),
    Entry(who="villager", text="村里的大屏上公布的，我在这台机器上也看过，日期是8月14日。"),
    Entry(who="remark", text="王大山把抄下的账给镜头看"),
    Entry(who="officer", text="当时还有谁在场？"),
    Entry(who="villager", text="李秀英、周玉两家都在，她们也能作证。"),
)
SIGNED: Sheet = (
    ((300, 90), (520, 84)),
    ((290, 160), (540, 150)),
    ((410, 60), (412, 240)),
    ((270, 244), (560, 236)),
)
_ON = 754


def inquiry_scenes(limits: Limits) -> dict[str, Step]:
    pages = parts(ENTRIES, Words.of("zh_CN"), limits.record)
    short = parts(ENTRIES[:2], Words.of("zh_CN"), limits.record)
    return {
        "agree_to_inquiry": AgreeToInquiry(OFFICERS, ABOUT),
        "attend_inquiry": AttendInquiry("credentials", OFFICERS, elapsed_s=8, recorded=True),
        "attend_inquiry-rights": AttendInquiry("rights", OFFICERS, elapsed_s=41, recorded=True),
        "attend_inquiry-identity": AttendInquiry("identity", OFFICERS, elapsed_s=95, recorded=True),
        "attend_inquiry-questions": AttendInquiry("questions", OFFICERS, entries=ENTRIES, elapsed_s=_ON, recorded=True),
        "attend_inquiry-line": AttendInquiry(
            "questions", OFFICERS, entries=ENTRIES, line=False, elapsed_s=_ON, recorded=True
        ),
        "attend_inquiry-saving": AttendInquiry("end", OFFICERS, saving=True, elapsed_s=_ON),
        "attend_inquiry-end": AttendInquiry("end", OFFICERS, elapsed_s=_ON, recorded=True),
        "stop_inquiry": StopInquiry(elapsed_s=_ON, recorded=True),
        "read_back": ReadBack(
            2, 3, lines=pages[0], parts=len(pages), text=said(ENTRIES, Words.of("zh_CN")), elapsed_s=_ON, recorded=True
        ),
        "read_back-last": ReadBack(1, 1, lines=short[0], text="", elapsed_s=_ON, recorded=True),
        "read_back-wrong": ReadBack(1, 1, lines=short[0], answer="wrong", elapsed_s=_ON, recorded=True),
        "sign_inquiry": SignInquiry(SIGNED, elapsed_s=_ON, recorded=True),
        "sign_inquiry-thumb": SignInquiry(thumb_at((430, 150)), thumb=True, elapsed_s=_ON, recorded=True),
        "read_inquiry_end": ReadInquiryEnd("done", kept=True, has_code=True),
        "read_inquiry_end-not_kept": ReadInquiryEnd("devices_lost", kept=False),
    }
