"""The last look, on its way, the code, and the thanks."""

from datetime import date

from kiosk.flows.case import Case, Stage, Take
from kiosk.flows.petition.check import CheckPetition, check_lines
from kiosk.flows.petition.sending import Sending
from kiosk.flows.receipt import LookAtSlip, ReadReceipt, ReadThanks, TypeBack
from kiosk.flows.slip import Slip
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from kiosk.slip import SlipDrawer
from kiosk.words import Words
from tests.kiosk.cast import CODE, POINT
from wire.ids import PageId, TakeId
from wire.petition.details import Contact, Details, Recusal, SourceRow

_DAY = date(2026, 11, 22).isoformat()
FULL = Case(
    details=Details(
        matter="claim",
        contact=Contact(name="王大山", reach="13800001111", callback="in_person"),
        recusal=Recusal(kept_out=("village", "township"), names="王建军"),
        protection=True,
        representatives=("王大山", "李秀英"),
        others=37,
        source=SourceRow(village="柳河村", title="2026年第三季度收支明细"),
        text="村北的路八月就说修好了，到现在没有动工。",
        assisted=True,
    ),
    takes=(Take(TakeId("1" * 32), "video", 83_400), Take(TakeId("2" * 32), "video", 12_000)),
    pages=(PageId("3" * 32), PageId("4" * 32)),
    code=CODE,
)
"""Somebody who gave everything that can be given."""


def petition_scenes(_limits: Limits) -> dict[str, Step]:
    lines = check_lines(FULL)
    anonymous = Case(details=Details(matter="report"), takes=FULL.takes[:1])
    drawer = SlipDrawer(Words.of("zh_CN"), point=POINT, county="柳县")
    rating = Case(follows=True, code=CODE, details=Details(purpose="rating", rating="fair"), takes=FULL.takes[:1])
    return {
        "check_petition": CheckPetition(check_lines(anonymous)),
        "check_petition-full": CheckPetition(lines[:4], page=0, pages=3),
        "check_petition-more": CheckPetition(lines[4:8], page=1, pages=3),
        "check_petition-last": CheckPetition(lines[8:], page=2, pages=3),
        "check_petition-rating": CheckPetition(check_lines(rating)),
        "check_petition-nothing": CheckPetition(check_lines(Case(details=Details(matter="claim"))), can_send=False),
        "sending-saving": Sending(),
        "sending": Sending(stage=Stage.KEPT, fraction=0.46),
        "sending-offline": Sending(stage=Stage.KEPT, fraction=0.0, link_up=False),
        "sending-follows": Sending(stage=Stage.KEPT, fraction=0.46, follows=True),
        "read_receipt": ReadReceipt(stage=Stage.RECEIVED, code=CODE, voice=True, handset=True, printer=True),
        "read_receipt-hidden": ReadReceipt(stage=Stage.KEPT, voice=True, printer=True),
        "read_receipt-offline": ReadReceipt(stage=Stage.KEPT, code=CODE, link_up=False),
        "read_receipt-warned": ReadReceipt(stage=Stage.KEPT, voice=True, warned=True, printer=True),
        "read_receipt-no_paper": ReadReceipt(stage=Stage.RECEIVED, voice=True, printer=True, paper="no_paper"),
        "read_receipt-practice": ReadReceipt(stage=Stage.SAVING, code=CODE, voice=True, practice=True),
        "look_at_slip": LookAtSlip(drawer.draw(Slip(kind="number", code=CODE, day=_DAY), 384)),
        "type_back": TypeBack(CODE[:7]),
        "type_back-complete": TypeBack(CODE),
        "type_back-wrong": TypeBack(wrong=True),
        "read_thanks": ReadThanks(Stage.RECEIVED, typed=True),
        "read_thanks-offline": ReadThanks(Stage.KEPT, link_up=False),
        "read_thanks-report": ReadThanks(Stage.RECEIVED, promised="working_days"),
        "read_thanks-anonymous": ReadThanks(Stage.RECEIVED, promised="nothing"),
        "read_thanks-refused": ReadThanks(Stage.REFUSED),
        "read_thanks-follows": ReadThanks(Stage.KEPT, follows=True),
        "read_thanks-practice": ReadThanks(Stage.SAVING, practice=True),
    }
