"""Papers and handwriting: sealed before they are on disk, looked at again, ordered, thrown away."""

import asyncio
from pathlib import Path

import pytest

from edge.capture import facts
from edge.capture.errors import NoPapersCamera, Occupied
from edge.errors import NoDraft, NoRoom, NotRecorded
from edge.petition import room
from edge.petition.drafts import Draft
from edge.petition.studio_fake import SHEET
from tests.edge.petition.pictures import png
from tests.edge.petition.stage import OFFICE, Devices, play
from wire import port
from wire.errors import BadMessage
from wire.ids import PageId, new_id

ONE, TWO, THREE = PageId("1" * 32), PageId("2" * 32), PageId("3" * 32)


def writing(draft: Draft, page_id: PageId, picture: bytes = b"") -> port.KeepWriting:
    return port.KeepWriting(petition_id=draft.petition_id, page_id=page_id, png=picture or png(), about="name")


def names(draft: Draft) -> list[str]:
    return [page.page_id[0] for page in draft.pages]


def test_a_photograph_opens_with_the_office_key_and_the_draft_s_own(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        devices.studio.page_quality = "blurred"

        kept = await devices.desk.take_page(draft, ONE)

        assert kept == port.PageKept(petition_id=draft.petition_id, page_id=ONE, quality="blurred")
        sealed = (draft.directory / "pages" / f"{ONE}.age").read_bytes()
        assert OFFICE.open(sealed) == draft.identity.open(sealed)
        opened = OFFICE.open(sealed)
        assert len(opened) == 4096
        assert opened[:20] == SHEET[:20]
        assert opened[-20:] == SHEET[-20:]
        assert SHEET[100:200] not in sealed

    play(tmp_path, story)


def test_handwriting_is_kept_without_anything_but_the_picture(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()

        await devices.desk.keep_writing(draft, writing(draft, ONE))

        (page,) = draft.pages
        assert (page.kind, page.about, page.kept_at_ms, page.clock_trusted) == ("writing", "name", 5, True)
        opened = OFFICE.open(page.path.read_bytes())
        assert opened.startswith(png()[:-12])
        assert opened.endswith(png()[-12:])

    play(tmp_path, story)


def test_a_page_is_looked_at_again(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        await devices.desk.keep_writing(draft, writing(draft, ONE))

        await devices.desk.show(draft, ONE)
        assert devices.studio.shown.startswith(png()[:-12])
        devices.booth.stop_preview()
        assert devices.studio.shown == b""

        with pytest.raises(NotRecorded):
            await devices.desk.show(draft, TWO)

    play(tmp_path, story)


def test_pages_are_replaced_ordered_and_thrown_away(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        for page_id in (ONE, TWO, THREE):
            await devices.desk.take_page(draft, page_id)
        before = draft.pages.get(TWO)
        await devices.desk.take_page(draft, TWO)
        assert names(draft) == ["1", "2", "3"]
        assert draft.pages.get(TWO) != before

        await devices.desk.order(draft, [THREE, PageId(new_id()), ONE, THREE])
        assert names(draft) == ["3", "1", "2"]

        await devices.desk.discard(draft, ONE)
        await devices.desk.discard(draft, ONE)
        assert names(draft) == ["3", "2"]
        assert len(list((draft.directory / "pages").iterdir())) == 2

    play(tmp_path, story)


@pytest.mark.parametrize("page_id", ["", "..", "../../x", "a" * 31, "A" * 32, "a" * 100_000, "\0"])
def test_a_page_id_that_is_none_becomes_no_file(tmp_path: Path, page_id: str) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        with pytest.raises(BadMessage):
            await devices.desk.take_page(draft, PageId(page_id))
        with pytest.raises(BadMessage):
            await devices.desk.keep_writing(draft, writing(draft, PageId(page_id)))
        await devices.desk.discard(draft, PageId(page_id))
        with pytest.raises(NotRecorded):
            await devices.desk.show(draft, PageId(page_id))

        assert not list(draft.directory.iterdir())

    play(tmp_path, story)


def test_ten_thousand_pages_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_PAGES", 3)

    async def story(devices: Devices) -> None:
        draft = devices.draft()
        for _ in range(3):
            await devices.desk.keep_writing(draft, writing(draft, PageId(new_id())))
        for _ in range(30):
            with pytest.raises(NoRoom):
                await devices.desk.keep_writing(draft, writing(draft, PageId(new_id())))
            with pytest.raises(NoRoom):
                await devices.desk.take_page(draft, PageId(new_id()))

        assert len(list((draft.directory / "pages").iterdir())) == 3
        (first, *_) = draft.pages
        await devices.desk.take_page(draft, first.page_id)
        await devices.desk.order(draft, [PageId(f"{number:032x}") for number in range(10_000)])

    play(tmp_path, story)


def test_a_full_disk_takes_no_page_and_keeps_those_that_are_there(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        await devices.desk.take_page(draft, ONE)
        devices.free_bytes = 10_000
        with pytest.raises(NoRoom):
            await devices.desk.take_page(draft, TWO)
        devices.free_bytes = 1 << 30
        (draft.directory / "pages").chmod(0o500)
        (draft.directory / "pages").rename(draft.directory / "away")
        (draft.directory / "pages").write_bytes(b"in the way")
        with pytest.raises(NoRoom):
            await devices.desk.take_page(draft, TWO)
        (draft.directory / "pages").unlink()
        (draft.directory / "away").rename(draft.directory / "pages")
        (draft.directory / "pages").chmod(0o700)

        assert names(draft) == ["1"]
        await devices.desk.show(draft, ONE)

    play(tmp_path, story)


def test_a_camera_that_gives_no_picture_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        monkeypatch.setattr(devices.studio, "take_page", lambda: None)
        taking = asyncio.create_task(devices.desk.take_page(draft, ONE))
        await asyncio.sleep(0)
        with pytest.raises(Occupied):
            await devices.desk.take_page(draft, TWO)
        devices.desk.took_place(facts.PageNotTaken())
        with pytest.raises(NoPapersCamera):
            await taking

        devices.studio.has_papers_camera = False
        monkeypatch.undo()
        with pytest.raises(NoPapersCamera):
            await devices.desk.take_page(draft, ONE)
        devices.studio.has_papers_camera = True
        assert await devices.desk.take_page(draft, ONE)

    play(tmp_path, story)


def test_a_picture_that_comes_after_the_villager_has_left_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        monkeypatch.setattr(devices.studio, "take_page", lambda: None)
        taking = asyncio.create_task(devices.desk.take_page(draft, ONE))
        await asyncio.sleep(0)
        await devices.booth.cancel(draft)
        devices.desk.took_place(facts.PageTaken(SHEET, "good"))

        with pytest.raises(NoDraft):
            await taking
        assert not list((tmp_path / "drafts").iterdir())

    play(tmp_path, story)


def test_cancelling_while_a_page_is_written_leaves_no_byte(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        for turns in range(12):
            draft = devices.draft()
            kept = [
                asyncio.create_task(devices.desk.keep_writing(draft, writing(draft, PageId(new_id()))))
                for _ in range(4)
            ]
            for _ in range(turns):
                await asyncio.sleep(0.0005)
            await devices.booth.cancel(draft)
            assert not list((tmp_path / "drafts").iterdir())

            ended = await asyncio.gather(*kept, return_exceptions=True)
            assert all(isinstance(one, port.PageKept | NoDraft) for one in ended)
            assert not list((tmp_path / "drafts").iterdir())

    play(tmp_path, story)


def test_while_it_is_sent_its_pages_stay_as_they_are(tmp_path: Path) -> None:
    async def story(devices: Devices) -> None:
        draft = devices.draft()
        await devices.desk.take_page(draft, ONE)
        draft.submitting = True

        for ask in (
            devices.desk.take_page(draft, TWO),
            devices.desk.keep_writing(draft, writing(draft, TWO)),
            devices.desk.discard(draft, ONE),
            devices.desk.order(draft, []),
            devices.booth.discard(draft),
        ):
            with pytest.raises(Occupied):
                await ask

    play(tmp_path, story)
