"""An edge that is killed in the middle of an inquiry: the next one promises it, and the county hears of it."""

import asyncio
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from edge.capture.profile import BOTH_SIDES
from tests.edge.cast import Cast, until
from tests.edge.inquiry.bureau import Bureau, speaking
from tests.edge.inquiry.parcel import parcel
from tests.edge.terminal import Terminal, running
from wire.inquiry.log import InquiryEnded
from wire.inquiry.sheet import InquiryTold


def as_it_was_killed(home: Path, to: Path) -> None:
    """What a kill at this very moment leaves on the disk."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("run", ".new-*"))


async def recorded(terminal: Terminal, copy: Path) -> tuple[Bureau, InquiryTold]:
    """Until the county was told of a piece; and what it had been told when the edge was killed."""
    terminal.connect()
    kiosk, bureau = await terminal.face(), Bureau(terminal)
    await bureau.takes_the_call(kiosk)
    talking = asyncio.create_task(speaking(terminal, near_hz=400, far_hz=900))
    try:
        await bureau.begins(kiosk)
        await until(lambda: bureau.told().segments >= 2, within_s=20)
        told = bureau.told()
        await asyncio.to_thread(as_it_was_killed, terminal.cast.home, copy)
    finally:
        talking.cancel()
        with suppress(asyncio.CancelledError):
            await talking
    return bureau, told


def test_what_the_county_was_told_of_is_promised_by_the_next_edge(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed() -> tuple[Bureau, InquiryTold]:
        async with running(cast) as terminal:
            return await recorded(terminal, tmp_path / "killed")

    async def next_edge(bureau: Bureau, before: InquiryTold) -> None:
        async with running(replace(cast, home=tmp_path / "killed")) as terminal:
            terminal.connect()
            after = replace(bureau, terminal=terminal)
            await until(lambda: bool(terminal.agent.features.inquiries.telling._over), within_s=20)
            await until(lambda: bool(after.all_told()), within_s=20)
            told, features = after.told(), terminal.agent.features
            assert (told.tape, told.why, told.inquiry_id) == ("kept", "power_cut", before.inquiry_id)
            assert told.serial > before.serial
            assert told.segments >= before.segments
            assert told.petition_id is not None
            links = parcel(cast, features.spool, features.blobs, told.petition_id).links(before.inquiry_id)
            assert links[-1].fact == InquiryEnded(why="power_cut")
            assert before.head in {link.prev for link in links}

    monkeypatch.setattr("edge.inquiry.tape.both.BOTH_SIDES", replace(BOTH_SIDES, keyframe_s=0.5, segment_s=0.5))
    bureau, before = asyncio.run(killed())
    asyncio.run(next_edge(bureau, before))
