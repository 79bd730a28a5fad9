"""What one villager left is gone from the edge before the next one comes: no code, no key, no page, no word."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

import pytest

from edge import agent
from tests.edge.cast import Cast, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from tests.edge.visitor import Confidant, Inquirer, forgets
from tests.journeys.remains.canary import Canary, words
from tests.journeys.remains.memory import Before, remains
from tests.journeys.remains.places import files_with
from wire import port, topics
from wire.call import engine as words_of_engine
from wire.call.signals import CALL_DOWN_CONTEXT, Ring, Seat
from wire.codec import to_json
from wire.ids import AskId, CallId, new_id
from wire.seal.receipt_code import code_keys, new_code
from wire.seal.signed import signed

pytestmark = pytest.mark.timeout(240)
"""All that a process holds is walked through, and a long run of tests holds much."""
Ending = Callable[[Terminal, FaceOnWire, Confidant], Awaitable[None]]


async def cancelled(_terminal: Terminal, kiosk: FaceOnWire, villager: Confidant) -> None:
    kiosk.ask(port.StopPreview())
    kiosk.ask(port.CancelDraft(petition_id=villager.petition_id))
    await kiosk.hears(port.DraftCancelled)


async def cancelled_while_recording(terminal: Terminal, kiosk: FaceOnWire, villager: Confidant) -> None:
    kiosk.ask(port.StopPreview())
    kiosk.ask(port.StartRecording(petition_id=villager.petition_id))
    await kiosk.hears(port.RecordingStarted)
    await cancelled(terminal, kiosk, villager)


async def cancelled_while_replaying(terminal: Terminal, kiosk: FaceOnWire, villager: Confidant) -> None:
    kiosk.ask(port.StopPreview())
    kiosk.ask(port.StartReplay(petition_id=villager.petition_id))
    await kiosk.hears(port.ReplayStarted)
    await cancelled(terminal, kiosk, villager)


async def sent_and_kept(_terminal: Terminal, kiosk: FaceOnWire, villager: Confidant) -> None:
    kiosk.ask(port.StopPreview())
    kiosk.ask(port.SubmitDraft(petition_id=villager.petition_id, details=villager.details))
    await kiosk.hears(port.Submitted)


async def sent_and_receipted(terminal: Terminal, kiosk: FaceOnWire, villager: Confidant) -> None:
    await sent_and_kept(terminal, kiosk, villager)
    terminal.connect()
    await terminal.county_answers()
    await kiosk.hears(port.Receipted)


async def face_gone(terminal: Terminal, kiosk: FaceOnWire, _villager: Confidant) -> None:
    await kiosk.leave()
    terminal.faces.remove(kiosk)
    await until(lambda: not terminal.agent.features.petitions._drafts.all())


ENDINGS: tuple[Ending, ...] = (
    *(cancelled, cancelled_while_recording, cancelled_while_replaying),
    *(sent_and_kept, sent_and_receipted, face_gone),
)


def test_of_a_petition_only_what_is_sealed_remains(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent, "LEFT_DRAFTS_S", 0.05)

    async def visits() -> dict[str, list[str]]:
        async with running(cast, derive=code_keys) as terminal:
            before = Before()
            return {ends.__name__: await visit(terminal, before, ends) for ends in ENDINGS}

    async def visit(terminal: Terminal, before: Before, ends: Ending) -> list[str]:
        villager, kiosk = Confidant(), await terminal.face()
        await villager.begins(kiosk, under=Canary("earlier code", new_code()) if ends is cancelled else None)
        await villager.says_it_all(kiosk)
        await villager.hands_over_keys(terminal)
        await ends(terminal, kiosk, villager)
        return await left(terminal, kiosk, villager, before=before)

    assert asyncio.run(visits()) == {ends.__name__: [] for ends in ENDINGS}


def test_of_an_answer_nothing_remains(cast: Cast) -> None:
    async def forgotten(terminal: Terminal, kiosk: FaceOnWire, villager: Inquirer) -> None:
        kiosk.ask(port.ForgetAnswer(ask_id=villager.ask_id))
        kiosk.ask(port.Hush())
        await until(lambda: not terminal.speech.speaking)

    async def asked_again(terminal: Terminal, kiosk: FaceOnWire, _villager: Inquirer) -> None:
        """For something that nobody knows, and what was found goes."""
        kiosk.ask(port.Hush())
        kiosk.ask(port.AskAnswer(ask_id=AskId(new_id()), code=new_code()))
        await terminal.county_answers_until(kiosk, port.AnswerFound)
        await until(lambda: not terminal.speech.speaking)

    async def gone(terminal: Terminal, kiosk: FaceOnWire, _villager: Inquirer) -> None:
        await kiosk.leave()
        terminal.faces.remove(kiosk)
        await until(lambda: not terminal.agent.port.visitors)

    async def visits() -> dict[str, list[str]]:
        found = {}
        async with running(cast, derive=code_keys) as terminal:
            terminal.connect()
            before = Before()
            for ends in (forgotten, asked_again, gone):
                villager, kiosk = Inquirer(), await terminal.face()
                await villager.asks(terminal, kiosk)
                await ends(terminal, kiosk, villager)
                found[ends.__name__] = await left(terminal, kiosk, villager, before=before)
        return found

    assert asyncio.run(visits()) == {"forgotten": [], "asked_again": [], "gone": []}


def test_of_a_call_nothing_remains(cast: Cast) -> None:
    officer, said = words("officer"), Canary("sound", secrets.token_bytes(960))
    also, rings = words("also"), words("rings")

    async def visit() -> list[str]:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk = await terminal.face()
            before = Before()
            await _talks(terminal, kiosk, officer=officer, said=said, also=also)
            await _is_called_back(terminal, kiosk, rings)
            forgets(terminal, kiosk)
            terminal.media.clear()
            await asyncio.sleep(0.05)
            canaries = (officer, said, also, rings)
            return [*map(str, remains(canaries, before)), *files_with(canaries, terminal.cast.home)]

    assert asyncio.run(visit()) == []


async def _is_called_back(terminal: Terminal, kiosk: FaceOnWire, officer: Canary) -> None:
    """Nobody wants to answer."""
    ring = Ring(ring_id=CallId(new_id()), asked_at_ms=1, officer=officer.text)
    sealed = to_json(signed(ring, terminal.cast.county, CALL_DOWN_CONTEXT))
    terminal.link.hear(topics.topic(topics.RING, "t001", ring.ring_id), sealed)
    await kiosk.hears(port.RingsHere)
    kiosk.ask(port.RefuseRing(ring_id=ring.ring_id))
    await kiosk.hears(port.RingOver)


async def _talks(terminal: Terminal, kiosk: FaceOnWire, *, officer: Canary, said: Canary, also: Canary) -> None:
    """An officer with this name hears this, brings in somebody, holds the call, and the villager hangs up."""
    call_id = CallId(new_id())
    kiosk.ask(port.StartCall(call_id=call_id))
    await until(lambda: bool(terminal.media))
    seat = signed(Seat(call_id=call_id, officer=officer.text), terminal.cast.county, CALL_DOWN_CONTEXT)
    terminal.link.hear(topics.topic(topics.SEAT, "t001", call_id), to_json(seat))
    await kiosk.hears(port.CallTaken)
    hears = terminal.studio.hears
    assert hears is not None
    hears(said.content)
    await until(lambda: bool(terminal.media[0].sound))
    terminal.media[0].says(words_of_engine.FarHeard(samples=said.content))
    held = Seat(call_id=call_id, serial=1, officer=officer.text, also=also.text, held=True)
    terminal.link.hear(
        topics.topic(topics.SEAT, "t001", call_id), to_json(signed(held, terminal.cast.county, CALL_DOWN_CONTEXT))
    )
    await kiosk.hears(port.CallHeld)
    kiosk.ask(port.ShowPaper(call_id=call_id, shown=True))
    await kiosk.hears(port.CallSides)
    kiosk.ask(port.EndCall(call_id=call_id))
    await kiosk.hears(port.CallEnded)


async def left(terminal: Terminal, kiosk: FaceOnWire, villager: Confidant | Inquirer, *, before: Before) -> list[str]:
    """Where something of this villager still is."""
    forgets(terminal, kiosk)
    await asyncio.sleep(0.05)
    keys = ["a key lives"] * villager.living_keys
    found = [str(find) for find in remains(villager.canaries.values(), before)]
    return [*keys, *found, *files_with(villager.canaries.values(), terminal.cast.home)]
