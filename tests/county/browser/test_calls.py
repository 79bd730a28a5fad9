"""The calls page in real Chromium: what waits stands there, and nothing that the page's policy forbids is tried."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser

from county.call import wishes
from county.call.models import Call, Seat, Signal, Wish
from county.config import CountyConfig
from county.officers.models import Officer
from tests.county.browser.conftest import VIEW, Desk, _opened
from tests.county.browser.golden import looks_as_before
from wire.ids import new_id

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
AN_OFFER = """async () => {
  const line = new RTCPeerConnection();
  for (const kind of ['audio', 'video']) line.addTransceiver(kind);
  await line.setLocalDescription(await line.createOffer());
  return line.localDescription.sdp;
}"""

FLOW = Path(__file__).parents[3] / "county" / "browser" / "src" / "call" / "flow.js"
COUNTED = """async ([source, counts]) => {
  const { Flow } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const now = Date.now;
  let at = 0;
  Date.now = () => at;
  const flow = new Flow();
  const said = counts.map(([packets, lost]) => {
    at += 500;
    flow.counted({ packets, lost, pictures: packets / 4, rttMs: 60 });
    return flow.quality;
  });
  Date.now = now;
  return said;
}"""


@pytest.fixture
def limin(desk: Desk, home: CountyConfig) -> Desk:
    return _sits(desk, "limin", "county")


@pytest.fixture
def zhaoqiang(web: str, chromium: Browser, home: CountyConfig) -> Iterator[Desk]:
    context = chromium.new_context(viewport=VIEW)
    yield _sits(_opened(context, web), "zhaoqiang", "township")
    context.close()


def _sits(desk: Desk, login: str, level: str) -> Desk:
    Seat.objects.create(officer=Officer.objects.get(username=login), level=level)
    desk.log_in(login)
    desk.page.goto(f"{desk.url}/calls/")
    desk.page.click("#duty")
    desk.until("document.getElementById('duty').getAttribute('aria-pressed') === 'true'")
    return desk


def _kind(kind: str) -> str:
    return f"document.getElementById('status').dataset.kind === '{kind}'"


def _hidden(name: str, *, hidden: bool = True) -> str:
    return f"document.getElementById('{name}').hidden === {str(hidden).lower()}"


def _waits(point: str, **facts: object) -> Call:
    now = datetime.now(UTC)
    facts = {"asked_at": now - timedelta(minutes=2), "heard_at": now, **facts}
    return Call.objects.create(call_id=new_id(), terminal_id="t001", point=point, **facts)


def test_an_officer_sits_down_and_sees_who_waits(desk: Desk, home: CountyConfig) -> None:
    Seat.objects.create(officer=Officer.objects.get(username="limin"), level="county")
    _waits("柳河镇信访接待点", language="en")
    _waits("东书村村委会", asked_at=datetime.now(UTC))
    _waits("石桥村村委会", concerns="county")
    missed = _waits("石桥村村委会", state="ended", why="nobody")
    Wish.objects.create(call=missed, wished_at=datetime.now(UTC), became="unheard", tries=2)
    desk.log_in()
    desk.page.goto(f"{desk.url}/calls/")
    assert desk.page.locator("#waiting li").count() == 0
    looks_as_before(desk.page, "calls-nobody-sits")

    desk.page.click("#duty")

    desk.until("document.querySelectorAll('#waiting li').length === 2")
    assert "已等 2 分钟" in (desk.page.text_content("#waiting li:first-child") or "")
    assert desk.page.title().startswith("(2)")
    looks_as_before(desk.page, "calls-waiting")
    desk.in_english()
    desk.until("document.querySelectorAll('#waiting li').length === 2")
    looks_as_before(desk.page, "calls-waiting-in-english")
    desk.page.click("#duty")
    desk.until("document.querySelectorAll('#waiting li').length === 0")
    assert desk.complaints == []


def test_hanging_up_is_in_sight_without_scrolling(desk: Desk, home: CountyConfig) -> None:
    Seat.objects.create(officer=Officer.objects.get(username="limin"), level="county")
    desk.log_in()
    desk.page.goto(f"{desk.url}/calls/")

    desk.page.evaluate(
        "(() => { for (const name of ['call', 'words-row']) document.getElementById(name).hidden = false; })()"
    )
    desk.page.evaluate("(() => { document.getElementById('nothing').hidden = true; })()")

    box = desk.page.locator("#end").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768


def test_a_call_that_is_handed_over_leaves_the_first_page_and_stands_on_the_other(
    limin: Desk, zhaoqiang: Desk, home: CountyConfig
) -> None:
    call = _waits("柳河镇信访接待点", heard_at=datetime.now(UTC) + timedelta(minutes=5))
    limin.page.click("#waiting button")
    limin.until(_hidden("call", hidden=False))

    limin.until("document.querySelectorAll('#waiting li').length === 0")
    limin.page.click("#hand-over")
    looks_as_before(limin.page, "calls-choice")
    limin.page.click("#choice-list button")
    limin.until(_hidden("take-back", hidden=False))
    looks_as_before(limin.page, "calls-rings-at-colleague")
    zhaoqiang.until(_hidden("asked-box", hidden=False))
    looks_as_before(zhaoqiang.page, "calls-asked")
    limin.page.click("#take-back")
    zhaoqiang.until(_hidden("asked-box"))
    limin.until(_hidden("company"))
    limin.page.click("#hand-over")
    limin.page.click("#choice-list button")
    zhaoqiang.until("document.title.startsWith('(1)')")
    zhaoqiang.page.click("#asked .btn-primary")

    limin.until(_kind("passed-on"))
    looks_as_before(limin.page, "calls-passed-on")
    assert limin.page.evaluate("document.getElementById('near').srcObject === null")
    zhaoqiang.until(_hidden("call", hidden=False))
    assert Call.objects.get(pk=call.pk).turn == 2
    zhaoqiang.page.click("#end")
    zhaoqiang.until(_kind("ended-you"))
    looks_as_before(zhaoqiang.page, "calls-ended")
    assert limin.complaints == zhaoqiang.complaints == []


def test_a_second_window_leaves_the_call_alone_until_it_is_asked_to_go_on_with_it(
    limin: Desk, home: CountyConfig
) -> None:
    _waits("柳河镇信访接待点", heard_at=datetime.now(UTC) + timedelta(minutes=5))
    limin.page.click("#waiting button")
    limin.until(_hidden("call", hidden=False))
    second = Desk(page=limin.page.context.new_page(), url=limin.url)
    second.page.goto(f"{second.url}/calls/")
    second.until(_hidden("elsewhere", hidden=False))
    looks_as_before(second.page, "calls-elsewhere")
    assert limin.page.is_visible("#call")

    second.page.click("#continue-here")

    second.until(_hidden("call", hidden=False))
    limin.until(_kind("elsewhere"))
    assert limin.page.is_visible("#continue-here")
    second.page.reload()
    second.until(_hidden("call", hidden=False))
    assert Call.objects.get().state == "taken"


def test_somebody_is_called_back_with_one_click_and_the_answer_opens_the_call(limin: Desk, home: CountyConfig) -> None:
    now = datetime.now(UTC)
    missed = _waits("石桥村村委会", state="ended", why="nobody")
    Wish.objects.create(call=missed, wished_at=now)
    limin.page.click("#wishes .btn-outline-primary")
    limin.until("document.getElementById('wishes').textContent.includes('正在回拨')")
    looks_as_before(limin.page, "calls-rung-back")
    assert Wish.objects.get().page == limin.page.evaluate("sessionStorage.getItem('calls-page')")

    answer = _waits("石桥村村委会", heard_at=now + timedelta(minutes=5))
    wishes.answered(answer, Wish.objects.get().ring_id, now)

    limin.until(_hidden("call", hidden=False))
    assert limin.page.inner_text("#call-point") == "石桥村村委会"
    assert limin.page.locator("#wishes li").count() == 0


def test_what_the_terminal_sends_is_told_in_plain_signs_and_recording_in_red(limin: Desk, home: CountyConfig) -> None:
    call = _waits("柳河镇信访接待点", heard_at=datetime.now(UTC) + timedelta(minutes=5), assisted=True)
    limin.page.click("#waiting button")
    limin.until(_hidden("call", hidden=False))
    limin.page.click("#record")
    limin.until("document.getElementById('call').dataset.recording === 'asked'")
    assert limin.page.is_hidden("#recording-sign")

    Call.objects.filter(pk=call.pk).update(recording="on", sent={"picture": "paper", "muted": True, "recording": True})

    limin.until(_hidden("recording-sign", hidden=False))
    signs = ["正在出示材料", "群众关了话筒", "由接待点工作人员代为呼叫"]
    assert limin.page.locator("#signs li").all_inner_texts() == signs
    looks_as_before(limin.page, "calls-recorded")
    red = "getComputedStyle(document.getElementById('call')).borderTopColor"
    assert limin.page.evaluate(red) == "rgb(229, 72, 77)"
    limin.page.click("#hold")
    limin.until(_hidden("veil", hidden=False))
    looks_as_before(limin.page, "calls-held")
    box = limin.page.locator("#end").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= VIEW["height"]


def test_safety_words_that_cannot_be_trusted_are_said_before_anything_else(limin: Desk, home: CountyConfig) -> None:
    call = _waits("柳河镇信访接待点", heard_at=datetime.now(UTC) + timedelta(minutes=5))
    limin.page.click("#waiting button")
    limin.until(_hidden("call", hidden=False))
    officer = Officer.objects.get(username="limin")
    offer = {"gen": 1, "sdp": limin.page.evaluate(AN_OFFER), "commitment": "0" * 64}
    Signal.objects.create(call=call, to=officer, kind="offer", body=offer)

    Signal.objects.create(call=call, to=officer, kind="reveal", body={"gen": 1, "nonce": "1" * 32})

    limin.until(_hidden("words-alarm", hidden=False))
    looks_as_before(limin.page, "calls-words-alarm")
    assert limin.page.is_hidden("#words-row")
    box = limin.page.locator("#end").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= VIEW["height"]


def test_the_roster_says_who_is_on_duty_now_and_next(limin: Desk, home: CountyConfig) -> None:
    call_command("call_seat", "limin", hours="mon-fri 08:30-12:00 14:30-17:30")
    call_command("call_seat", "zhaoqiang", level="township", township="柳河镇")

    limin.page.click("nav.filter a[href$=roster]")

    facts = limin.page.locator(".roster .facts dd").all_inner_texts()
    assert facts == ["李敏 县", "没有安排", "无人", "没有安排"]
    looks_as_before(limin.page, "calls-roster")
    assert limin.complaints == []


def test_what_a_cut_swallowed_is_not_held_against_the_line_that_came_back(chromium: Browser) -> None:
    before = [(packets, 0) for packets in range(0, 400, 40)]
    nothing_for_ten_seconds = [(360, 0)] * 20
    back = [(400, 900), (440, 1200), (480, 1500), *((packets, 1500) for packets in range(520, 1000, 40))]
    page = chromium.new_page()

    said = page.evaluate(COUNTED, [FLOW.read_text(), [*before, *nothing_for_ten_seconds, *back]])
    page.close()

    assert said[len(before) - 1] == "good"
    after = said[len(before) + len(nothing_for_ten_seconds) :]
    assert (set(after), after[-1]) == ({None, "good"}, "good")


def test_a_line_that_loses_a_tenth_is_poor(chromium: Browser) -> None:
    page = chromium.new_page()

    said = page.evaluate(COUNTED, [FLOW.read_text(), [(36 * n, 4 * n) for n in range(12)]])
    page.close()

    assert said[-1] == "poor"
