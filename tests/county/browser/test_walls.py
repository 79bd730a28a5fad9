"""The walls at the desk, in a real Chromium: what is seen, set, previewed and proven."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from county.affairs.models import Notice, Village
from county.affairs.publishing import Draft, publish
from county.config import CountyConfig, Preview
from county.officers.models import Officer
from county.wall.looks import note_looked
from county.wall.models import Alarm, Look
from county.wall.proofs import take_batch
from county.wall.wanted import playlist_of_site, profile_of, save_playlist, settings_of
from tests.county.browser.conftest import Desk
from tests.county.browser.golden import looks_as_before
from tests.county.wall.stage import Wall
from wire.ids import NoticeId
from wire.wall.playlist import PlaylistItem, Window
from wire.wall.proof import Shown

pytestmark = pytest.mark.browser


def morning(wall: Wall) -> None:
    """Two villages take turns, then the panel goes off by its hours; all of it has arrived."""
    wall.steps("start")
    for village in ("东书村", "柳河村", "东书村", "柳河村", "东书村"):
        wall.shows(village, seconds=24)
    wall.rests("off_hours", seconds=8 * 3600)
    for batch in wall.batches():
        take_batch("t002", batch)


def notice(title: str = "十月收支明细") -> Notice:
    officer, village = Officer.objects.get(username="limin"), Village.objects.get(name="东书村")
    draft = Draft(village=village, title=title, period="2026年10月", as_of=date(2026, 10, 31), body="如下。")
    return publish(draft, officer)


def test_the_walls_and_what_each_shows(desk: Desk, wall: Wall) -> None:
    morning(wall)
    Alarm.objects.create(terminal_id="t002", kind="broken", about="#7")
    desk.log_in()

    desk.page.goto(f"{desk.url}/walls/")

    first = desk.page.inner_text("tbody tr:first-child")
    assert all(words in first for words in ("t002", "在线", "东书村 十月收支", "72 %", "1 个警报"))
    assert Look.objects.get().terminal_id == "t002"
    looks_as_before(desk.page, "walls")
    assert desk.complaints == []


def test_a_look_appears_by_itself_and_is_held_against_the_proof(desk: Desk, wall: Wall) -> None:
    morning(wall)
    entry = wall.entries[3]
    assert isinstance(entry.fact, Shown)
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/at/t002/")

    desk.page.click("text=现在看一眼")
    look = Look.objects.get()
    note_looked(
        "t002",
        look.look_id,
        wall.looked(look.look_id, pixels_sha256=entry.fact.pixels_sha256, at_ms=entry.began.wall_ms + 9000),
    )

    desk.page.wait_for_selector(".verdict-equal", timeout=6000)
    desk.sees_pictures()
    looks_as_before(desk.page, "wall")
    desk.page.click("text=English")
    assert "Pixels equal the proof" in desk.page.inner_text("#look-at")
    desk.sees_pictures()
    looks_as_before(desk.page, "wall-in-english")
    assert desk.complaints == []


def test_an_alarm_is_settled_by_somebody(desk: Desk, wall: Wall) -> None:
    Alarm.objects.create(terminal_id="t002", kind="rollback", about="root 3, #90")
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/at/t002/")

    desk.page.click("text=已经查看")

    assert Alarm.objects.get().settled_by == Officer.objects.get(username="limin")
    assert desk.page.locator(".warning").count() == 0


def test_a_profile_that_cannot_be_is_told_and_a_good_one_is_the_next_version(desk: Desk, wall: Wall) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/at/t002/profile")
    desk.page.fill("#id_canvas_width_px", "300")
    desk.page.fill("#id_dead", "352 0 32 16\n32 nonsense")
    desk.page.click("main button[type=submit]")
    troubles = desk.page.locator(".trouble").all_inner_texts()

    desk.page.fill("#id_dead", "352 0 32 16")
    desk.page.click("main button[type=submit]")
    troubles += desk.page.locator(".trouble").all_inner_texts()
    looks_as_before(desk.page, "wall-profile")
    desk.page.fill("#id_canvas_width_px", "1920")
    desk.page.fill("#id_canvas_height_px", "1080")
    desk.page.fill("#id_pitch_mm", "7.62")
    desk.page.click("main button[type=submit]")

    saved = settings_of("t002")
    assert troubles == ["这不是一个模组：32 nonsense", "屏的画面放不进这么大的 HDMI 画面。"]
    assert saved is not None
    assert (saved.version, saved.profile.pitch_um, saved.profile.dead[0].x) == (2, 7620, 352)
    assert "还没有采用" in desk.page.inner_text("main")
    assert desk.complaints == []


def test_a_test_pattern_goes_on_and_off(desk: Desk, wall: Wall) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/at/t002/")

    desk.page.select_option("#id_pattern", "modules")
    desk.page.click("text=在屏上显示")
    on = settings_of("t002")
    desk.page.click("button[name=end]")

    assert on is not None
    assert (on.pattern, on.profile) == ("modules", profile_of("t002"))
    assert on.pattern_until_ms > 0
    off = settings_of("t002")
    assert off is not None
    assert (off.version, off.pattern, off.pattern_until_ms) == (3, "none", 0)


def test_previews_at_true_pixels_and_as_seen_from_far_away(desk: Desk, wall: Wall) -> None:
    published = notice()
    notice("refuse")
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/at/t002/preview")
    desk.page.select_option("#what", published.notice_id)
    desk.page.fill("#far", "40")
    desk.page.click("main button[type=submit]")
    desk.sees_pictures()

    assert desk.page.evaluate("[...document.images].slice(1).map(each => each.naturalWidth)") == [768, 768]
    assert "看得出 23.3 毫米宽的空隙，合 2.3 个灯珠" in desk.page.inner_text("main")
    looks_as_before(desk.page, "wall-preview")
    desk.page.select_option("#what", label="东书村 · refuse")
    desk.page.click("main button[type=submit]")
    assert "看不清" in desk.page.inner_text(".trouble")
    assert desk.complaints == []


def test_windows_and_a_duty_of_a_notice(desk: Desk, wall: Wall) -> None:
    published = notice()
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/playlist/{published.notice_id}")
    desk.page.click("text=加一个时段")
    desk.page.check("#id_w-0-weekdays_5")
    desk.page.fill("#id_w-0-market_days", "3 6 9")
    desk.page.fill("#id_w-0-lunar_days", "1-15")
    desk.page.select_option("#id_rule", "quarterly")
    desk.page.click("text=保存并发到各屏")
    troubles = desk.page.locator(".trouble").all_inner_texts()

    desk.page.fill("#id_w-0-lunar_days", "01-15")
    desk.page.fill("#id_first_day", "2026-11-01")
    desk.page.fill("#id_last_day", "2027-01-31")
    looks_as_before(desk.page, "playlist-item")
    desk.page.click("text=保存并发到各屏")

    playlist = playlist_of_site()
    window, duty = playlist.items[0].windows[0], playlist.duties[0]
    assert len(troubles) == 3
    assert (playlist.serial, window.weekdays, window.market_days, window.lunar_days) == (1, (6,), (3, 6, 9), ("01-15",))
    assert (duty.rule, duty.first_day, duty.times_a_day) == ("quarterly", "2026-11-01", 4)
    looks_as_before(desk.page, "playlist")
    assert desk.complaints == []


def test_no_village_can_be_left_out_of_the_order(desk: Desk, wall: Wall) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/playlist/site")
    desk.page.fill("#id_villages", "石桥村\n东书村")
    desk.page.click("main button[type=submit]")
    trouble = desk.page.inner_text(".trouble")

    desk.page.fill("#id_villages", "石桥村\n东书村\n柳河村")
    desk.page.fill("#id_holidays", "2027-01-01\n2026-10-01")
    looks_as_before(desk.page, "playlist-site")
    desk.page.click("main button[type=submit]")

    assert "哪个村都不能" in trouble
    playlist = playlist_of_site()
    assert (playlist.villages[0], playlist.holidays) == ("石桥村", ("2026-10-01", "2027-01-01"))


def test_the_proof_is_counted_and_leaves_as_files(desk: Desk, wall: Wall) -> None:
    morning(wall)
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/proof/?first=2026-11-25&last=2026-11-26")
    rows = [" ".join(text.split()) for text in desk.page.locator("tbody tr").all_inner_texts()]
    looks_as_before(desk.page, "proof")

    with desk.page.expect_download() as table:
        desk.page.click("text=表格")
    with desk.page.expect_download() as log:
        desk.page.click("text=7 条")
    with desk.page.expect_download() as piece:
        desk.page.click("text=只要这几天的")
    with desk.page.expect_download() as script:
        desk.page.click("text=核验日志的小程序")

    assert rows[0].startswith("东书村 3 1.2 分钟")
    assert rows[2].startswith("石桥村 没有播出")
    assert "按时间关屏 8.0 小时" in rows[3]
    assert table.value.path().read_text(encoding="utf-8").count("\n") == 8
    assert log.value.path().read_bytes().count(b"\n") == 9
    for file in (log, piece):
        checked = subprocess.run([sys.executable, script.value.path(), file.value.path()], check=False, timeout=20)
        assert checked.returncode == 0
    assert desk.complaints == []


def test_today_on_a_wall_is_reckoned_by_its_own_rotation(
    desk: Desk, wall: Wall, home: CountyConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    limin = Officer.objects.get(username="limin")
    for village, title, body in (
        ("东书村", "十月收支明细", "村里十月收支如下，欢迎监督。" * 6),
        ("东书村", "修井招标结果", "修井工程由县水利队承做，三千五百六十元。"),
        ("柳河村", "低保名单", "本季新增两户，名单见村委会。" * 2),
    ):
        draft = Draft(village=Village.objects.get(name=village), title=title, as_of=date(2026, 10, 31), body=body)
        published = publish(draft, limin)
    morning_only = (Window(from_minute=480, to_minute=720),)
    items = (PlaylistItem(notice_id=NoticeId(published.notice_id), windows=morning_only),)
    save_playlist(limin, villages=("东书村", "柳河村", "石桥村"), items=items)
    monkeypatch.setattr("county.wall.pages.today.now", lambda: datetime(2026, 11, 27, 1, 30, tzinfo=UTC))
    desk.log_in()
    desk.page.goto(f"{desk.url}/walls/playlist/")

    with override_settings(COUNTY=replace(home, preview=Preview())):
        desk.page.click("p a[href*='/t002/today']")
        looks_as_before(desk.page, "wall-today")
        cells = desk.page.locator(".day-of tbody tr:nth-child(2) td").all_inner_texts()
        desk.in_english()
        looks_as_before(desk.page, "wall-today-in-english")

    hours = desk.page.locator(".day-of thead th").all_inner_texts()
    by_hour = dict(zip(hours[1:], cells, strict=True))
    assert by_hour["7"] == by_hour["13"] == "·"
    assert int(by_hour["9"]) > 20
    assert "石桥村" in desk.page.inner_text("main")
    assert desk.complaints == []
