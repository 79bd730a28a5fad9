"""An officer opens, sees and answers a petition; what goes wrong is said in words; nothing is left behind."""

from pathlib import Path

import pytest

from county.config import CountyConfig
from county.petition.models import Matter, Petition, Reply
from tests.county.browser.conftest import Desk, key_text
from tests.county.browser.locked_key import locked
from tests.county.cast import CANARY, Sealed
from tests.county.conftest import PASSWORD
from wire.codec import from_json
from wire.petition.mailbox import ReplyText
from wire.seal.age import DraftIdentity

pytestmark = pytest.mark.browser

ANSWER = "已派人去修井，三天内来水。"


def open_with(desk: Desk, sealed: Sealed, key: bytes) -> None:
    desk.page.goto(f"{desk.url}/petitions/{sealed.petition_id}/")
    desk.page.set_input_files("#key-file", {"name": "office.agekey", "mimeType": "", "buffer": key})
    desk.page.click("#open")


def answer(desk: Desk, text: str) -> None:
    desk.page.wait_for_selector("#answer:not([hidden])")
    desk.page.fill("#answer-text", text)
    desk.page.click("#send")
    desk.page.wait_for_selector("#sent:not([hidden])")


def files_with(words: str, *folders: Path) -> list[Path]:
    """Every file under these folders that holds the words in UTF-8 or UTF-16."""
    wanted = (words.encode(), words.encode("utf-16-le"))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in wanted)]


def test_the_video_plays_in_the_officers_browser(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()

    open_with(desk, petition, key_text(office))
    desk.says("内容都在")
    desk.page.evaluate("document.querySelector('video').play()")

    desk.until("document.querySelector('video').currentTime > 2.5")
    shape = desk.page.evaluate("(v => [v.videoWidth, v.videoHeight])(document.querySelector('video'))")
    assert shape == [320, 240]
    assert desk.page.inner_text(".fact-point dd") == "柳河镇信访接待点"
    assert desk.page.inner_text(".submission .words") == "井里没水了。"
    assert desk.complaints == []


def test_the_answer_is_sealed_before_it_leaves_the_browser(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))

    answer(desk, ANSWER)

    reply = Reply.objects.get()
    text = from_json(petition.reply_identity.open(bytes(reply.sealed)), ReplyText)
    assert text.text == ANSWER
    assert text.office == "柳河县信访局"
    assert reply.mailbox == petition.mailbox
    assert reply.officer.name == "李敏"
    assert Matter.objects.get().state == "answered"
    assert desk.complaints == []


def test_nothing_readable_is_left_at_the_county_or_in_the_browsers_profile(
    desk_on_disk: Desk, petition: Sealed, office: DraftIdentity, home: CountyConfig
) -> None:
    desk = desk_on_disk
    desk.log_in_by_hand("limin", PASSWORD)
    desk.page.goto(f"{desk.url}/petitions/{petition.petition_id}/")
    desk.page.click("summary")
    desk.page.fill("#key-text", key_text(office).decode())
    desk.page.click("#open")
    desk.says("内容都在")
    answer(desk, ANSWER)

    desk.page.goto(f"{desk.url}/")
    desk.page.context.close()

    secret = str(office._identity)
    found = [files_with(words, home.home) for words in (CANARY, "井里没水了", ANSWER, secret)]
    assert found == [[], [], [], []]


def test_another_offices_key_is_told_apart_from_damage(desk: Desk, petition: Sealed) -> None:
    desk.log_in()

    open_with(desk, petition, key_text(DraftIdentity.generate()))

    desk.says("这把钥匙打不开这件信访")


def test_what_is_no_key_at_all_is_said(desk: Desk, petition: Sealed) -> None:
    desk.log_in()

    open_with(desk, petition, b"hello")

    desk.says("这不是办公室的钥匙")


def test_a_damaged_part_stops_the_playing_and_is_said(
    desk: Desk, petition: Sealed, office: DraftIdentity, home: CountyConfig
) -> None:
    path = sorted(home.objects.rglob("*.age"))[1]
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    desk.log_in()

    open_with(desk, petition, key_text(office))

    desk.says("有一段损坏了")


def test_a_manifest_that_the_terminal_did_not_sign_is_not_believed(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    spki = bytearray(Petition.objects.get().device_spki)
    spki[-1] ^= 1
    Petition.objects.update(device_spki=bytes(spki))
    desk.log_in()

    open_with(desk, petition, key_text(office))

    desk.says("和终端签名对不上")


def test_a_lost_network_is_said_and_opening_goes_on_when_it_is_back(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{petition.petition_id}/")
    desk.page.set_input_files("#key-file", {"name": "k", "mimeType": "", "buffer": key_text(office)})
    desk.page.context.set_offline(True)
    desk.page.click("#open")
    desk.says("连不上县里的服务器")

    desk.page.context.set_offline(False)
    desk.page.click("#open")

    desk.says("内容都在")


def test_a_session_that_has_ended_is_told_apart_from_a_lost_network(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{petition.petition_id}/")
    desk.page.set_input_files("#key-file", {"name": "k", "mimeType": "", "buffer": key_text(office)})

    desk.page.context.clear_cookies()
    desk.page.click("#open")

    desk.says("重新登录")


def test_a_key_file_under_a_passphrase_opens_with_it_only(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    open_with(desk, petition, locked(key_text(office), "井 水 很 甜"))
    desk.says("这个钥匙文件有口令")

    desk.page.fill("#passphrase", "不对")
    desk.page.click("#open")
    desk.says("口令不对")
    desk.page.fill("#passphrase", "井 水 很 甜")
    desk.page.click("#open")

    desk.says("内容都在")
