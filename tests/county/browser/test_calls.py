"""The calls page in real Chromium: what waits stands there, and nothing that the page's policy forbids is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from county.call.models import Call, Seat
from county.config import CountyConfig
from county.officers.models import Officer
from tests.county.browser.conftest import Desk
from wire.ids import new_id

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def _waits(point: str, **facts: object) -> Call:
    now = datetime.now(UTC)
    facts = {"asked_at": now - timedelta(minutes=2), "heard_at": now, **facts}
    return Call.objects.create(call_id=new_id(), terminal_id="t001", point=point, **facts)


def test_an_officer_sits_down_and_sees_who_waits(desk: Desk, home: CountyConfig) -> None:
    Seat.objects.create(officer=Officer.objects.get(username="limin"), level="county")
    _waits("柳河镇信访接待点", language="en")
    _waits("东书村村委会", asked_at=datetime.now(UTC))
    _waits("石桥村村委会", concerns="county")
    desk.log_in()
    desk.page.goto(f"{desk.url}/calls/")
    assert desk.page.locator("#waiting li").count() == 0

    desk.page.click("#duty")

    desk.until("document.querySelectorAll('#waiting li').length === 2")
    assert "已等 2 分钟" in (desk.page.text_content("#waiting li:first-child") or "")
    assert desk.page.title().startswith("(2)")
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
