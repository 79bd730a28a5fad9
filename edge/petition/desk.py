"""Pages on the desk: the papers camera photographs, the finger writes; each is sealed before it touches the disk."""

import asyncio
from dataclasses import dataclass, replace
from typing import Literal

from edge.capture import facts
from edge.capture.errors import NoPapersCamera, Occupied
from edge.errors import NoDraft, NoRoom, NotRecorded
from edge.petition.drafts import Draft
from edge.petition.handwriting import checked_png
from edge.petition.pages import Page
from edge.petition.room import Room
from edge.petition.studio import PaperTable, Rules
from wire import port
from wire.ids import PageId
from wire.petition.manifest import About
from wire.port import KeepWriting, PageQuality
from wire.seal.age import seal
from wire.seal.padding import padded_jpeg, padded_png

TAKE_S = 10.0
"""A papers camera that has given no picture by then is none."""


@dataclass(frozen=True)
class _Picture:
    """A page before it is sealed; in RAM only."""

    kind: Literal["paper", "writing"]
    padded: bytes
    about: About = "statement"
    quality: PageQuality = "good"


class Desk:
    """One photograph at a time. Facts of the studio come in through `took_place`."""

    def __init__(self, table: PaperTable, room: Room, rules: Rules) -> None:
        self._table = table
        self._room = room
        self._rules = rules
        self._taking: asyncio.Future[facts.PageTaken | None] | None = None

    async def take_page(self, draft: Draft, page_id: PageId) -> port.PageKept:
        """Raises BadMessage, Occupied, NoPapersCamera, TimeoutError, NoRoom, or NoDraft when it went meanwhile."""
        draft.pages.path(page_id)
        self._require(draft, page_id, 0)
        taken = await self._photograph()
        if taken is None:
            raise NoPapersCamera("the papers camera gave no picture")
        padded = await asyncio.to_thread(padded_jpeg, taken.jpeg)
        return await self._keep(draft, page_id, _Picture("paper", padded, quality=taken.quality))

    async def keep_writing(self, draft: Draft, request: KeepWriting) -> port.PageKept:
        """Raises BadMessage, Occupied, NoRoom, or NoDraft when it went meanwhile."""
        draft.pages.path(request.page_id)
        self._require(draft, request.page_id, 0)
        padded = await asyncio.to_thread(lambda: padded_png(checked_png(request.png)))
        return await self._keep(draft, request.page_id, _Picture("writing", padded, request.about))

    async def show(self, draft: Draft, page_id: PageId) -> None:
        """Into the live picture. Raises NotRecorded for a page that is not there."""
        async with draft.hand:
            page = draft.pages.get(page_id)
            if page is None or draft.gone:
                raise NotRecorded("no such page")
            picture = await asyncio.to_thread(lambda: draft.identity.open(page.path.read_bytes()))
        if not draft.gone:
            self._table.show_page(picture)

    async def discard(self, draft: Draft, page_id: PageId) -> None:
        """For an unknown page nothing happens. Raises Occupied while it is sent."""
        async with draft.hand:
            _require_open(draft)
            draft.pages.discard(page_id)

    async def order(self, draft: Draft, page_ids: list[PageId]) -> None:
        """Raises Occupied while it is sent."""
        async with draft.hand:
            _require_open(draft)
            draft.pages.order(page_ids)

    def took_place(self, fact: facts.Fact) -> None:
        """One fact of the studio."""
        if isinstance(fact, facts.PageTaken | facts.PageNotTaken) and self._taking and not self._taking.done():
            self._taking.set_result(fact if isinstance(fact, facts.PageTaken) else None)

    async def _photograph(self) -> facts.PageTaken | None:
        if self._taking:
            raise Occupied("a page is being photographed")
        self._taking = asyncio.get_running_loop().create_future()
        try:
            self._table.take_page()
            return await asyncio.wait_for(self._taking, TAKE_S)
        finally:
            self._taking = None

    async def _keep(self, draft: Draft, page_id: PageId, picture: _Picture) -> port.PageKept:
        async with draft.hand:
            sealed = await asyncio.to_thread(seal, picture.padded, [*self._rules.recipients, draft.identity.recipient])
            self._require(draft, page_id, len(sealed))
            try:
                digest = await asyncio.to_thread(draft.pages.write, page_id, sealed)
            except OSError as error:
                raise NoRoom(str(error)) from error
            at_ms, trusted = self._rules.stamp()
            page = Page(
                page_id=page_id,
                kind=picture.kind,
                about=picture.about,
                path=draft.pages.path(page_id),
                sealed_bytes=len(sealed),
                sha256=digest,
                kept_at_ms=at_ms,
                clock_trusted=trusted,
                quality=picture.quality,
            )
            draft.pages.put(page)
        return port.PageKept(petition_id=draft.petition_id, page_id=page_id, quality=picture.quality)

    def _require(self, draft: Draft, page_id: PageId, sealed_bytes: int) -> None:
        _require_open(draft)
        weight, before = draft.weight(), draft.pages.get(page_id)
        if before:
            weight = replace(weight, pages=weight.pages - 1, sealed_bytes=weight.sealed_bytes - before.sealed_bytes)
        self._room.require_page(weight, sealed_bytes)


def _require_open(draft: Draft) -> None:
    if draft.gone:
        raise NoDraft("the draft is gone")
    if draft.submitting:
        raise Occupied("the draft is being sent")
