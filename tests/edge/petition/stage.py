"""A booth and a desk with a studio that a test plays."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from edge.capture import facts
from edge.errors import NoRoom
from edge.inbox import Inbox
from edge.petition.booth import Booth
from edge.petition.codes import Codes
from edge.petition.desk import Desk
from edge.petition.drafts import Draft, Drafts
from edge.petition.room import Room
from edge.petition.studio import Rules
from edge.petition.studio_fake import FakeStudio
from edge.petition.takes import Wish
from tests.edge.cast import Told, quick_keys
from wire.ids import PetitionId, TakeId, new_id
from wire.seal.age import DraftIdentity

OFFICE = DraftIdentity.generate()
FIRST, SECOND = TakeId("1" * 32), TakeId("2" * 32)


class Devices:
    """A booth and what it is played with; call it on a loop."""

    def __init__(self, folder: Path) -> None:
        self.free_bytes = 1 << 30
        self.told = Told()
        self.status_changes = 0
        room = Room(self.require, lambda: self.free_bytes, spare_bytes=1000, bytes_a_s=1000)
        self.drafts = Drafts(folder / "drafts", room, Codes("qinghe", quick_keys))
        inbox = Inbox[facts.Fact](asyncio.get_running_loop(), self._took_place)
        self.studio = FakeStudio(inbox.put, picture_path=folder / "picture")
        rules = Rules((OFFICE.recipient,), lambda: (5, True), self.told, self.status_changed)
        self.booth = Booth(self.studio, self.drafts, rules)
        self.desk = Desk(self.studio, room, rules)

    def _took_place(self, fact: facts.Fact) -> None:
        self.booth.took_place(fact)
        self.desk.took_place(fact)

    def require(self, wanted_bytes: int) -> None:
        if self.free_bytes <= wanted_bytes:
            raise NoRoom("full")

    def status_changed(self) -> None:
        self.status_changes += 1

    def draft(self) -> Draft:
        return self.drafts.begin(PetitionId(new_id()))

    async def recorded(self, draft: Draft | None = None, take_id: TakeId = FIRST) -> Draft:
        draft = draft or self.draft()
        self.booth.start_recording(draft, Wish(take_id))
        await self.booth.stop_recording(draft)
        return draft


def play(folder: Path, story: Callable[[Devices], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Devices(folder))

    asyncio.run(run())
