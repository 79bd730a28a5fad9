"""A villager's visit, told by what the kiosk asks and hears, with the county played by a model."""

import asyncio

from tests.edge.cast import Cast, until
from tests.edge.terminal import record, running, send
from wire import port
from wire.codec import from_json
from wire.ids import PetitionId, new_id
from wire.petition.manifest import MANIFEST_CONTEXT, Manifest, PetitionMeta
from wire.seal.signed import verified


def test_a_petition_is_promised_sent_and_receipted(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk = await terminal.face()

            petition_id = await send(kiosk)
            await terminal.county_answers()

            assert (await kiosk.hears(port.Receipted)).petition_id == petition_id
            assert terminal.county.finished == [petition_id]
            assert not list((cast.home / "blobs").iterdir())
            assert not list((cast.home / "drafts").iterdir())

    asyncio.run(visit())


def test_what_arrives_is_signed_by_the_terminal_and_opens_with_the_office_key(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            petition_id = await send(await terminal.face())

            await terminal.county_answers()

            kept = terminal.county.petitions[petition_id]
            device = cast.keys.device._private.public_key()
            manifest = verified(kept.offer.manifest, Manifest, key=device, context=MANIFEST_CONTEXT)
            meta = from_json(cast.office.open(kept.blob[-manifest.parts[-1].length :]), PetitionMeta)
            assert [part.role for part in manifest.parts] == ["media", "media", "meta"]
            assert meta.petition_id == petition_id
            assert meta.point == cast.config.terminal.point

    asyncio.run(visit())


def test_thank_you_is_said_without_a_network_and_the_upload_goes_on_after_a_restart(cast: Cast) -> None:
    async def visit() -> PetitionId:
        async with running(cast) as terminal:
            return await send(await terminal.face())

    async def next_day(petition_id: PetitionId) -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            terminal.connect()
            await terminal.county_answers()
            await kiosk.hears(port.Receipted)
            assert terminal.county.finished == [petition_id]

    petition_id = asyncio.run(visit())

    asyncio.run(next_day(petition_id))


def test_submitting_twice_is_answered_twice_and_sent_once(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = await record(kiosk)

            for _ in range(3):
                kiosk.ask(port.SubmitDraft(petition_id=petition_id))
            answers = [await kiosk.hears(port.Submitted) for _ in range(3)]

            assert len({answer.total_bytes for answer in answers}) == 1
            assert terminal.agent.status().waiting_petitions == 1

    asyncio.run(visit())


def test_a_submission_is_answered_again_after_the_edge_was_restarted(cast: Cast) -> None:
    async def visit() -> PetitionId:
        async with running(cast) as terminal:
            return await send(await terminal.face())

    async def after(petition_id: PetitionId) -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            kiosk.ask(port.SubmitDraft(petition_id=petition_id))
            assert (await kiosk.hears(port.Submitted)).petition_id == petition_id

    asyncio.run(after(asyncio.run(visit())))


def test_a_cancelled_draft_leaves_nothing(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = await record(kiosk)

            kiosk.ask(port.CancelDraft(petition_id=petition_id))
            await kiosk.hears(port.DraftCancelled)
            kiosk.ask(port.SubmitDraft(petition_id=petition_id))

            assert (await kiosk.hears(port.Sorry)).reason == "draft_unknown"
            assert not list((cast.home / "drafts").iterdir())

    asyncio.run(visit())


def test_cancelling_in_the_middle_of_a_recording_stops_it_first(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = PetitionId(new_id())
            kiosk.ask(port.StartDraft(petition_id=petition_id))
            kiosk.ask(port.StartRecording(petition_id=petition_id))
            await kiosk.hears(port.RecordingStarted)

            kiosk.ask(port.CancelDraft(petition_id=petition_id))

            await kiosk.hears(port.DraftCancelled)
            assert not list((cast.home / "drafts").iterdir())

    asyncio.run(visit())


def test_a_draft_is_replayed_with_its_own_key_and_recorded_anew(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = await record(kiosk)

            kiosk.ask(port.StartReplay(petition_id=petition_id))
            started = await kiosk.hears(port.ReplayStarted)
            kiosk.ask(port.StopReplay(petition_id=petition_id))
            await kiosk.hears(port.ReplayEnded)
            kiosk.ask(port.DiscardRecording(petition_id=petition_id))
            await kiosk.hears(port.RecordingDiscarded)
            kiosk.ask(port.SubmitDraft(petition_id=petition_id))

            assert started.duration_ms == 8000
            assert [[len(part) for part in parts] for parts in terminal.studio.replayed] == [[4096, 4096]]
            assert (await kiosk.hears(port.Sorry)).reason == "nothing_recorded"

    asyncio.run(visit())


def test_sending_ends_the_replay(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = await record(kiosk)
            kiosk.ask(port.StartReplay(petition_id=petition_id))
            await kiosk.hears(port.ReplayStarted)

            kiosk.ask(port.SubmitDraft(petition_id=petition_id))

            await kiosk.hears(port.ReplayEnded)
            await kiosk.hears(port.Submitted)

    asyncio.run(visit())


def test_drafts_of_an_earlier_start_are_wiped(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            await record(await terminal.face())

    async def after() -> None:
        async with running(cast) as terminal:
            assert not list((cast.home / "drafts").iterdir())
            assert terminal.agent.identity.birth == 2

    asyncio.run(visit())

    asyncio.run(after())


def test_a_villager_who_begins_anew_has_left_the_draft_before(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            first = await record(kiosk)

            second = await record(kiosk)

            await until(lambda: [path.name for path in (cast.home / "drafts").iterdir()] == [second])
            assert first != second

    asyncio.run(visit())


def test_a_kiosk_that_dies_ends_the_recording(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            petition_id = PetitionId(new_id())
            kiosk.ask(port.StartPreview())
            kiosk.ask(port.StartDraft(petition_id=petition_id))
            kiosk.ask(port.StartRecording(petition_id=petition_id))
            await kiosk.hears(port.RecordingStarted)

            await kiosk.leave()

            await until(lambda: not terminal.studio.previewing)
            await until(lambda: bool(terminal.agent.features.petitions.draft(petition_id).takes))
            await terminal.agent.features.petitions.abandon_left()

    asyncio.run(visit())
