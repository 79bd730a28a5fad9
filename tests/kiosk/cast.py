"""The fixed cast: a point, three villages, what they publish, and a visit at every step."""

from kiosk.flows.home import notice_line
from wire.affairs.notice import Notice
from wire.content import Column, Figure, Ledger, LedgerRow, Poster, Summary, Table
from wire.ids import NoticeId, SiteId

POINT = "柳河镇信访接待点"
DUTY_PERSON = "王站长"
DUTY_PHONE = "0355-6021"
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
KINDS = Notice(
    notice_id=NoticeId(f"{5:032x}"),
    version=1,
    site=SiteId("liuhe"),
    village="石桥村",
    title="2026年10月收支明细",
    period="2026年10月",
    content=(
        Ledger(
            opening_fen=21_345_678,
            rows=[
                LedgerRow(day="10-03", summary="收光伏电费", income_fen=1_247_000, handler="王秀兰", voucher="收-031"),
                LedgerRow(
                    day="10-11", summary="支保洁员工资(6人)", expense_fen=480_000, handler="周玉", voucher="付-044"
                ),
                LedgerRow(
                    day="10-19",
                    summary="支自来水管维修，更换村东主管阀门两处",
                    expense_fen=126_000,
                    handler="李建国",
                    voucher="付-045",
                ),
            ],
            closing_fen=21_345_678 + 1_247_000 - 480_000 - 126_000,
        ),
        Summary(
            figures=[
                Figure(label="集体资产", fen=912_345_600),
                Figure(label="其中：机动地", number=53, unit="亩", level=1),
            ]
        ),
        Poster(headline="对账目有疑问，请在这里说", lines=("也可以打县里电话",)),
    ),
    as_of="2026-10-31",
    published_at_ms=1_793_500_000_000,
)
"""An account as a record of its own, beside figures and a sentence."""
