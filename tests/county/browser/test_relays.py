"""The officer's page goes by the county's relays, and says so where none of them lets it in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from county.call.models import Call, Seat, Signal
from county.config import Calls, CountyConfig
from county.officers.models import Officer
from tests.county.browser.conftest import Desk
from tests.county.browser.test_calls import AN_OFFER
from wire.ids import new_id

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

NOBODY = Calls(relays=("turn:127.0.0.1:9?transport=tcp",), relay_secret="0" * 32, relay_only=True)


@pytest.fixture
def relay_is_down(home: CountyConfig) -> Iterator[None]:
    with override_settings(COUNTY=replace(home, calls=NOBODY)):
        yield


def test_a_page_that_no_relay_lets_in_says_so_and_the_call_waits(desk: Desk, relay_is_down: None) -> None:
    now, limin = datetime.now(UTC), Officer.objects.get(username="limin")
    Seat.objects.create(officer=limin, level="county", on_duty=True, seen_at=now)
    taken = {"state": "taken", "officer": limin, "turn": 1, "taken_at": now, "asked_at": now, "heard_at": now}
    call = Call.objects.create(call_id=new_id(), terminal_id="t001", **taken)
    desk.log_in()
    body = {"gen": 1, "sdp": desk.page.evaluate(AN_OFFER), "commitment": "0" * 64}
    Signal.objects.create(call=call, to=limin, kind="offer", body=body)

    desk.page.goto(f"{desk.url}/calls/")

    desk.until("document.getElementById('status').dataset.kind === 'no-relay'")
    assert Call.objects.get(pk=call.pk).state == "taken"
