"""Contents with the shapes of real village accounts, one of each kind; everything balances."""

import hashlib
import io
import random
from functools import cache

from PIL import Image, ImageDraw

from wire.affairs.notice import Notice
from wire.content import (
    Bar,
    Chart,
    Column,
    Content,
    Figure,
    Ledger,
    LedgerRow,
    Listing,
    Media,
    Picture,
    Poster,
    Summary,
    Table,
    Text,
    Video,
)
from wire.ids import NoticeId, SiteId
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile

PUBLISHED_MS = 1_785_891_600_000
"""5 August 2026."""
_NAMED_ROWS = (
    ("07-01", "收上级拨付村级运转经费", 3_000_000, 0, "刘桂兰"),
    ("07-02", "支6月份保洁员工资（6人）", 0, 480_000, "刘桂兰"),
    ("07-03", "收村部光伏电费收入（6月）", 1_247_000, 0, "赵守信"),
    ("07-03", "支会计培训差旅费", 0, 2_400, "赵守信"),
    ("07-05", "支自来水管维修", 0, 126_000, "陈满仓"),
    ("07-06", "收机动地承包款（34.5垧）", 13_110_000, 0, "刘桂兰"),
    ("07-08", "支光伏公益岗工资12人×1500元", 0, 1_800_000, "刘桂兰"),
    ("07-09", "支道路塌陷修补（西沟段）", 0, 895_000, "陈满仓"),
    ("07-12", "支慰问老党员8户", 0, 160_000, "赵守信"),
    ("07-15", "收电费村部3月", 18_640, 0, "赵守信"),
)
_SMALL = (
    "支办公用品：笔、本子",
    "支村部电费",
    "支村部水费",
    "支打印复印费",
    "支会议用矿泉水",
    "支垃圾清运费",
    "支路灯维修",
    "支广播喇叭维修",
    "支防汛编织袋",
    "支除草剂",
    "支灭火器年检",
    "支报刊费",
    "支误工补贴（清渠）",
    "支农机用油",
    "支树苗款",
    "收废旧物资处置",
    "收场地租金",
    "支宣传栏更换",
)


@cache
def ledger(count: int = 46) -> Ledger:
    """A village's month: a fifth of it income, amounts from a few yuan to six figures."""
    chance = random.Random(count)  # noqa: S311 - the same rows each time
    rows = [
        LedgerRow(day=day, summary=summary, income_fen=came, expense_fen=went, handler=who)
        for day, summary, came, went, who in _NAMED_ROWS[:count]
    ]
    while len(rows) < count:
        summary = chance.choice(_SMALL)
        fen = min(round(chance.lognormvariate(6.2, 1.1)) * 100 + chance.choice((0, 0, 50)), 900_000)
        came = summary.startswith("收")
        rows.append(
            LedgerRow(
                day=f"07-{15 + len(rows) * 16 // max(count, 1):02d}",
                summary=summary,
                income_fen=fen if came else 0,
                expense_fen=0 if came else fen,
                handler=chance.choice(("刘桂兰", "赵守信", "陈满仓")),
            )
        )
    opening = 4_268_035
    closing = opening + sum(row.income_fen - row.expense_fen for row in rows)
    return Ledger(opening_fen=opening, rows=rows, closing_fen=closing)


SUMMARY = Summary(
    figures=[
        Figure(label="总收入", fen=38_640_000, level=0),
        Figure(label="经营收入", fen=12_470_000, level=1),
        Figure(label="发包及上交收入", fen=13_110_000, level=1),
        Figure(label="补助收入", fen=13_060_000, level=1),
        Figure(label="总支出", fen=21_356_050, level=0),
        Figure(label="管理费用", fen=4_212_050, level=1),
        Figure(label="公益支出", fen=17_144_000, level=1),
        Figure(label="本年收益", fen=17_283_950, level=0),
        Figure(label="参加分配", number=386, unit="户", level=0),
    ]
)
_SURNAMES, _GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    ("大山", "秀英", "桂兰", "建国", "守信", "满仓", "玉梅", "长河", "凤", "铁柱"),
)


@cache
def subsidies(count: int = 24) -> Listing:
    """A list of those who get the subsidy for the soil they till."""
    chance = random.Random(7)  # noqa: S311 - the same rows each time
    rows = list[list[str | int]]()
    for number in range(count):
        tenths = chance.randint(12, 160)
        rows.append(
            [
                f"{1 + number * 6 // count}组",
                chance.choice(_SURNAMES) + chance.choice(_GIVEN),
                f"{tenths / 10:.1f}亩",
                tenths * 10_230 // 10,
            ]
        )
    columns = [
        Column(title="组"),
        Column(title="户主"),
        Column(title="面积", kind="text"),
        Column(title="补贴", kind="money"),
    ]
    return Listing(table=Table(columns=columns, rows=rows), sum_column=3)


CONTRACTS = Listing(
    table=Table(
        columns=[
            Column(title="合同"),
            Column(title="承包人"),
            Column(title="到期", kind="date"),
            Column(title="年租金", kind="money"),
        ],
        rows=[
            ["东滩机动地34.5垧", "王大山", "2028-12-31", 13_110_000],
            ["村部门面房两间", "柳河农资店", "2027-06-30", 1_200_000],
            ["南沟水面12亩养鱼", "周长河", "2029-03-01", 540_000],
            ["砖厂旧址场地", "仰韶建材", "2026-12-31", 2_400_000],
            ["光伏屋顶154千瓦", "县光伏公司", "2041-09-30", 1_540_000],
        ],
    )
)
TEXT = Text(
    body="经村民代表会议讨论通过，西沟段道路自8月10日起封闭施工，工期约20天。"
    "请过往车辆从北坡老路绕行，学生上学由村里安排专人护送。\n"
    "施工由镇里公开招标，中标价86,500.00元，村监委会全程监督。有疑问请到村部或在一体机上说。"
)
POSTER = Poster(headline="秋收防火，人人有责", lines=("田间不烧秸秆", "发现火情打119"))
CHART = Chart(
    bars=[
        Bar(label="公益岗工资", value=1_800_000),
        Bar(label="道路修补", value=895_000),
        Bar(label="保洁工资", value=480_000),
        Bar(label="慰问", value=160_000),
        Bar(label="水管维修", value=126_000),
    ]
)


@cache
def photograph() -> bytes:
    """A road between fields under a morning sky, drawn: 480 by 320."""
    picture = Image.new("RGB", (480, 320))
    pen = ImageDraw.Draw(picture)
    for y in range(190):
        pen.line((0, y, 480, y), fill=(40 + y // 2, 90 + y // 2, 170 + y // 4))
    for y in range(190, 320):
        pen.line((0, y, 480, y), fill=(60 + (y - 190) // 3, 120 - (y - 190) // 4, 40))
    pen.ellipse((350, 50, 410, 110), fill=(255, 220, 120))
    pen.polygon(((0, 200), (120, 120), (230, 190), (340, 130), (480, 195), (480, 200), (0, 205)), fill=(50, 80, 70))
    pen.polygon(((215, 200), (245, 200), (360, 320), (90, 320)), fill=(150, 146, 140))
    for at in range(5):
        top = 205 + at * at * 5
        pen.polygon(
            ((228, top), (232, top), (233 + at, top + 6 + at * 3), (226 - at, top + 6 + at * 3)), fill=(250, 240, 200)
        )
    for x in range(20, 200, 30):
        pen.rectangle((x, 240 + x % 40, x + 10, 262 + x % 40), fill=(210, 170, 60))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _media(body: bytes, media_type: str, *, size: tuple[int, int], length_ms: int = 0) -> Media:
    sha256 = hashlib.sha256(body).hexdigest()
    kind: dict[str, object] = {"media_type": media_type}
    return Media(
        sha256=sha256,
        length=len(body),
        pieces=[sha256],
        width=size[0],
        height=size[1],
        length_ms=length_ms,
        **kind,  # type: ignore[arg-type]
    )


PICTURE = Picture(media=_media(photograph(), "image/png", size=(480, 320)), caption="西沟段道路修补完工，7月28日")
VIDEO = Video(
    media=_media(b"a film", "video/mp4", size=(640, 360), length_ms=24_000), caption="光伏板擦洗现场，7月15日"
)
SAMPLES: dict[str, Content] = {
    "text": TEXT,
    "ledger": ledger(),
    "summary": SUMMARY,
    "listing": subsidies(),
    "poster": POSTER,
    "chart": CHART,
    "picture": PICTURE,
    "video": VIDEO,
}
TITLES = {
    "text": "道路封闭施工通知",
    "ledger": "7月财务收支",
    "summary": "收益分配统计表",
    "listing": "耕地地力保护补贴",
    "poster": "防火通告",
    "chart": "7月主要支出",
    "picture": "道路修补完工",
    "video": "光伏板擦洗",
}


def notice(*content: Content, title: str = "7月财务收支", village: str = "仰韶村", version: int = 1) -> Notice:
    number = hashlib.sha256(title.encode()).hexdigest()[:32]
    return Notice(
        notice_id=NoticeId(number),
        version=version,
        site=SiteId("liuhe"),
        village=village,
        title=title,
        period="2026年7月",
        content=content,
        as_of="2026-07-31",
        published_at_ms=PUBLISHED_MS,
    )


WALLS: dict[str, WallProfile] = {
    "128x32": WallProfile(width_px=128, height_px=32, pitch_um=10_000, farthest_m=15),
    "256x64": WallProfile(width_px=256, height_px=64, pitch_um=10_000, farthest_m=15),
    "192x96": WallProfile(width_px=192, height_px=96, pitch_um=10_000, farthest_m=15),
    "256x128": WallProfile(width_px=256, height_px=128, pitch_um=10_000, farthest_m=15),
    "384x192": WallProfile(width_px=384, height_px=192, pitch_um=10_000, farthest_m=15),
    "512x256": WallProfile(width_px=512, height_px=256, pitch_um=10_000, farthest_m=17),
    "768x384": WallProfile(width_px=768, height_px=384, pitch_um=5_000, farthest_m=15),
    "1920x64": WallProfile(
        width_px=1920,
        height_px=64,
        pitch_um=10_000,
        farthest_m=15,
        strips=5,
        canvas_width_px=1920,
        canvas_height_px=1080,
    ),
    "1920x1080": WallProfile(width_px=1920, height_px=1080, pitch_um=2_500, farthest_m=15),
}


def emergency(*, drill: bool = False) -> Emergency:
    return Emergency(
        emergency_id="e" * 32,
        version=1,
        site=SiteId("liuhe"),
        kind="flood",
        headline="山洪预警，请立即转移到村小学",
        lines=("带上老人孩子，走北坡路", "联系赵强 0351-7654321"),
        drill=drill,
        issued_at_ms=PUBLISHED_MS,
        expires_at_ms=PUBLISHED_MS + 3_600_000,
        officers=["李敏", "赵强"],
    )
