"""The EdgePort of a whole agent, played request by request."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.edge.cast import Cast, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from wire import port, topics
from wire.codec import from_json
from wire.ids import PageId, PetitionId, TakeId, new_id
from wire.petition.details import Details
from wire.petition.mailbox import MailboxQuestion
from wire.petition.manifest import Manifest, PetitionMeta

FIRST, SECOND = TakeId("1" * 32), TakeId("2" * 32)
PAGE, SHEET, NAME = PageId("a" * 32), PageId("b" * 32), PageId("c" * 32)


def visit(cast: Cast, story: Callable[[Terminal, FaceOnWire], Awaitable[None]]) -> None:
    async def run() -> None:
        async with running(cast) as terminal:
            await story(terminal, await terminal.face())

    asyncio.run(run())


async def begun(kiosk: FaceOnWire, *, code: str = "") -> tuple[PetitionId, str]:
    petition_id = PetitionId(new_id())
    kiosk.ask(port.StartDraft(petition_id=petition_id, code=code))
    return petition_id, (await kiosk.hears(port.DraftStarted)).code


async def spoken(kiosk: FaceOnWire, petition_id: PetitionId, take_id: TakeId, kind: port.TakeKind = "video") -> None:
    kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=take_id, kind=kind, change_voice=kind == "audio"))
    await kiosk.hears(port.RecordingStarted)
    kiosk.ask(port.PauseRecording(petition_id=petition_id))
    await kiosk.hears(port.RecordingPaused)
    kiosk.ask(port.ResumeRecording(petition_id=petition_id))
    await kiosk.hears(port.RecordingResumed)
    kiosk.ask(port.StopRecording(petition_id=petition_id))
    assert (await kiosk.hears(port.RecordingStopped)).take_id == take_id


async def sent(terminal: Terminal, kiosk: FaceOnWire, petition_id: PetitionId, details: Details) -> PetitionMeta:
    """What the county's office reads in the end."""
    kiosk.ask(port.SubmitDraft(petition_id=petition_id, details=details))
    await kiosk.hears(port.Submitted)
    await terminal.county_answers()
    await kiosk.hears(port.Receipted)
    kept, parts = terminal.county.petitions[petition_id], manifest(terminal, petition_id).parts
    return from_json(terminal.cast.office.open(kept.blob[-parts[-1].length :]), PetitionMeta)


def manifest(terminal: Terminal, petition_id: PetitionId) -> Manifest:
    return from_json(terminal.county.petitions[petition_id].offer.manifest.payload, Manifest)


async def asked(terminal: Terminal) -> MailboxQuestion:
    """The next question that reaches the county."""

    def questions() -> list[MailboxQuestion]:
        published = terminal.link.published
        return [
            from_json(one.payload, MailboxQuestion) for one in published if topics.parse(one.topic).row == topics.ASK
        ]

    await until(lambda: bool(questions()))
    return questions()[-1]
