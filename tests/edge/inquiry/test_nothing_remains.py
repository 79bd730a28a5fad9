"""Of an inquiry that was promised, and of one that was left, no word, no code and no sound is in the edge any more."""

import asyncio
import secrets

import pytest

from tests.edge.cast import Cast, until
from tests.edge.inquiry.bureau import Bureau
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.visitor import forgets
from tests.journeys.remains.canary import Canary, words
from tests.journeys.remains.memory import Before, remains
from tests.journeys.remains.places import files_with
from wire import port
from wire.call import engine as words_of_engine
from wire.inquiry.transcript import Entry
from wire.seal.receipt_code import code_keys

pytestmark = pytest.mark.timeout(240)
"""All that a process holds is walked through."""


async def says_it(terminal: Terminal, kiosk: FaceOnWire, bureau: Bureau, *, said: Canary, heard: Canary) -> Canary:
    """A page of the transcript, a sound of each side, and the end; gives the code."""
    bureau.types(1, 1, entries=(Entry(who="villager", text=said.text),))
    await kiosk.hears(port.InquiryText)
    kiosk.ask(port.ConfirmPage(inquiry_id=bureau.inquiry_id, page=1, version=1, right=True))
    await until(lambda: bool(bureau.told().pages))
    hears = terminal.studio.hears
    assert hears is not None
    hears(heard.content)
    await until(lambda: bool(terminal.media[0].sound))
    terminal.media[0].says(words_of_engine.FarHeard(samples=heard.content))
    bureau.leads("questions", over=True)
    over = await kiosk.hears(port.InquiryOver, within_s=20)
    assert over.kept
    kiosk.ask(port.EndCall(call_id=bureau.call_id))
    await kiosk.hears(port.CallEnded)
    return Canary("code", over.code)


def test_of_an_inquiry_only_what_is_sealed_remains(cast: Cast) -> None:
    said, heard = words("transcript"), Canary("sound", secrets.token_bytes(960))

    async def inquiry() -> list[str]:
        async with running(cast, derive=code_keys) as terminal:
            terminal.connect()
            kiosk = await terminal.face()
            before, bureau = Before(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await bureau.begins(kiosk)
            code = await says_it(terminal, kiosk, bureau, said=said, heard=heard)
            forgets(terminal, kiosk)
            terminal.media.clear()
            await asyncio.sleep(0.3)
            canaries = (said, heard, code)
            return [*map(str, remains(canaries, before)), *files_with(canaries, terminal.cast.home)]

    assert asyncio.run(inquiry()) == []
