"""The console in a real Chromium: a web process on this test's home, a browser that reports every violation."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Thread

import pytest
import uvicorn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.asgi import get_asgi_application
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, ViewportSize, sync_playwright

from county.assets import Assets
from county.call.stream import CallEvents
from county.config import CountyConfig, Preview
from county.fleet.models import Terminal
from county.officers.models import Officer
from county.petition.ingest import Ingest
from county.wall.models import Report
from county.wall.wanted import save_profile
from tests.county.cast import Device, Sealed, video_petition, write_settings
from tests.county.wall.stage import Wall
from wire.ids import PetitionId, new_id
from wire.seal.age import DraftIdentity
from wire.wall.profile import WallProfile

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
VIEW: ViewportSize = {"width": 1366, "height": 768}


@dataclass
class Desk:
    """An officer's browser, and all it complained of."""

    page: Page
    url: str
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

    def sees_pictures(self) -> None:
        """Wait until every picture of the page is there; those that cannot be drawn never are."""
        self.until("[...document.images].every(each => each.complete && each.naturalWidth > 0)")

    def log_in(self, login: str = "limin") -> None:
        """By a session made here: only the log-in's own tests pay for its slow hash."""
        officer = Officer.objects.get(username=login)
        session = SessionStore()
        session[SESSION_KEY] = str(officer.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
        session.create()
        self.page.context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": self.url}])
        self.page.goto(f"{self.url}/")

    def in_english(self) -> None:
        """The same page, as an officer sees it who has chosen English."""
        self.page.context.add_cookies([{"name": "django_language", "value": "en", "url": self.url}])
        self.page.reload()

    def log_in_by_hand(self, login: str, password: str) -> None:
        self.page.goto(f"{self.url}/login/")
        self.page.fill("#id_username", login)
        self.page.fill("#id_password", password)
        self.page.click("main button[type=submit]")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The console in a thread of this process: it follows every test to that test's home and database."""
    port = _free_port()
    config = uvicorn.Config(
        Assets(CallEvents(get_asgi_application())),
        port=port,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    served = uvicorn.Server(config)
    # a daemon: a request that never ends would hold the whole run at its exit
    thread = Thread(target=served.run, daemon=True)
    thread.start()
    _until_healthy(f"http://127.0.0.1:{port}")
    yield f"http://127.0.0.1:{port}"
    served.should_exit = True
    thread.join(10)


@pytest.fixture
def web(server: str, home: CountyConfig) -> str:
    return server


@pytest.fixture
def web_process(home: CountyConfig) -> Iterator[str]:
    """The console's own command, on a free port, with its log in the home."""
    port = _free_port()
    settings = write_settings(home.home, port=port)
    command = [sys.executable, "-m", "county.web", "--config", str(settings)]
    with (home.home / "web.log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _until_healthy(url)
            yield url
            process.terminate()
            process.wait(10)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """For one module: while it lives, its event loop runs in this thread, and no other test could run its own."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def desk(web: str, chromium: Browser) -> Iterator[Desk]:
    """A fresh browser whose own language is English."""
    context = chromium.new_context(viewport=VIEW, locale="en-US")
    yield _opened(context, web)
    context.close()


@pytest.fixture
def desk_on_disk(web_process: str, playwright: Playwright, home: CountyConfig) -> Iterator[Desk]:
    """A normal profile on the disk, under the county's home, so that what is written there can be searched."""
    context = playwright.chromium.launch_persistent_context(
        str(home.home / "profile"), executable_path=CHROMIUM, args=ARGUMENTS, viewport=VIEW
    )
    yield _opened(context, web_process)
    context.close()


@pytest.fixture
def drawing(home: CountyConfig) -> Iterator[None]:
    """The preview's stand-in, in place of the wall's typesetter."""
    command = (sys.executable, "-m", "tests.county.wall.drawing")
    with override_settings(COUNTY=replace(home, preview=Preview(command=command))):
        yield


@pytest.fixture
def wall(home: CountyConfig, drawing: None) -> Wall:
    """t002 in the yard, there; and t003, which nobody has heard of."""
    device = Device("t002")
    yard = {"site": "liuhe", "certificate": device.certificate, "enrolled_as": "wall"}
    Terminal.objects.create(
        terminal_id="t002",
        point="柳河镇院内大屏",
        online=True,
        birth=3,
        heard_at=timezone.now() + timedelta(hours=1),
        **yard,
    )
    Terminal.objects.create(terminal_id="t003", point="石桥村村口", **yard)
    Report.objects.create(
        terminal_id="t002", version=1, status="working", brightness_pct=72, brightness_by="sun", panel_on=True
    )
    profile = WallProfile(width_px=384, height_px=192, pitch_um=10_000, farthest_m=20, latitude_mdeg=36_200)
    for terminal_id in ("t002", "t003"):
        save_profile(terminal_id, profile, Officer.objects.get(username="limin"))
    return Wall(device)


@pytest.fixture
def office() -> DraftIdentity:
    return DraftIdentity.generate()


@pytest.fixture
def petition(ingest: Ingest, t001: Device, office: DraftIdentity) -> Sealed:
    """A petition of 王大山, arrived; its id begins with noughts, which the page's addresses end with."""
    petition_id = PetitionId("00" + new_id()[2:])
    sealed = video_petition(t001, [office.recipient], text="井里没水了。", petition_id=petition_id)
    return arrived(ingest, sealed)


def arrived(ingest: Ingest, sealed: Sealed) -> Sealed:
    ingest.offer(sealed.device.terminal_id, sealed.offer)
    ingest.commit()
    for chunk in sealed.chunks:
        ingest.chunk(sealed.device.terminal_id, chunk)
    ingest.commit()
    return sealed


def key_text(identity: DraftIdentity) -> bytes:
    return f"# office key\n{identity._identity}\n".encode()


def _opened(context: BrowserContext, url: str) -> Desk:
    desk = Desk(page=context.new_page(), url=url)
    desk.page.set_default_timeout(15_000)
    desk.page.on("console", desk.hear)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    return desk


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_healthy(url: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1):  # noqa: S310  # our own http address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)
