"""The console in a real Chromium: a web process on this test's home, a browser that reports every violation."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from county.config import CountyConfig
from county.petition.ingest import Ingest
from tests.county.cast import Device, Sealed, video_petition, write_settings
from tests.county.conftest import PASSWORD
from wire.seal.age import DraftIdentity


@dataclass
class Desk:
    """An officer's browser, and all it complained of."""

    page: Page
    url: str
    profile: Path
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def until(self, expression: str, *, within_s: float = 15) -> None:
        """Poll from outside: Playwright's own waiting evaluates strings, which the page forbids."""
        deadline = time.monotonic() + within_s
        while not self.page.evaluate(expression):
            if time.monotonic() > deadline:
                raise TimeoutError(expression)
            time.sleep(0.05)

    def says(self, words: str) -> None:
        """Wait until the page's one line of news has these words."""
        self.until(f"document.getElementById('status').textContent.includes({words!r})")

    def log_in(self, login: str = "limin") -> None:
        self.page.goto(f"{self.url}/login/")
        self.page.fill("#id_username", login)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.url}/")


@pytest.fixture
def web(home: CountyConfig) -> Iterator[str]:
    """The console's own command, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = write_settings(home.home, port=port)
    command = [sys.executable, "-m", "county.web", "--config", str(settings)]
    with (home.home / "web.log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        url = f"http://127.0.0.1:{port}"
        _until_healthy(url)
        yield url
        process.terminate()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def desk(web: str, playwright: Playwright, tmp_path: Path) -> Iterator[Desk]:
    """A normal profile on the disk, so that what it writes there can be searched."""
    profile = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"],
        viewport={"width": 1366, "height": 860},
        locale="en-US",
    )
    opened = _opened(context, web, profile)
    try:
        yield opened
    finally:
        print(opened.page.inner_text("body"), opened.complaints)
        context.close()


@pytest.fixture
def office() -> DraftIdentity:
    return DraftIdentity.generate()


@pytest.fixture
def petition(ingest: Ingest, t001: Device, office: DraftIdentity) -> Sealed:
    """A petition of 王大山, arrived."""
    sealed = video_petition(t001, [office.recipient], text="井里没水了。")
    return arrived(ingest, sealed)


def arrived(ingest: Ingest, sealed: Sealed) -> Sealed:
    ingest.offer(sealed.device.terminal_id, sealed.offer)
    ingest.commit()
    for chunk in sealed.chunks:
        ingest.chunk(sealed.device.terminal_id, chunk)
    ingest.commit()
    return sealed


def key_text(identity: DraftIdentity) -> str:
    return f"# office key\n{identity._identity}\n"


def _opened(context: BrowserContext, url: str, profile: Path) -> Desk:
    desk = Desk(page=context.pages[0], url=url, profile=profile)
    desk.page.set_default_timeout(15_000)
    desk.page.on("console", desk.hear)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    return desk


def _until_healthy(url: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)
