"""A whole inquiry at a whole terminal, with the real recorder: two officers, one villager, one matter at the county."""

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path

import pytest

from tests.edge.cast import Cast, until
from tests.edge.inquiry.bureau import Bureau, signature, speaking
from tests.edge.inquiry.parcel import Film, Parcel, facts, parcel, pitch
from tests.edge.inquiry.stranger import Desk
from tests.edge.terminal import FaceOnWire, Terminal, running
from wire import port
from wire.inquiry.log import InquiryEnded, PageConfirmed, SegmentKept, SignatureGiven

pytestmark = pytest.mark.timeout(90)


async def confirms(bureau: Bureau, kiosk: FaceOnWire, page: int, version: int) -> None:
    kiosk.ask(port.ConfirmPage(inquiry_id=bureau.inquiry_id, page=page, version=version, right=True))
    await until(lambda: any((one.page, one.version) == (page, version) for one in bureau.told().pages))


async def goes_through(bureau: Bureau, kiosk: FaceOnWire) -> list[str]:
    """All steps in order; gives the pages' digests."""
    bureau.leads("rights")
    kiosk.ask(port.AgreeToStep(inquiry_id=bureau.inquiry_id, step="rights"))
    bureau.leads("questions")
    digests = [bureau.types(1, 1), bureau.types(1, 2), bureau.types(2, 1)]
    await kiosk.hears(port.InquiryText)
    bureau.leads("read_back", reading=1)
    await until(lambda: bureau.told().heard == bureau.serial)
    await confirms(bureau, kiosk, 1, 2)
    await confirms(bureau, kiosk, 2, 1)
    bureau.leads("signature")
    await until(lambda: bureau.told().heard == bureau.serial)
    kiosk.ask(port.SignInquiry(inquiry_id=bureau.inquiry_id, png=signature()))
    await until(lambda: bool(bureau.told().signature_sha256))
    return digests[1:]


async def ends(bureau: Bureau, kiosk: FaceOnWire) -> port.InquiryOver:
    bureau.leads("end")
    bureau.leads("end", over=True)
    return await kiosk.hears(port.InquiryOver, within_s=20)


def a_stranger_believes_it(sent: Parcel, cast: Cast, folder: Path) -> None:
    """With all that can be compared; the log ends to the millisecond where the recording does."""
    key = folder / "office.key"
    key.write_text(str(cast.office._identity))
    log = Desk(folder / "desk", (sent,)).judge(identity=str(key), signer="t001")
    assert log.pieces[-1]["to_ms"] == log.ended_ms


def test_a_whole_inquiry_becomes_one_matter(cast: Cast, tmp_path: Path) -> None:
    async def inquiry() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            talking = asyncio.create_task(speaking(terminal, near_hz=400, far_hz=1000))
            try:
                await bureau.begins(kiosk)
                digests = await goes_through(bureau, kiosk)
                over = await ends(bureau, kiosk)
            finally:
                talking.cancel()
                with suppress(asyncio.CancelledError):
                    await talking
            await judged(terminal, bureau, over, digests)

    async def judged(terminal: Terminal, bureau: Bureau, over: port.InquiryOver, digests: list[str]) -> None:
        told = bureau.told()
        assert (over.why, over.kept, len(over.code)) == ("done", True, 16)
        assert (told.tape, told.agreed, len(told.pages)) == ("kept", ("rights",), 2)
        assert told.petition_id is not None
        sent = parcel(cast, terminal.agent.features.spool, terminal.agent.features.blobs, told.petition_id)
        assert [item.kind for item in sent.meta.items] == ["video", "log", "document", "writing"]
        links = sent.links(bureau.inquiry_id)
        assert facts(links)[:2] == ["InquiryBegun", "VillagerAgreed"]
        assert isinstance(links[-1].fact, InquiryEnded)
        assert [link.fact.sha256 for link in links if isinstance(link.fact, PageConfirmed)] == digests
        pieces = [link.fact.sealed_sha256 for link in links if isinstance(link.fact, SegmentKept)]
        assert pieces == [part.sha256 for part in sent.manifest.parts[: len(pieces)]]
        assert len(pieces) == told.segments == sent.meta.items[0].parts
        signed = next(link.fact.sha256 for link in links if isinstance(link.fact, SignatureGiven))
        assert signed == hashlib.sha256(sent.of("writing")[0]).hexdigest() == told.signature_sha256
        assert f"head={told.head}".encode() in sent.of("document")[0]
        a_stranger_believes_it(sent, cast, tmp_path)
        film = Film.of(sent.of("video")[0])
        assert abs(pitch(film.left) - 400) < 10
        assert abs(pitch(film.right) - 1000) < 10

    asyncio.run(inquiry())
