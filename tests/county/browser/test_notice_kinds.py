"""Notices of every kind are written at the desk: what is wrong is told, what is right is looked at and published."""

import io

import pytest
from PIL import Image

from county.affairs.models import MediaFile, Notice
from county.affairs.pieces import content_of
from county.config import CountyConfig
from tests.county.browser.conftest import Desk
from tests.county.browser.golden import looks_as_before
from wire.content import Chart, Ledger, Picture, Poster

pytestmark = pytest.mark.browser
BOOK = "日期\t摘要\t收入\t支出\t经手人\n10-03\t土地租金\t12000\t\t王会计\n10-12\t修井\t\t3560.50\t李工\n"


def write(desk: Desk, kind: str, **fields: str) -> None:
    desk.page.goto(f"{desk.url}/affairs/write?kind={kind}")
    desk.page.fill("#id_title", "十月公开")
    desk.page.fill("#id_as_of", "2026-10-31")
    for field, words in fields.items():
        desk.page.fill(f"#id_{field}", words)


def shown() -> object:
    return content_of(Notice.objects.get(current=True))[0]


def test_an_account_that_does_not_balance_is_told_by_how_much(desk: Desk) -> None:
    desk.log_in()
    write(desk, "ledger", opening="1000", closing="9000", rows=BOOK)
    desk.page.click("button[value=look]")
    trouble = desk.page.inner_text(".trouble")

    desk.page.fill("#id_closing", "9,439.50")
    desk.page.click("button[value=look]")
    looks_as_before(desk.page, "notice-ledger")
    desk.page.click("button[value=publish]")

    ledger = shown()
    assert "9,439.50" in trouble
    assert isinstance(ledger, Ledger)
    assert (ledger.closing_fen, len(ledger.rows)) == (943_950, 2)
    desk.page.click("text=更正")
    assert desk.page.input_value("#id_closing") == "9,439.50"
    assert desk.complaints == []


def test_a_picture_is_carried_through_the_look(desk: Desk, home: CountyConfig) -> None:
    out = io.BytesIO()
    Image.new("RGB", (640, 400), (30, 120, 90)).save(out, "PNG")
    desk.log_in()
    write(desk, "picture", caption="村西新修的水泥路")
    desk.page.click("button[value=look]")
    trouble = desk.page.inner_text(".trouble")

    desk.page.set_input_files("#id_file", {"name": "road.png", "mimeType": "image/png", "buffer": out.getvalue()})
    desk.page.click("button[value=look]")
    desk.page.wait_for_load_state("load")
    loaded = desk.page.evaluate("document.querySelector('.brought img').naturalWidth")
    desk.page.click("button[value=publish]")

    picture = shown()
    assert (trouble, loaded) == ("请选一个文件。", 640)
    assert isinstance(picture, Picture)
    assert picture.caption == "村西新修的水泥路"
    assert MediaFile.objects.get().kept_by.name == "李敏"
    assert desk.complaints == []


def test_posters_and_charts(desk: Desk) -> None:
    desk.log_in()
    published = []
    for kind, fields in (
        ("poster", {"headline": "秋收防火", "lines": "田里不烧秸秆。\n看见烟，打 119。"}),
        ("chart", {"bars": "修路\t120000\n修井\t35600\n"}),
    ):
        write(desk, kind, **fields)
        desk.page.click("button[value=look]")
        desk.page.click("button[value=publish]")
        published.append(content_of(Notice.objects.latest("id"))[0])

    assert isinstance(published[0], Poster)
    assert isinstance(published[1], Chart)
    assert published[0].lines == ("田里不烧秸秆。", "看见烟，打 119。")
    assert [bar.value for bar in published[1].bars] == [12_000_000, 3_560_000]
