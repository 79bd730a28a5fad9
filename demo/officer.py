"""The officer's side: a real Chromium with a profile on the disk, so that what it leaves there can be searched."""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from demo.cast import EmergencyWords
from demo.errors import StepFailed
from demo.written import Written

_PATIENCE_MS = 20_000
_ASKS_AGAIN_S = 0.3
_CHROMIUM = "/usr/bin/chromium"
_ASKED = "article.asked"
_RECORDING = f"{_ASKED} :is(video, .takes audio)"
_FLAGS = (
    "--no-sandbox",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


class Officer:
    """One person at one desk. What the page complains of is kept, and nothing may be complained of."""

    def __init__(self, console: str, profile: Path) -> None:
        self._console = console
        self._profile = profile
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None
        self.complaints: list[str] = []

    @property
    def page(self) -> Page:
        if self._context is None:
            raise StepFailed("the officer has no browser")
        return self._context.pages[0]

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        self._context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=_CHROMIUM,
            args=list(_FLAGS),
            viewport={"width": 1366, "height": 860},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.page.set_default_timeout(_PATIENCE_MS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def __exit__(self, *_: object) -> None:
        if self._context is not None:
            self._context.close()
        if self._playwright is not None:
            self._playwright.stop()

    def logs_in(self, login: str, password: str) -> None:
        self.page.goto(f"{self._console}/login/")
        self.page.fill("#id_username", login)
        self.page.fill("#id_password", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self._console}/")

    def opens_inbox(self) -> None:
        self.page.goto(f"{self._console}/")

    def opens(self, petition_id: str, key: Path) -> float:
        """Reads the petition in the browser; returns the seconds until all of it was opened."""
        self.page.goto(f"{self._console}/petitions/{petition_id}/")
        self.page.set_input_files("#key-file", key)
        started = time.monotonic()
        self.page.click("#open")
        self.page.wait_for_selector("article.asked[data-open]")
        self.until("document.getElementById('status').dataset.kind === 'complete'")
        self.until("Array.from(document.querySelectorAll('video, .takes audio')).every(take => take.readyState >= 2)")
        return time.monotonic() - started

    def plays(self, seconds: float) -> dict[str, Any]:
        """Plays the first recording so long; width and height are 0 for a voice without a picture."""
        self.page.evaluate(f"document.querySelector('{_RECORDING}').play()")
        self.until(f"document.querySelector('{_RECORDING}').currentTime > {seconds}")
        played: dict[str, Any] = self.page.evaluate(
            f"""(take => ({{width: take.videoWidth || 0, height: take.videoHeight || 0, seconds: take.currentTime,
                            length: take.duration}}))(document.querySelector('{_RECORDING}'))"""
        )
        return played

    def reads(self, what: str) -> list[str]:
        """The words of what matches, in the submission that the page was opened for."""
        found = self.page.locator(f"{_ASKED} {what}")
        return [words.strip() for words in found.all_text_contents()]

    def reads_thread(self, what: str) -> list[str]:
        """The same of all submissions of the matter."""
        return [words.strip() for words in self.page.locator(f"article.submission {what}").all_text_contents()]

    def shows_thread(self, what: str) -> None:
        """Scrolls there."""
        self.page.locator(f"article.submission {what}").first.scroll_into_view_if_needed()

    def opens_pages(self) -> int:
        """A closer look at the first page; returns how many there are."""
        pages = self.page.locator(f"{_ASKED} button.page")
        pages.first.click()
        self.page.wait_for_selector("#look[open]")
        return pages.count()

    def turns_page(self) -> None:
        before = self.page.text_content("#look-caption")
        self.page.click("#look-later")
        self.until(f"document.getElementById('look-caption').textContent !== {before!r}")

    def closes_pages(self) -> None:
        self.page.click("#look-close")
        self.page.wait_for_selector("#look", state="hidden")

    def takes_up(self) -> None:
        self.page.click("button[name=to][value=accept]")
        self.page.wait_for_selector("#key-box")

    def answers(self, text: str) -> None:
        self.page.fill("#answer-text", text)
        self._sends()

    def speaks(self, seconds: int) -> None:
        """So long into the microphone; Chromium's own beeps once a second."""
        self.page.click("#voice-start")
        said = "parseFloat((document.getElementById('voice-time').textContent || '0:0').split(':')[1])"
        self.until(f"{said} >= {seconds}")
        self.page.click("#voice-stop")
        self.page.wait_for_selector("#voice-kept:not([hidden])")

    def answers_by_voice(self) -> None:
        self._sends()
        self.page.wait_for_selector("#sent-voice:not([hidden])")

    def _sends(self) -> None:
        self.page.click("#send")
        self.page.wait_for_selector("#sent:not([hidden])")

    def writes(self, notice: Written) -> None:
        """Up to the page that shows how it will look."""
        words = notice.words
        self.page.goto(f"{self._console}/affairs/write?kind={notice.kind}")
        self.page.select_option("#id_village", label=words.village)
        fields = {"title": words.title, "period": words.period, "as_of": words.as_of, "body": words.body}
        for field, text in {**fields, **notice.fields}.items():
            self.page.fill(f"#id_{field}", text)
        if notice.file is not None:
            self.page.set_input_files("#id_file", notice.file)
        self.page.click("button[value=look]")
        self.page.wait_for_selector("button[value=publish]")
        self.until("Array.from(document.images).every(image => image.complete && image.naturalWidth)")

    def publishes(self) -> None:
        self.page.click("button[value=publish]")
        self.page.wait_for_url(f"{self._console}/affairs/")

    def builds_the_wall(self, terminal: str, fields: Mapping[str, str]) -> None:
        """Writes into the form how it is built; nothing is sent yet."""
        self.page.goto(f"{self._console}/walls/at/{terminal}/profile")
        for field, text in fields.items():
            self.page.fill(f"#id_{field}", text)

    def sends_to_the_wall(self) -> None:
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(re.compile(r"/walls/at/[^/]+/$"))

    def waits_for_words(self, words: str, *, within_s: float) -> None:
        """Asks for the page again until it says so."""
        ends = time.monotonic() + within_s
        while words not in self.page.inner_text("main"):
            if time.monotonic() > ends:
                raise StepFailed(f"the desk does not say {words}")
            time.sleep(_ASKS_AGAIN_S)
            self.page.reload()

    def gives_the_desk_to(self, login: str, password: str) -> None:
        """Another officer sits down before the same browser."""
        if self._context is not None:
            self._context.clear_cookies()
        self.logs_in(login, password)

    def writes_emergency(self, words: EmergencyWords) -> None:
        """It waits for a second officer then."""
        self.page.goto(f"{self._console}/walls/emergencies/write")
        self.page.fill("#id_headline", words.headline)
        self.page.fill("#id_lines", "\n".join(words.lines))
        self.page.click("main form.sheet button[type=submit]")
        self.page.wait_for_selector(".alarm-asked")

    def opens_emergency(self) -> None:
        """The newest."""
        self.page.goto(f"{self._console}/walls/emergencies/")
        self.page.click("a.whole-row >> nth=0")
        self.page.wait_for_selector(".steps button")

    def takes_the_step(self, step: str) -> None:
        """`approve` or `end` of the emergency that is open."""
        self.page.click(f"form[action$='{step}'] .steps button.btn-primary")
        self.page.wait_for_selector(".alarm-on" if step == "approve" else ".alarm-ended")

    def photographs(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def until(self, expression: str, *, within_s: float = 20) -> None:
        """Asks from outside: the page itself forbids evaluating strings."""
        ends = time.monotonic() + within_s
        while not self.page.evaluate(expression):
            if time.monotonic() > ends:
                status = self.page.evaluate("document.getElementById('status')?.textContent")
                raise StepFailed(f"the browser did not come to {expression}; it says: {status}; {self.complaints}")
            time.sleep(0.05)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
