"""What an officer does at the page of calls: sits down, takes one, leads a formal inquiry within it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from playwright.sync_api import Page

from demo.cast import InquiryWords, Officer

_KEYS: Final = {"officer": "Alt+1", "second": "Alt+2", "villager": "Alt+3", "remark": "Alt+4"}
_COLOURS: Final = """(() => {
  const video = document.getElementById('far');
  if (!video.videoWidth) return 0;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [32, 24];
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  brush.drawImage(video, 0, 0, 32, 24);
  const pixels = new Uint32Array(brush.getImageData(0, 0, 32, 24).data.buffer);
  return new Set(pixels).size;
})()"""
"""How many colours the villager's picture has, made small."""


class Browser(Protocol):
    """Whoever sits before a page, and can wait."""

    @property
    def page(self) -> Page: ...
    def until(self, expression: str, *, within_s: float = 20) -> None:
        """Until it holds; fails when that is too late."""


class Duty:
    """The same browser, at its page of calls."""

    def __init__(self, browser: Browser, console: str) -> None:
        self._browser = browser
        self._page = browser.page
        self._console = console

    def sits_down(self) -> None:
        self._page.goto(f"{self._console}/calls/")
        self._page.click("#duty[aria-pressed=false]")
        self._browser.until("document.getElementById('duty').getAttribute('aria-pressed') === 'true'")

    def is_there(self, *, on_duty: bool) -> None:
        """At the page of calls, loaded anew, and on duty or not, however it was left."""
        self._page.goto(f"{self._console}/calls/")
        wanted = str(on_duty).lower()
        if self._page.get_attribute("#duty", "aria-pressed") != wanted:
            self._page.click("#duty")
        self._browser.until(f"document.getElementById('duty').getAttribute('aria-pressed') === '{wanted}'")

    def takes_the_call(self) -> None:
        """The one that has waited longest."""
        self._page.click("#waiting li button")
        self.is_in_a_call()

    def rings_back(self) -> None:
        """Whoever has waited longest to be called back."""
        self._page.click("#wishes .btn-outline-primary")

    def is_in_a_call(self) -> None:
        self._browser.until("!document.getElementById('call').hidden")

    def asks_to_record(self) -> None:
        self._page.click("#record")

    def sees_the_villager(self, *, colours: int = 12) -> None:
        """Until a picture of somebody comes; a black one has one colour."""
        self._browser.until(f"{_COLOURS} > {colours}", within_s=30)

    def safety_words(self) -> list[str]:
        self._browser.until("document.getElementById('safety-words').textContent !== ''")
        return (self._page.text_content("#safety-words") or "").split(" · ")

    def fills_in(self, words: InquiryWords, second: Officer, password: str) -> None:
        """The second officer types an own password into the same page; then the villager is asked."""
        self._page.click("#inquiry-ask")
        fields = {
            "matter": words.about,
            "credential": words.credential,
            "second": second.login,
            "second-password": password,
            "second-credential": words.second_credential,
        }
        for field, text in fields.items():
            self._page.fill(f"#inquiry-{field}", text)

    def asks_the_villager(self) -> None:
        self._page.click("#inquiry-begin")
        self._browser.until("document.body.classList.contains('inquiring')")

    def is_recorded(self) -> None:
        self._browser.until("document.body.classList.contains('recorded')")

    def goes_on(self) -> None:
        """To the next step, as soon as the terminal has told what it needs."""
        before = self._step()
        self._browser.until("!document.getElementById('inquiry-next').disabled")
        self._page.click("#inquiry-next")
        self._browser.until(f"document.querySelector('[aria-current=step]')?.dataset.step !== '{before}'")

    def types(self, entries: Sequence[tuple[str, str]]) -> None:
        """Each ends with Enter, and says who speaks by a key of its own."""
        self._page.click(".entry:last-child textarea")
        for number, (who, text) in enumerate(entries):
            if number:
                self._page.keyboard.press("Enter")
            self._page.keyboard.press(_KEYS[who])
            self._page.keyboard.insert_text(text)
        self._is_sealed()

    def corrects(self, wrong: str, right: str) -> None:
        place = f"Array.from(document.querySelectorAll('.entry textarea')).findIndex(one => one.value === {wrong!r})"
        self._page.fill(f".entry:nth-child({self._page.evaluate(place) + 1}) textarea", right)
        self._is_sealed()

    def hears_judged(self, judged: str) -> None:
        """`right` or `not-right`, of the first page."""
        self._browser.until(f"document.querySelector('#inquiry-tabs li').dataset.judged === '{judged}'")

    def ends_the_inquiry(self) -> None:
        self._page.click("#inquiry-next")
        self._browser.until("!document.body.classList.contains('inquiring')")

    def hears_it_is_kept(self) -> None:
        """The terminal has secured all of it, or the county has it already."""
        self._browser.until(
            "['kept', 'arrived'].includes(document.getElementById('inquiry-said').dataset.kind)", within_s=60
        )

    def opens_the_record(self, key: Path) -> list[str]:
        """What was said, opened with the office key."""
        self._page.click("#inquiry-case")
        self._page.set_input_files("#inquiry-key-file", key)
        self._page.click("#inquiry-open button")
        self._page.wait_for_selector(".page-of .entry")
        return self._page.locator(".page-of .entry p").all_text_contents()

    def _step(self) -> str:
        step: str = self._page.evaluate("document.querySelector('[aria-current=step]').dataset.step")
        return step

    def _is_sealed(self) -> None:
        """No page waits to be sealed, and what was typed is not the page's only copy any more."""
        self._browser.until("document.getElementById('inquiry-page-state').dataset.kept === 'yes'")
