"""A terminal in strange hands may seal anything: it is said to be damaged, or shown as the text that it is."""

import struct
import zlib
from typing import Any

import pytest

from county.petition.ingest import Ingest
from tests.county.browser.conftest import Desk, arrived, key_text
from tests.county.browser.test_contents import opened
from tests.county.browser.test_opening import open_with
from tests.county.cast import Device
from tests.county.contents import Visit, paper, voice
from wire.petition.details import Contact, Details
from wire.petition.manifest import Item
from wire.seal.age import DraftIdentity

pytestmark = pytest.mark.browser

ITEM = {"kind": "audio", "parts": 1, "duration_ms": 3000, "about": "statement"}
HOSTILE: tuple[dict[str, Any], ...] = (
    {"items": [ITEM, ITEM]},
    {"items": [{**ITEM, "parts": 0}]},
    {"items": [{**ITEM, "parts": -1}, {**ITEM, "parts": 2}]},
    {"items": [{**ITEM, "parts": 1.5}]},
    {"items": [{**ITEM, "kind": "script"}]},
    {"items": [{**ITEM, "about": "__proto__"}]},
    {"items": "audio"},
    {"items": [None]},
    {"items": [ITEM] * 500},
    {"items": [{**ITEM, "parts": 10**30}]},
    {"point": ["柳河镇"]},
    {"point": "长" * 5000},
    {"recorded_at_ms": 1e300},
    {"clock_trusted": "yes"},
    {"reply_recipient": "age1"},
    {"reply_recipient": None},
    {"details": []},
    {"details": {"purpose": "party"}},
    {"details": {"text": 7}},
    {"details": {"text": "长" * 3001}},
    {"details": {"contact": "王大山"}},
    {"details": {"contact": {"callback": "at night"}}},
    {"details": {"representatives": ["王"] * 6}},
    {"details": {"others": -3}},
    {"details": {"recusal": {"kept_out": ["constructor"]}}},
    {"details": {"rating": "toString"}},
    {"padding": "x" * 300_000},
)


def bomb() -> bytes:
    """A small PNG that says it is a picture of 60 000 by 60 000."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + bytes(400)


def test_no_hostile_meta_is_shown_or_keeps_the_others_from_being_shown(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    first = arrived(ingest, Visit([voice()], changes=HOSTILE[0]).sealed(t001, [office.recipient]))
    for changes in HOSTILE[1:]:
        arrived(ingest, Visit([voice()], changes=changes).sealed(t001, [office.recipient], after=first))
    sound = arrived(ingest, Visit([paper(1)]).sealed(t001, [office.recipient], after=first))

    opened(desk, sound, office)
    desk.says("内容都在")

    said = desk.page.locator("article:not(.asked)").all_inner_texts()
    assert [changes for text, changes in zip(said, HOSTILE, strict=True) if "说明损坏了" not in text] == []
    assert desk.page.locator("article:not(.asked) :is(figure, dt, .warning)").count() == 0
    assert desk.page.locator(".asked figure").count() == 1
    assert desk.complaints == []


def test_a_damaged_meta_alone_leaves_the_way_back_to_the_key(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = arrived(ingest, Visit([voice()], changes=HOSTILE[0]).sealed(t001, [office.recipient]))
    desk.log_in()

    open_with(desk, sealed, key_text(office))
    desk.says("说明损坏了")

    assert desk.page.is_enabled("#open")
    assert desk.page.is_hidden("#answer")


def test_a_meta_that_is_no_json_is_damaged(desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity) -> None:
    visit = Visit([voice()]).sealed(t001, [office.recipient])
    visit.parts[-1] = Visit([voice()]).sealed(t001, [office.recipient]).parts[0]
    desk.log_in()

    open_with(desk, arrived(ingest, visit), key_text(office))

    desk.says("说明损坏了")


def test_markup_is_text_and_hidden_characters_show(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    markup = "<img src=x onerror=alert(1)><script>document.title='owned'</script>"
    contact = Contact(name=f"{markup[:40]}", reach="138\u202e86420000\u2066", callback="none")
    sealed = arrived(ingest, Visit([], Details(text=markup, contact=contact)).sealed(t001, [office.recipient]))

    opened(desk, sealed, office)
    desk.says("内容都在")

    assert desk.page.inner_text("article .words") == markup
    assert desk.page.inner_text(".warning bdi") == "138\ufffd86420000\ufffd"
    assert desk.page.locator("article img, article script").count() == 0
    assert "owned" not in desk.page.title()
    assert desk.complaints == []


@pytest.mark.parametrize("content", [b"no picture", bomb(), b"\xff\xd8\xff", b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9000])
def test_a_page_that_is_no_picture_is_said_in_its_place_and_the_others_are_shown(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity, *, content: bytes
) -> None:
    broken = (Item(kind="paper", parts=1), [content])
    sealed = arrived(ingest, Visit([paper(1), broken, paper(2)]).sealed(t001, [office.recipient]))

    opened(desk, sealed, office)
    desk.says("有一段损坏了")

    assert desk.page.locator("figure.broken").count() == 1
    assert "损坏" in desk.page.inner_text("figure:nth-child(2)")
    widths = desk.page.evaluate("Array.from(document.querySelectorAll('figure canvas'), canvas => canvas.width)")
    assert widths[0] == widths[2] == 339


def test_a_take_that_is_no_film_is_said_in_its_place(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    broken = (Item(kind="video", parts=1, duration_ms=5), [b"no film at all" * 400])
    sealed = arrived(ingest, Visit([broken, paper(1)]).sealed(t001, [office.recipient]))

    opened(desk, sealed, office)

    desk.until("document.querySelectorAll('figure.broken').length === 1")
    desk.until("document.querySelector('figure canvas').width === 339")
    assert desk.page.evaluate("document.getElementById('status').classList.contains('trouble')")
