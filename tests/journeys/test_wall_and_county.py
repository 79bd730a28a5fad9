"""A wall is set, looked at and accounted for from the county's desk: a real edge, a real face, a real browser."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from demo.officer import Officer
from demo.system import System
from demo.written import table

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(240)]


def until(page: Page, address: str, holds: Callable[[str], bool]) -> None:
    """Load the page again and again until its words are so."""
    deadline = time.monotonic() + 90
    while True:
        page.goto(address)
        words = page.inner_text("main")
        if holds(words):
            return
        assert time.monotonic() < deadline, words
        time.sleep(0.5)


def build(page: Page, address: str) -> None:
    """As the installer measured it, lit all day."""
    page.goto(f"{address}/profile")
    for field, value in (("width_px", "384"), ("height_px", "192"), ("farthest_m", "12")):
        page.fill(f"#id_{field}", value)
    for field in ("on", "off"):
        page.fill(f"#id_{field}", "00:00")
    page.click("main button[type=submit]")


def test_a_wall_is_set_looked_at_and_accounted_for(system: System) -> None:
    words = system.cast.notices[0]
    address = f"{system.console}/walls/at/{system.cast.wall.id}"
    with Officer(system.console, system.place.home / "browser") as officer:
        officer.logs_in(system.cast.officer.login, system.password)
        officer.writes(table(words))
        officer.publishes()
        build(officer.page, address)

        system.start_edge(system.cast.wall)
        system.start_face(system.cast.wall)

        until(officer.page, f"{address}/", lambda said: "按这里设的" in said)
        until(officer.page, f"{system.console}/walls/", lambda said: words.title in said)
        officer.page.goto(f"{address}/")
        officer.page.click("text=现在看一眼")
        officer.page.wait_for_selector(".verdict-told, .verdict-equal")
        size = officer.page.evaluate(
            "[...document.images].slice(1).map(each => [each.naturalWidth, each.naturalHeight])"
        )
        assert size == [[384, 192]]
        # The first entries come half a minute after the start.
        until(officer.page, f"{system.console}/walls/proof/", lambda said: "-0.jsonl" in officer.page.content())
        assert officer.complaints == []
