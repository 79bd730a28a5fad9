"""Takes and pages in any order, with failures between: what was said last is kept, and nothing else is there."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge.errors import NoRoom, NotRecorded
from edge.petition.takes import Wish
from tests.edge.petition.pictures import png
from tests.edge.petition.stage import OFFICE, Devices
from wire import port
from wire.ids import PageId, TakeId

TAKES = [TakeId(""), TakeId("1" * 32), TakeId("2" * 32)]
PAGES = [PageId(digit * 32) for digit in "abc"]
PLENTY, NOTHING = 1 << 30, 2000


class VillagerAtWork(RuleBasedStateMachine):
    """A model of names against the draft on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="draft-machine-"))
        self.loop = asyncio.new_event_loop()
        self.devices = self.play(self._made())
        self.draft = self.play(self._begun())
        self.takes: dict[TakeId, int] = {}
        self.pages: list[PageId] = []

    def teardown(self) -> None:
        if not self.draft.gone:
            self.play(self.devices.booth.cancel(self.draft))
        assert not list((self.folder / "drafts").iterdir())
        self.devices.studio.close()
        self.loop.close()
        shutil.rmtree(self.folder)

    @rule(take_id=st.sampled_from(TAKES), segments=st.integers(0, 3))
    def record(self, take_id: TakeId, segments: int) -> None:
        self.devices.studio.segment_bytes = [2000] * segments
        self.play(self._record(take_id))
        if segments:
            self.takes[take_id] = segments

    @rule(take_id=st.sampled_from(TAKES))
    def record_on_a_full_disk(self, take_id: TakeId) -> None:
        self.devices.free_bytes = NOTHING
        try:
            self.play(self._record(take_id))
        except NoRoom:
            return
        finally:
            self.devices.free_bytes = PLENTY
        raise AssertionError("there was no room")

    @rule(take_id=st.sampled_from([*TAKES, None]))
    def discard(self, take_id: TakeId | None) -> None:
        self.play(self.devices.booth.discard(self.draft, take_id))
        self.takes = {key: count for key, count in self.takes.items() if take_id not in (None, key)}

    @rule(take_id=st.sampled_from([*TAKES, None]))
    def replay(self, take_id: TakeId | None) -> None:
        wanted = [count for key, count in self.takes.items() if take_id in (None, key)]
        try:
            self.play(self._replay(take_id))
        except NotRecorded:
            assert not wanted
        else:
            assert [len(parts) for parts in self.devices.studio.replayed] == wanted

    @rule(page_id=st.sampled_from(PAGES), written=st.booleans(), full=st.booleans())
    def keep_page(self, page_id: PageId, *, written: bool, full: bool) -> None:
        self.devices.free_bytes = NOTHING if full else PLENTY
        request = port.KeepWriting(petition_id=self.draft.petition_id, page_id=page_id, png=png())
        desk = self.devices.desk
        try:
            self.play(desk.keep_writing(self.draft, request) if written else desk.take_page(self.draft, page_id))
        except NoRoom:
            assert full
        else:
            assert not full
            self.pages += [] if page_id in self.pages else [page_id]
        finally:
            self.devices.free_bytes = PLENTY

    @rule(page_id=st.sampled_from(PAGES))
    def discard_page(self, page_id: PageId) -> None:
        self.play(self.devices.desk.discard(self.draft, page_id))
        self.pages = [one for one in self.pages if one != page_id]

    @rule(order=st.lists(st.sampled_from(PAGES), max_size=5))
    def order(self, order: list[PageId]) -> None:
        self.play(self.devices.desk.order(self.draft, order))
        named = [one for one in dict.fromkeys(order) if one in self.pages]
        self.pages = named + [one for one in self.pages if one not in named]

    @precondition(lambda self: self.takes or self.pages)
    @rule()
    def begin_anew(self) -> None:
        self.play(self.devices.booth.cancel(self.draft))
        assert not list((self.folder / "drafts").iterdir())
        self.draft = self.play(self._begun())
        self.takes, self.pages = {}, []

    @invariant()
    def the_disk_holds_this_and_nothing_else(self) -> None:
        draft = self.draft
        assert {key: len(take.segments) for key, take in draft.takes.items()} == self.takes
        assert list(draft.takes) == list(self.takes)
        assert [page.page_id for page in draft.pages] == self.pages
        folders = {take.directory for take in draft.takes.values()}
        assert folders == set(draft.directory.iterdir()) - {draft.directory / "pages"}
        files = [path for path in draft.directory.rglob("*") if path.is_file()]
        assert len(files) == sum(self.takes.values()) + len(self.pages)
        for path in files:
            sealed = path.read_bytes()
            assert OFFICE.open(sealed) == draft.identity.open(sealed)
        assert draft.weight().sealed_bytes == sum(path.stat().st_size for path in files)

    def play(self, story: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(story)

    async def _made(self) -> Devices:
        return Devices(self.folder)

    async def _begun(self) -> Any:
        return self.devices.draft()

    async def _record(self, take_id: TakeId) -> None:
        self.devices.booth.start_recording(self.draft, Wish(take_id))
        await self.devices.booth.stop_recording(self.draft)

    async def _replay(self, take_id: TakeId | None) -> None:
        self.devices.booth.start_replay(self.draft, take_id)
        self.devices.booth.stop_replay()
        await asyncio.sleep(0)
        await asyncio.sleep(0)


TestVillagerAtWork = VillagerAtWork.TestCase
TestVillagerAtWork.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
