"""Full disks, wrong clocks, refusals and lies: each has a clear outcome and loses nothing that was promised."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from edge.errors import AlreadyRunning, NoRoom
from edge.fleet.clock import system_ms
from edge.store.place import Place
from tests.edge.cast import Cast, make_cast, mallory, notice, publish, until
from tests.edge.county_model import CountyModel
from tests.edge.terminal import Terminal, record, running, send
from wire import port, topics
from wire.codec import to_json
from wire.ids import PetitionId, new_id
from wire.petition.upload import Refused
from wire.seal.signed import Signed
from wire.terminal_config import LimitsSection

YEAR_1970_MS = 86_400_000
YEAR_2099_MS = 4_070_908_800_000


def visit(cast: Cast, story: Callable[[Terminal], Awaitable[None]], *, clock_ms: int | None = None) -> None:
    async def run() -> None:
        read_clock_ms = system_ms if clock_ms is None else lambda: clock_ms
        async with running(cast, read_clock_ms=read_clock_ms) as terminal:
            await story(terminal)

    asyncio.run(run())


def hear(terminal: Terminal, row: topics.Row, subject_id: str, payload: bytes) -> None:
    terminal.link.hear(topics.topic(row, "t001", subject_id), payload)


def test_a_full_disk_is_said_before_anything_is_recorded(tmp_path: Path) -> None:
    cast = make_cast(tmp_path, limits=LimitsSection(disk_reserve_bytes=1 << 60))

    async def story(terminal: Terminal) -> None:
        kiosk = await terminal.face()
        kiosk.ask(port.StartDraft(petition_id=PetitionId(new_id())))

        assert (await kiosk.hears(port.Sorry)).reason == "disk_full"
        assert terminal.agent.status().disk_full

    visit(cast, story)


def test_a_disk_that_fills_up_while_sending_keeps_the_draft_for_another_try(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        kiosk = await terminal.face()
        petition_id = await record(kiosk)
        (cast.home / "blobs").rename(cast.home / "away")
        kiosk.ask(port.SubmitDraft(petition_id=petition_id))
        assert (await kiosk.hears(port.Sorry)).reason == "disk_full"

        (cast.home / "away").rename(cast.home / "blobs")
        kiosk.ask(port.SubmitDraft(petition_id=petition_id))

        assert (await kiosk.hears(port.Submitted)).petition_id == petition_id

    visit(cast, story)


@pytest.mark.parametrize("clock_ms", [YEAR_1970_MS, YEAR_2099_MS])
def test_a_wrong_clock_is_told_and_stands_in_nobody_s_way(cast: Cast, clock_ms: int) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        kiosk = await terminal.face()

        petition_id = await send(kiosk)
        await terminal.county_answers()

        assert terminal.county.finished == [petition_id]
        assert not terminal.agent.status().clock_trusted

    visit(cast, story, clock_ms=clock_ms)


def test_hostile_receipts_delete_nothing(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        kiosk = await terminal.face()
        petition_id, other = await send(kiosk), await send(kiosk)
        spool = terminal.agent.features.spool
        mine, its = spool.find(petition_id), spool.find(other)
        assert mine is not None
        assert its is not None
        for lie in (
            cast.receipt(petition_id, mine.manifest, signer=mallory()),
            cast.receipt(petition_id, its.manifest),
            cast.receipt(other, its.manifest),
        ):
            hear(terminal, topics.RECEIPT, petition_id, to_json(lie))
        hear(terminal, topics.RECEIPT, petition_id, b"not even JSON")
        await asyncio.sleep(0.1)

        assert len(spool.waiting()) == 2
        assert terminal.agent.features.blobs.path(petition_id).exists()

        hear(terminal, topics.RECEIPT, petition_id, to_json(cast.receipt(petition_id, mine.manifest)))
        hear(terminal, topics.RECEIPT, petition_id, to_json(cast.receipt(petition_id, mine.manifest)))
        await kiosk.hears(port.Receipted)
        assert [one.petition_id for one in spool.waiting()] == [other]

    visit(cast, story)


def test_a_receipt_that_the_full_disk_does_not_take_makes_its_own_room(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        kiosk = await terminal.face()
        petition_id = await send(kiosk)
        spool, blob = terminal.agent.features.spool, terminal.agent.features.blobs.path(petition_id)
        write_down = spool.mark_receipted

        def while_there_is_room(petition: PetitionId, receipt: Signed) -> None:
            if blob.exists():
                raise NoRoom("the disk is full")
            write_down(petition, receipt)

        monkeypatch.setattr(spool, "mark_receipted", while_there_is_room)
        await terminal.county_answers()

        await kiosk.hears(port.Receipted)
        assert spool.waiting() == []

    visit(cast, story)


def test_a_petition_whose_blob_went_before_its_receipt_was_written_down_is_offered_again(cast: Cast) -> None:
    county: list[CountyModel] = []

    async def story(terminal: Terminal) -> None:
        terminal.connect()
        petition_id = await send(await terminal.face())
        spool = terminal.agent.features.spool
        spool.mark_receipted = lambda *_: None  # type: ignore[method-assign]  # killed before it was written down
        await terminal.county_answers()
        assert not terminal.agent.features.blobs.path(petition_id).exists()
        county.append(terminal.county)

    async def next_start(terminal: Terminal) -> None:
        terminal.county = county[0]
        assert terminal.agent.status().waiting_petitions == 1
        terminal.connect()
        kiosk = await terminal.face()
        await terminal.county_answers()
        await kiosk.hears(port.Receipted)
        assert terminal.agent.status().waiting_petitions == 0

    visit(cast, story)

    visit(cast, next_start)


def test_a_refusal_is_told_and_keeps_the_petition(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        kiosk = await terminal.face()
        petition_id = await send(kiosk)
        refusal = Refused(petition_id=petition_id, reason="unknown_terminal", permanent=True)

        hear(terminal, topics.REFUSED, petition_id, to_json(refusal))
        told = await kiosk.hears(port.PetitionRefused)

        assert (told.reason, told.permanent) == ("unknown_terminal", True)
        assert terminal.agent.features.blobs.path(petition_id).exists()

    async def next_start(terminal: Terminal) -> None:
        terminal.connect()
        await terminal.county_answers()
        assert len(terminal.county.finished) == 1

    visit(cast, story)

    visit(cast, next_start)


def test_messages_nobody_can_read_or_believe_change_nothing(cast: Cast) -> None:
    lie = notice("假通知")

    async def story(terminal: Terminal) -> None:
        terminal.connect()
        for row in (topics.HAVE, topics.RECEIPT, topics.REFUSED, topics.ANSWER, topics.PONG):
            hear(terminal, row, new_id(), b"{}")
            hear(terminal, row, new_id(), b"\xff" * 1000)
        terminal.link.hear("zt/1/t001/down/petition/unheard-of/" + new_id(), b"{}")
        terminal.link.hear("zt/1/t001/up/fleet/state", b"{}")
        terminal.link.hear(topics.topic(topics.NOTICE, "liuhe", lie.notice_id), to_json(publish(lie, mallory())))
        await asyncio.sleep(0.05)

        assert terminal.agent.features.affairs.current().notices == []
        assert terminal.agent.status().link_up

    visit(cast, story)


def test_revoked_credentials_are_told_and_the_spool_stays(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.connect()
        kiosk = await terminal.face()
        await until(lambda: terminal.agent.status().link_up)
        petition_id = await send(kiosk)

        terminal.link.refuse("Not authorized")
        terminal.bulk.refuse("Not authorized")

        await until(lambda: not terminal.agent.status().link_up)
        kiosk.ask(port.SubmitDraft(petition_id=petition_id))
        assert (await kiosk.hears(port.Submitted)).petition_id == petition_id
        assert terminal.agent.status().waiting_petitions == 1

    visit(cast, story)


def test_a_petition_is_not_mixed_up_by_cuts_in_the_middle(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        terminal.studio.segment_bytes = [300_000] * 6
        terminal.connect()
        kiosk = await terminal.face()
        petition_id = await send(kiosk)
        for _ in range(5):
            await asyncio.sleep(0.02)
            terminal.bulk.cut()
            terminal.link.cut()
            await asyncio.sleep(0.02)
            terminal.connect()
        await terminal.county_answers()

        await kiosk.hears(port.Receipted)
        assert terminal.county.finished == [petition_id]

    visit(cast, story)


def test_a_home_has_one_keeper(cast: Cast) -> None:
    async def story(terminal: Terminal) -> None:
        with pytest.raises(AlreadyRunning):
            Place.take(cast.home, cast.config, cast.keys)

    visit(cast, story)


def test_a_signature_of_another_kind_is_no_signature(cast: Cast) -> None:
    forged = Signed(alg="es256", kid="county", context="index/v1", payload=b"{}", signature=b"x")

    async def story(terminal: Terminal) -> None:
        terminal.connect()
        terminal.link.hear(topics.topic(topics.INDEX, "liuhe"), to_json(forged))
        await asyncio.sleep(0.05)

        assert terminal.agent.features.affairs.serial == 0

    visit(cast, story)
