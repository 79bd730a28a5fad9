"""The fixed cast: a point, three villages, what they publish, and a visit at every step."""

from kiosk.flows.affairs import ChooseNotice, ChooseVillage, ReadNotice, VillageLine
from kiosk.flows.answer import AskCounty, EnterCode, ReadAnswer, ReadNoAnswer
from kiosk.flows.choice import ChooseKind
from kiosk.flows.home import Home, notice_line
from kiosk.flows.lines import set_body
from kiosk.flows.paging import pages
from kiosk.flows.petition_steps import FaceCamera, ReadPrivacy, ReadReceipt, Record, Review, Sending, Stage
from kiosk.flows.step import ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Limits
from kiosk.flows.visit import StillThere
from wire.affairs.notice import Column, Notice, Table
from wire.ids import NoticeId, SiteId

POINT = "柳河镇信访接待点"
DUTY_PERSON = "王站长"
VILLAGES = ("东书村", "柳河村", "石桥村")
CODE = "4821093357160437"
OFFICE = "县信访办公室"
ANSWER = (
    "王大山：您反映的柳河村机耕路修补一事，我们看过了视频，也到村里核对了账目。"
    "2026年8月的8,950.00元只修了村口120米，村北的一段没有动工。\n"
    "镇里已经要求柳河村在12月15日以前把村北一段修好，多记的3,100.00元退回集体账户。"
    "修好以后会在村里的大屏上公布，您可以去看。\n"
    "如果到了日子还没有动工，请再来说一声，用同一个号码就能查到这件事。"
)
_SUMMARIES = (
    ("收机动地承包款", 13_110_000, 0),
    ("收光伏电费1至10月", 12_470_000, 0),
    ("收上级运转经费", 3_000_000, 0),
    ("支光伏公益岗工资(12人)", 0, 1_800_000),
    ("支道路塌陷修补", 0, 895_000),
    ("支保洁员工资(6人)", 0, 480_000),
    ("支慰问老党员8户", 0, 160_000),
    ("支自来水管维修，更换村东主管阀门两处", 0, 126_000),
    ("收电费村部", 18_640, 0),
    ("支会计培训差旅", 0, 2_400),
)


def accounts(village: str, *, number: int, rows: int = 24) -> Notice:
    """A quarter's accounts, realistic to the fen."""
    columns = [
        Column(title="日期", kind="date"),
        Column(title="摘要"),
        Column(title="收入", kind="money"),
        Column(title="支出", kind="money"),
        Column(title="经手人"),
    ]
    handlers = ("王秀兰", "李建国", "周玉", "陈福来")
    cells: list[list[str | int]] = []
    for at in range(rows):
        summary, income, expense = _SUMMARIES[at % len(_SUMMARIES)]
        day = f"{7 + at * 3 // rows:02d}-{1 + at * 7 % 28:02d}"
        cells.append([day, summary, income or "", expense or "", handlers[at % len(handlers)]])
    return Notice(
        notice_id=NoticeId(f"{number:032x}"),
        version=1,
        site=SiteId("liuhe"),
        village=village,
        title="2026年第三季度收支明细",
        period="2026年7月至9月",
        body="",
        table=Table(columns=columns, rows=cells),
        as_of="2026-09-30",
        published_at_ms=1_791_000_000_000 + number,
    )


def letter(village: str, *, number: int) -> Notice:
    """A notice of words alone."""
    return Notice(
        notice_id=NoticeId(f"{number:032x}"),
        version=1,
        site=SiteId("liuhe"),
        village=village,
        title="机动地发包公告",
        period="2026年11月",
        body=(
            "经11月6日村民代表会议讨论通过，村北机动地52.65亩公开发包，期限到2028年8月31日，底价每亩每年600.00元。\n"
            "愿意承包的村民，请在11月28日以前到村委会报名，报名时交保证金2,000.00元，没有中标的当天退还。\n"
            "开标定在11月30日上午9点，地点在村委会院里，谁都可以来看。"
        ),
        as_of="2026-11-08",
        published_at_ms=1_794_000_000_000 + number,
    )


NOTICES = (
    accounts("柳河村", number=1),
    letter("柳河村", number=2),
    accounts("东书村", number=3, rows=46),
    accounts("石桥村", number=4, rows=8),
)
LINES = tuple(map(notice_line, NOTICES))


def scenes(limits: Limits) -> dict[str, Step]:
    """A picture's name → the step it shows; the name begins with the step's."""
    return _first_scenes(limits) | _petition_scenes() | _answer_scenes(limits) | _affairs_scenes(limits)


def _first_scenes(limits: Limits) -> dict[str, Step]:
    return {
        "home": Home(POINT, edge_here=True, link_up=True, notices=LINES[: limits.home_notices]),
        "home-offline": Home(POINT, edge_here=True, link_up=False, waiting_petitions=2, notices=LINES[:1]),
        "home-starting": Home(POINT, edge_here=False, link_up=False),
        "choose_kind": ChooseKind(),
        "still_there": StillThere(24),
        "still_there-private": StillThere(24, dim=True),
        "read_trouble-no_camera": ReadTrouble(Trouble.NO_CAMERA, again=True),
        "read_trouble-draft_lost": ReadTrouble(Trouble.DRAFT_LOST, again=True),
        "read_trouble-edge_gone": ReadTrouble(Trouble.EDGE_GONE),
        "read_trouble-disk_full": ReadTrouble(Trouble.DISK_FULL, again=True),
    }


def _petition_scenes() -> dict[str, Step]:
    return {
        "read_privacy": ReadPrivacy(),
        "face_camera": FaceCamera(ready=True),
        "face_camera-wide": FaceCamera(ready=True),
        "face_camera-waking": FaceCamera(),
        "record": Record(elapsed_ms=83_400, level=0.35),
        "record-soon": Record(elapsed_ms=541_000, level=0.6, camera="stalled"),
        "review": Review(duration_ms=83_400),
        "review-playing": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "review-playing-wide": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "sending-saving": Sending(),
        "sending": Sending(stage=Stage.KEPT, fraction=0.46),
        "sending-offline": Sending(stage=Stage.KEPT, fraction=0.0, link_up=False),
        "read_receipt": ReadReceipt(stage=Stage.RECEIVED, code=CODE, fraction=1.0),
        "read_receipt-hidden": ReadReceipt(stage=Stage.KEPT, fraction=0.46),
        "read_receipt-offline": ReadReceipt(stage=Stage.KEPT, code=CODE, link_up=False),
    }


def _answer_scenes(limits: Limits) -> dict[str, Step]:
    letter_lines = set_body(ANSWER, limits.letter.width_em)
    return {
        "enter_code": EnterCode(digits=CODE[:9]),
        "enter_code-complete": EnterCode(digits=CODE),
        "enter_code-wrong": EnterCode(digits=CODE, trouble=Trouble.BAD_CODE),
        "ask_county": AskCounty(waiting_s=2),
        "read_answer": ReadAnswer(
            office=OFFICE,
            written_at_ms=1_795_400_000_000,
            lines=letter_lines[: int(limits.letter.height_lines)],
            pages=2 if len(letter_lines) > int(limits.letter.height_lines) else 1,
        ),
        "read_no_answer": ReadNoAnswer(),
    }


def _affairs_scenes(limits: Limits) -> dict[str, Step]:
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
