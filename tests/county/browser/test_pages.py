"""Every page of the console, as it was judged good; and what the pages do by themselves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from county.affairs.models import Notice, Village
from county.affairs.publishing import Draft, publish
from county.fleet.models import Terminal
from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.petition.models import Matter
from tests.county.browser.conftest import Desk, arrived, key_text
from tests.county.browser.golden import looks_as_before
from tests.county.cast import Device, Sealed, bytes_petition, further, video_petition
from tests.county.conftest import PASSWORD
from wire.ids import PetitionId
from wire.seal.age import DraftIdentity

pytestmark = pytest.mark.browser

PASTED = "日期\t事项\t收入（元）\t支出（元）\n2026-10-03\t土地租金\t12000\t0\n2026-10-12\t修井\t0\t3,560.5\n"


def petition_in(ingest: Ingest, device: Device, *, state: str, days_left: int | None) -> None:
    sealed = arrived(ingest, bytes_petition(device, 90_000, 4_000))
    due = None if days_left is None else timezone.now() + timedelta(days=days_left)
    Matter.objects.filter(mailbox=sealed.mailbox).update(state=state, due_at=due)


def write_notice(desk: Desk) -> None:
    desk.page.goto(f"{desk.url}/affairs/write")
    desk.page.select_option("#id_village", label="东书村")
    for field, words in (("title", "十月收支明细"), ("period", "2026年10月"), ("body", "村里十月收支如下，欢迎监督。")):
        desk.page.fill(f"#id_{field}", words)
    desk.page.fill("#id_as_of", "2026-10-31")
    desk.page.fill("#id_table", PASTED)


def test_logging_in(desk: Desk) -> None:
    desk.page.goto(f"{desk.url}/")
    looks_as_before(desk.page, "login")
    desk.in_english()
    looks_as_before(desk.page, "login-in-english")
    desk.page.click("text=简体中文")

    desk.log_in_by_hand("limin", PASSWORD)

    assert desk.page.inner_text("h1") == "信访"
    assert desk.complaints == []


def test_a_wrong_password_is_said_and_many_close_the_login(desk: Desk) -> None:
    said = []
    for _ in range(5):
        desk.log_in_by_hand("limin", "not-the-password")
        said.append(desk.page.inner_text("main"))

    assert "请输入一个正确的用户名和密码" in said[0]
    assert "密码错得太多了" in said[-1]
    looks_as_before(desk.page, "login-locked")


def test_the_inbox_has_what_runs_out_first_on_top(desk: Desk, ingest: Ingest, t001: Device) -> None:
    for state, days_left in (("accepted", 41), ("received", 15), ("received", -5), ("received", 1), ("answered", None)):
        petition_in(ingest, t001, state=state, days_left=days_left)

    desk.log_in()

    assert desk.page.locator(".due").all_inner_texts() == ["已超 5 天", "还剩 1 天", "还剩 15 天", "还剩 41 天"]
    looks_as_before(desk.page, "inbox")
    assert desk.complaints == []


def test_a_matter_is_one_row_and_comes_back_with_what_came_after_its_answer(
    desk: Desk, ingest: Ingest, t001: Device, mallory: Device
) -> None:
    first = arrived(ingest, bytes_petition(t001, 90_000, 4_000))
    Matter.objects.update(state="answered", due_at=None)
    desk.log_in()
    before = desk.page.locator("tbody tr").count()

    later = arrived(ingest, further(first, 10_000, device=mallory))
    desk.page.wait_for_selector("tbody tr", timeout=6000)

    row = desk.page.inner_text("tbody tr")
    assert before == 0
    assert all(words in row for words in ("已答复", "有新来件", "还剩 15 天", "\t2\t", "mallory"))
    desk.page.click("tbody a")
    assert desk.page.url.endswith(f"/petitions/{later.petition_id}/")
    desk.page.click("text=已看，不用再办")
    desk.page.goto(f"{desk.url}/")
    assert desk.page.locator("tbody tr").count() == 0


def test_a_new_petition_appears_by_itself(desk: Desk, ingest: Ingest, t001: Device) -> None:
    desk.log_in()
    assert desk.page.locator("tbody tr").count() == 0

    petition_in(ingest, t001, state="received", days_left=15)

    desk.page.wait_for_selector("tbody tr", timeout=6000)
    assert desk.complaints == []


def test_the_petition_page_before_and_after_opening(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = video_petition(t001, [office.recipient], text="井里没水了。", petition_id=PetitionId("7f3a" * 8))
    arrived(ingest, sealed)
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{sealed.petition_id}/")
    desk.page.wait_for_selector("#open:enabled")
    looks_as_before(desk.page, "petition-sealed")

    desk.page.set_input_files("#key-file", {"name": "office.agekey", "mimeType": "", "buffer": key_text(office)})
    desk.page.click("#open")
    desk.says("内容都在")

    looks_as_before(desk.page, "petition-open")
    desk.page.fill("#answer-text", "已派人去修井，三天内来水。\n来水以后，请到村委会说一声。")
    desk.page.click("#send")
    desk.page.wait_for_selector("#sent:not([hidden])")
    looks_as_before(desk.page, "petition-answered")
    assert desk.complaints == []


def test_taking_up_and_closing_are_steps_of_their_own(desk: Desk, petition: Sealed) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{petition.petition_id}/")

    desk.page.click("text=受理")

    assert desk.page.locator(".changes li span").all_inner_texts() == ["已收到", "已受理"]
    assert Matter.objects.get().state == "accepted"


def test_a_notice_is_written_looked_at_published_and_withdrawn(desk: Desk) -> None:
    desk.log_in()
    write_notice(desk)
    looks_as_before(desk.page, "notice-written")

    desk.page.click("button[value=look]")
    looks_as_before(desk.page, "notice-looked-at")
    assert not Notice.objects.exists()
    desk.page.click("button[value=publish]")
    looks_as_before(desk.page, "notices")
    table = Notice.objects.get(current=True).table
    desk.page.click("text=撤下")
    looks_as_before(desk.page, "notice-withdrawing")
    desk.page.click("main button[type=submit]")

    assert table is not None
    assert [column["kind"] for column in table["columns"]] == ["date", "text", "money", "money"]
    assert table["rows"][1] == ["2026-10-12", "修井", 0, 356050]
    assert not Notice.objects.filter(current=True).exists()
    assert desk.complaints == []


def test_a_published_notice_is_corrected_as_its_next_version(desk: Desk) -> None:
    village, officer = Village.objects.get(name="石桥村"), Officer.objects.get(username="zhaoqiang")
    publish(Draft(village=village, title="水费", as_of=date(2026, 10, 31), body="每吨二元。"), officer)
    desk.log_in()
    desk.page.goto(f"{desk.url}/affairs/")

    desk.page.click("text=更正")
    desk.page.fill("#id_body", "每吨二元五角。")
    looks_as_before(desk.page, "notice-corrected")
    desk.page.click("button[value=look]")
    desk.page.click("button[value=publish]")

    assert list(Notice.objects.order_by("version").values_list("version", "current")) == [(1, False), (2, True)]


def test_the_terminals(desk: Desk, registered: None) -> None:
    now = timezone.now()
    Terminal.objects.filter(terminal_id="t001").update(
        online=True, heard_at=now, birth=3, role="kiosk", face_connected=True, version="0.1.0", disk_free_bytes=51 << 30
    )
    Terminal.objects.create(
        terminal_id="t002",
        site="liuhe",
        point="柳河镇院内大屏",
        online=True,
        heard_at=now - timedelta(minutes=9),
        role="wall",
    )
    desk.log_in()

    desk.page.goto(f"{desk.url}/terminals/")

    assert desk.page.locator(".presence").all_inner_texts() == ["还没有联系过", "在线", "没有回音"]
    looks_as_before(desk.page, "terminals")
    assert desk.complaints == []


def test_the_officers_choice_of_language_counts_and_the_browsers_does_not(desk: Desk) -> None:
    desk.page.goto(f"{desk.url}/login/")
    first = desk.page.inner_text("h1")

    desk.page.click("text=English")

    assert (first, desk.page.inner_text("h1")) == ("登录", "Log in")


def test_what_answers_in_a_pages_place_says_what_to_do(desk: Desk) -> None:
    Officer.objects.filter(username="limin").update(publishes=False)
    desk.log_in()

    desk.page.goto(f"{desk.url}/affairs/")
    looks_as_before(desk.page, "not-for-you", template="403.html")
    desk.page.goto(f"{desk.url}/nowhere/")
    looks_as_before(desk.page, "not-there", template="404.html")
    desk.page.goto(f"{desk.url}/")
    desk.page.evaluate("for (const one of document.querySelectorAll('[name=csrfmiddlewaretoken]')) one.value = 'old'")
    desk.page.click("text=English")
    looks_as_before(desk.page, "too-old", template="403_csrf.html")


@pytest.mark.parametrize(("error", "template"), [(ValueError("x"), "500.html"), (OSError("disk is full"), "503.html")])
def test_a_station_that_fails_says_that_nothing_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, error: Exception, template: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    desk.log_in()
    monkeypatch.setattr("county.fleet.pages.render", fails)

    desk.page.goto(f"{desk.url}/terminals/")
    looks_as_before(desk.page, {"500.html": "mistake", "503.html": "disk-full"}[template], template=template)
