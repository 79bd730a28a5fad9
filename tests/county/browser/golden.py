"""Golden pictures of pages: compared with a tolerance, times masked, failures left beside them for a look.

A picture is of the page for which `album` names it.
"""

import io
import time
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from django.urls import resolve
from PIL import Image
from playwright.sync_api import Page

from tests.county.browser.album import PICTURES

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
LOUD = 48
"""A pixel differs when one of its channels is this far off: less is another version's smoothing."""
MAY_DIFFER = 0.004
DRAWN = "document.fonts.status === 'loaded' && [...document.images].every(each => each.complete)"
DRAWN_WITHIN_S = 10
CHANGES = ".when, .id, video:not(.pictures > video), #safety-words"
"""What is another each time."""
EVEN = (
    "for (const one of document.querySelectorAll('.pictures > video')) one.style.filter = 'contrast(0) brightness(.55)'"
)
"""Pictures of a call are grey, and not masked: what stands upon them must be seen."""


def looks_as_before(page: Page, name: str, *, template: str = "") -> None:
    """Compare; a page without a golden picture gets one, and fails until somebody has looked at it.

    `template`: what answers in the place of a page.
    """
    of = template or resolve(urlsplit(page.url).path).url_name
    assert name in PICTURES[str(of)], f"{name} is no picture of {of}"
    # Where the last click was, something would be drawn as if a pointer stood on it.
    page.mouse.move(0, 0)
    page.evaluate(EVEN)
    _is_drawn(page)
    masked = [] if page.locator("dialog[open]").count() else [page.locator(CHANGES)]
    shot = page.screenshot(mask=masked, mask_color="#EFEADD", animations="disabled")
    golden = GOLDEN / f"{name}.png"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(shot)
        raise AssertionError(f"{golden} is new: look at it, then run again")
    expected, got = _pixels(golden.read_bytes()), _pixels(shot)
    differing = np.abs(expected - got).max(axis=2) > LOUD if expected.shape == got.shape else np.ones((1, 1))
    if differing.mean() > MAY_DIFFER:
        failures = HERE / "failures"
        failures.mkdir(exist_ok=True)
        (failures / f"{name}.got.png").write_bytes(shot)
        Image.fromarray((differing * 255).astype(np.uint8)).save(failures / f"{name}.difference.png")
        raise AssertionError(f"{name} looks different: {differing.mean():.2%} of it; see {failures}")


def _is_drawn(page: Page) -> None:
    """Fonts and pictures have come: a page that was just opened is there before them."""
    deadline = time.monotonic() + DRAWN_WITHIN_S
    while not page.evaluate(DRAWN):
        if time.monotonic() > deadline:
            raise AssertionError("fonts or pictures never came")
        time.sleep(0.05)


def _pixels(png: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=np.int16)
