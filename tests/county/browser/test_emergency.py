"""An emergency at two desks: one officer asks, another approves, the walls confirm, somebody ends it."""

import pytest

from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.wall.emergencies import note_shown
from county.wall.models import Emergency
from tests.county.browser.conftest import Desk
from tests.county.browser.golden import looks_as_before
from tests.county.wall.stage import Wall
from wire import topics

pytestmark = pytest.mark.browser


def write(desk: Desk, *, look: bool = False) -> Emergency:
    desk.page.goto(f"{desk.url}/walls/emergencies/write")
    desk.page.select_option("#id_kind", "flood")
    desk.page.fill("#id_headline", "山洪将到 马上上山")
    desk.page.fill("#id_lines", "走村西水泥路，到小学集合。\n不要回家拿东西。")
    if look:
        looks_as_before(desk.page, "emergency-written")
    desk.page.click("main button[type=submit]")
    return Emergency.objects.get()


def published(emergency: Emergency) -> int:
    topic = topics.topic(topics.EMERGENCY, "liuhe", emergency.emergency_id)
    return OutgoingMessage.objects.filter(topic=topic).count()


def test_two_officers_one_wall_and_the_end(desk: Desk, wall: Wall) -> None:
    desk.log_in("limin")
    emergency = write(desk, look=True)
    offered_to_the_first = desk.page.locator("text=批准，马上上屏").count()
    before = published(emergency)

    desk.log_in("zhaoqiang")
    desk.page.goto(f"{desk.url}/walls/emergencies/{emergency.emergency_id}/")
    desk.sees_pictures()
    looks_as_before(desk.page, "emergency-asked")
    desk.page.click("text=批准，马上上屏")
    note_shown("t002", emergency.emergency_id, wall.confirms(emergency.emergency_id))
    desk.page.wait_for_selector("#confirmed .verdict-equal", timeout=6000)

    assert (offered_to_the_first, before, published(emergency)) == (0, 0, 1)
    assert "412" in desk.page.inner_text("#confirmed")
    desk.sees_pictures()
    looks_as_before(desk.page, "emergency-on")
    desk.page.click("main button:has-text('结束')")
    assert Emergency.objects.get().state == "ended"
    desk.page.goto(f"{desk.url}/walls/emergencies/")
    looks_as_before(desk.page, "emergencies")
    assert desk.complaints == []


def test_who_asked_cannot_approve_by_an_address_either(desk: Desk, wall: Wall) -> None:
    desk.log_in("limin")
    emergency = write(desk)

    desk.page.evaluate(
        """address => { const form = document.querySelector("form[action*='/drop'], form[action*='/approve']");
        form.action = address; form.querySelector("button").removeAttribute("formaction"); }""",
        f"/walls/emergencies/{emergency.emergency_id}/approve",
    )
    desk.page.click("text=不发了")

    assert "提出人自己不能批准" in desk.page.inner_text(".told")
    assert Emergency.objects.get().state == "asked"
    assert published(emergency) == 0


def test_without_the_duties_nothing_of_it_is_there(desk: Desk, wall: Wall) -> None:
    Officer.objects.filter(username="limin").update(runs_walls=False, raises_alarm=False)
    desk.log_in("limin")
    navigation = desk.page.inner_text("header nav")

    answers = [
        desk.page.request.get(desk.url + path).status
        for path in ("/walls/", "/walls/at/t002/", "/walls/playlist/", "/walls/proof/", "/walls/emergencies/write")
    ]

    assert "大屏" not in navigation
    assert answers == [403] * 5


def test_who_only_raises_alarms_sees_walls_and_sets_none(desk: Desk, wall: Wall) -> None:
    Officer.objects.filter(username="limin").update(runs_walls=False)
    desk.log_in("limin")

    answers = [
        desk.page.request.get(desk.url + path).status
        for path in ("/walls/", "/walls/emergencies/", "/walls/at/t002/profile", "/walls/proof/")
    ]

    assert answers == [200, 200, 403, 403]
