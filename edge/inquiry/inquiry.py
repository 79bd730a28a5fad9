"""The inquiry that lives: does what its procedure wants done, from the first question to the promise."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edge.capture import facts
from edge.errors import EdgeError, NoRoom
from edge.inquiry.catalogue import Words
from edge.inquiry.deeds import BeginTape, Deed, Draw, EndTape, ToFace, Write
from edge.inquiry.errors import NotReady
from edge.inquiry.kept.keeping import Ids, Keeping, MakeBoth, Owner, Stores
from edge.inquiry.paper.case import Case, CasePlace, Kept
from edge.inquiry.procedure import Moments, Place, Procedure
from edge.inquiry.tape.both import Both, Look
from edge.petition.codes import Codes
from edge.petition.handwriting import checked_png
from wire.ids import PetitionId
from wire.inquiry.log import InquiryEnded
from wire.inquiry.port import InquiryEnd
from wire.inquiry.sheet import InquirySheet, InquiryTold
from wire.record import Record
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys, new_code

_log = logging.getLogger(__name__)
_WHY: Final[dict[facts.RecordingEnd, InquiryEnd]] = {
    facts.RecordingEnd.DISK_FULL: "disk_full",
    facts.RecordingEnd.FULL_LENGTH: "disk_full",
    facts.RecordingEnd.STOPPED: "disk_full",
    facts.RecordingEnd.DEVICES_LOST: "devices_lost",
    facts.RecordingEnd.BROKEN: "devices_lost",
}
"""Of a recording that ended by itself; `stopped`: its log could not be written."""


@dataclass(frozen=True)
class Ground:
    """What an inquiry stands on."""

    place: Place
    near_path: Path
    far_path: Path
    utc_offset_min: int
    tell: Callable[[Record], None]
    """To the kiosk."""
    stores: Stores
    codes: Codes
    make_both: MakeBoth


@dataclass(frozen=True)
class Watchers:
    """Who is told by an inquiry."""

    changed: Callable[[], None]
    """The county should hear of it."""
    over: Callable[[], None]
    """Nothing of it runs any more."""


class _TapeClock:
    """How long the tape is; knows nothing else of the inquiry."""

    both: Both | None = None

    def tape_ms(self) -> int:
        return self.both.tape_ms if self.both else 0


class Inquiry:
    """From the first sheet until `over`. Of the loop."""

    def __init__(self, sheet: InquirySheet, ground: Ground, watchers: Watchers, *, line: bool) -> None:
        """Raises BadMessage for a sheet that none can begin with."""
        self.identity = DraftIdentity.generate()
        """In RAM only: the transcript's pages are sealed to it."""
        self._clock = _TapeClock()
        moments = Moments(lambda: ground.stores.stamp()[0], self._clock.tape_ms)
        self.keeping: Keeping | None = None
        self.procedure = Procedure(sheet, ground.place, moments, recipient=self.identity.recipient)
        self.procedure.line = line
        self._ground = ground
        self._watchers = watchers
        self._code = new_code()
        # Derived while the villager reads what is asked.
        self._keys: asyncio.Task[CodeKeys] = asyncio.create_task(ground.codes.keys(self._code), name="inquiry.keys")
        self._began = (0, False)
        self._petition_id: PetitionId | None = None
        self._signature = b""
        self._held = False
        self._faceless = False
        self._beginning: asyncio.Task[None] | None = None
        self._drawing: asyncio.Task[None] | None = None
        self._undrawn = False
        self.finishing: asyncio.Task[None] | None = None
        self._hand = asyncio.Lock()
        """Held while the signature is kept, or all of it is sent."""

    @property
    def inquiry_id(self) -> str:
        return self.procedure.sheet.inquiry_id

    def require_room(self) -> None:
        """Better said before it begins than in the middle of it: then it is over."""
        try:
            self._ground.stores.require_room()
        except NoRoom:
            self.procedure.take()
            self.procedure.end("disk_full")

    def line_changed(self, *, up: bool) -> None:
        if self.keeping:
            self.keeping.both.line = up
        self.procedure.line_changed(up=up)
        self.do()

    def held(self, *, held: bool) -> None:
        """Put aside for a moment, the officers are not seen; the villager's side goes on."""
        self._held = held
        if self.keeping:
            self.keeping.both.look(near=True, far=not held)

    def screen_stopped(self) -> None:
        """It is over for want of a screen; its code is for the eyes that were before it, and for no others."""
        self._faceless = True
        self.procedure.end("screen_stopped")
        self.do()

    async def sign(self, png: bytes) -> None:
        """The picture is on the disk, and then in the log. Raises NotReady, BadMessage, or NoRoom."""
        async with self._hand:
            self.procedure.require_signing()
            checked = await asyncio.to_thread(checked_png, png)
            if self.keeping is None:
                raise NotReady("nothing is recorded")
            try:
                await self.keeping.keep_signature(checked)
            except OSError as error:
                raise NoRoom(str(error)) from error
            self.procedure.sign(hashlib.sha256(checked).hexdigest())
            self._signature = checked
            self.do()

    def told(self) -> InquiryTold:
        """This side as it is now."""
        stand = self.keeping.stand if self.keeping else None
        return self.procedure.told(
            segments=stand.segments if stand else 0,
            head=stand.head if stand and stand.links else "",
            began_at_ms=self._began[0],
            petition_id=self._petition_id,
        )

    def do(self) -> None:
        """All deeds that wait, and the county is told."""
        while deeds := self.procedure.take():
            for deed in deeds:
                self._do_one(deed)
        self._watchers.changed()
        if self.procedure.is_over and self.finishing is None:
            self._let_go()

    def _do_one(self, deed: Deed) -> None:
        if isinstance(deed, ToFace):
            if not self._faceless:
                self._ground.tell(deed.event)
        elif isinstance(deed, BeginTape):
            self._beginning = asyncio.create_task(self._begin(), name="inquiry.begin")
        elif isinstance(deed, EndTape):
            self.finishing = asyncio.create_task(self._finish(), name="inquiry.finish")
        elif self.keeping is None:
            return
        elif isinstance(deed, Write):
            self.keeping.write(deed.fact)
        elif isinstance(deed, Draw):
            self._draw(self.keeping)

    async def _begin(self) -> None:
        """Both sides are recorded from here on, or it is over."""
        try:
            keys = await self._keys
            if not self.procedure.is_over:
                self._record(keys)
        except EdgeError as error:
            _log.error("an inquiry cannot be recorded: %s", error)
            self.procedure.end("disk_full")
            self.do()

    def _record(self, keys: CodeKeys) -> None:
        ground, sheet = self._ground, self.procedure.sheet
        self._began = ground.stores.stamp()
        name = Words("picture")("inquiry", id=sheet.inquiry_id)
        look = Look(ground.near_path, ground.far_path, name, ground.stores.stamp, ground.utc_offset_min)
        ids = Ids("inquiry", sheet.inquiry_id, sheet.call_id)
        owner = Owner(began=self._tape_runs, written=self._watchers.changed, ended=self._tape_ended)
        self.keeping = Keeping(ground.stores, ids, keys=keys, look=look, owner=owner, make_both=ground.make_both)
        self._clock.both = self.keeping.both
        self.keeping.both.line = self.procedure.line
        self.keeping.both.look(near=True, far=not self._held)

    def _tape_runs(self) -> None:
        self.procedure.tape_runs()
        self.do()

    def _tape_ended(self, end: facts.RecordingEnd) -> None:
        """Unless it was asked to."""
        if not self.procedure.is_over:
            self.procedure.end(_WHY[end])
            self.do()

    async def _finish(self) -> None:
        try:
            if self._beginning is not None:
                await asyncio.gather(self._beginning, return_exceptions=True)
            async with self._hand:
                await self._promise(self.keeping)
        except Exception as error:  # noqa: BLE001  # whatever it is, the folder stays for the next start
            _log.error("an inquiry is not promised yet", exc_info=error)
            self.procedure.failed()
        self.do()
        self._let_go()

    async def _promise(self, keeping: Keeping | None) -> None:
        if keeping is None:
            self.procedure.failed()
            return
        keeping.both.stop()
        await keeping.settled()
        if self._drawing:
            await asyncio.gather(self._drawing, return_exceptions=True)
        if not self.procedure.began:
            await keeping.drop()
            self.procedure.failed()
            return
        keeping.write(InquiryEnded(why=self.procedure.why or "line_lost"))
        await keeping.drained()
        document = await asyncio.to_thread(_drawn, self._case(keeping))
        keeping.keep_document(document)
        await keeping.drained()
        self._petition_id = await keeping.promise((document,), log=True)
        self.procedure.kept(self._code)

    def _draw(self, keeping: Keeping) -> None:
        """One at a time; what changes meanwhile stands in the next one."""
        self._undrawn = True
        if self._drawing is None or self._drawing.done():
            self._drawing = asyncio.create_task(self._draw_now(keeping), name="inquiry.document")

    async def _draw_now(self, keeping: Keeping) -> None:
        while self._undrawn and not self.procedure.is_over:
            self._undrawn = False
            await keeping.drained()
            document = await asyncio.to_thread(_drawn, self._case(keeping))
            if not self.procedure.is_over:
                keeping.keep_document(document)

    def _case(self, keeping: Keeping) -> Case:
        ground = self._ground
        kept = Kept(
            keeping.stand,
            keeping.duration_ms,
            began_at_ms=self._began[0],
            clock_trusted=self._began[1],
            ended_at_ms=ground.stores.stamp()[0],
        )
        place = CasePlace(ground.place.terminal_id, ground.place.point, ground.utc_offset_min)
        return Case.of(self.procedure, place, kept, signature=self._signature)

    def _let_go(self) -> None:
        """Nothing holds it any more, not even in a circle: what was said is not in RAM until a collector comes by."""
        self._keys.cancel()
        self._watchers.over()
        self.keeping = self._clock.both = None


def _drawn(case: Case) -> bytes:
    # It waits: most starts of an edge never draw a document, and reportlab costs each 0.2 s and some 20 MB.
    from edge.inquiry.paper.document import Paper

    return Paper(case).drawn()
