"""The formal inquiries of this terminal, one at a time: hears call, county and kiosk, and tells the county.

It hears the call as its witness: what the kiosk is told of it, and both voices.
"""

import asyncio
import contextlib
import hashlib
from dataclasses import dataclass
from typing import Final, Protocol

from edge.inquiry.errors import NotReady
from edge.inquiry.inquiry import Ground, Inquiry, Watchers
from edge.inquiry.telling import Telling
from wire import port, topics
from wire.call.signals import CALL_DOWN_CONTEXT, CALL_UP_CONTEXT
from wire.codec import from_json
from wire.errors import BadMessage, BadSeal
from wire.ids import CallId, InquiryId
from wire.inquiry.port import InquiryEnd
from wire.inquiry.sheet import InquiryPage, InquirySheet, InquiryTold, Step
from wire.inquiry.transcript import TranscriptPage
from wire.record import Record
from wire.seal.signed import PublicKey, Signed, Signer, signed, verified

_TICK_S: Final = 1.0
_END_S: Final = 20.0
_WHY: Final[dict[str, InquiryEnd]] = {"hung_up": "villager_left", "officer_left": "officers_left"}
"""Of a call that is over; whatever else ended it was the line."""


class Road(Protocol):
    """The link, as an inquiry needs it."""

    def send(self, row: topics.Row, subject_id: str, record: Record) -> bool: ...


@dataclass(frozen=True)
class Outfit:
    """What inquiries stand on."""

    ground: Ground
    road: Road
    signer: Signer
    county: PublicKey


class Inquiries:
    """Of the agent's loop."""

    def __init__(self, outfit: Outfit) -> None:
        self._outfit = outfit
        self._call_id: CallId | None = None
        self._line = True
        self._one: Inquiry | None = None
        self._ticking: asyncio.Task[None] | None = None
        self.telling = Telling(self._send)

    @property
    def is_recording(self) -> bool:
        """Then the terminal reads aloud into the call: it belongs to what is recorded."""
        return self._one is not None and self._one.procedure.runs

    def call_told(self, event: Record) -> None:
        """All that the kiosk is told of the call."""
        if isinstance(event, port.CallTaken):
            self._call_id, self._line = event.call_id, True
        elif isinstance(event, port.CallConnected | port.CallHealing):
            self._line = isinstance(event, port.CallConnected)
            if self._one:
                self._one.line_changed(up=self._line)
        elif isinstance(event, port.CallHeld):
            if self._one:
                self._one.held(held=event.held)
        elif isinstance(event, port.CallEnded):
            self._call_id = None
            if self._one:
                self._one.procedure.end(_WHY.get(event.why, "line_lost"))
                self._one.do()

    def heard_near(self, samples: bytes) -> None:
        """What the officers are given to hear of the villager."""
        if self._one and self._one.keeping:
            self._one.keeping.both.hear_near(samples)

    def heard_far(self, samples: bytes) -> None:
        """What the villager hears of the officers."""
        if self._one and self._one.keeping:
            self._one.keeping.both.hear_far(samples)

    def link_changed(self, *, up: bool) -> None:
        if up:
            self._say(again=True)
            self.telling.say_farewells(anew=True)
            self._keep_ticking()

    def heard(self, row: topics.Row, call_id: str, envelope: Signed) -> None:
        """What the officers say. Raises BadSignature, or BadMessage."""
        if row.inner is None:
            raise BadMessage("no row of an inquiry")
        said = verified(envelope, row.inner, key=self._outfit.county, context=CALL_DOWN_CONTEXT)
        if getattr(said, "call_id", "") != call_id:
            raise BadMessage("the id in the message is not that of its topic")
        if isinstance(said, InquirySheet):
            self._heard_sheet(said)
        elif isinstance(said, InquiryPage):
            self._heard_page(said)

    def is_asked(self, inquiry_id: InquiryId) -> bool:
        """Whether the villager has not answered yet."""
        one = self._of(inquiry_id)
        return one is not None and one.procedure.tape == "asked"

    def agree(self, inquiry_id: InquiryId, *, agreed: bool) -> None:
        if one := self._of(inquiry_id):
            one.procedure.agree(agreed=agreed)
            one.do()

    def agree_to_step(self, inquiry_id: InquiryId, step: Step) -> None:
        if one := self._of(inquiry_id):
            one.procedure.agree_to_step(step)
            one.do()

    def confirm(self, request: port.ConfirmPage) -> None:
        """Raises NotReady, or OldPage."""
        one = self._needed(request.inquiry_id)
        one.procedure.confirm(request.page, request.version, right=request.right)
        one.do()

    async def sign(self, inquiry_id: InquiryId, png: bytes) -> None:
        """The picture is on the disk when it returns. Raises NotReady, BadMessage, or NoRoom."""
        await self._needed(inquiry_id).sign(png)

    def leave(self, inquiry_id: InquiryId) -> None:
        if one := self._of(inquiry_id):
            one.procedure.end("villager_left")
            one.do()

    def face_gone(self) -> None:
        """Before the call ends for it: nobody has left, and who comes to the screen next is told nothing of it."""
        if self._one:
            self._one.screen_stopped()

    def stopping(self) -> None:
        """The edge ends, and with it the call: nobody has left."""
        if self._one:
            self._one.procedure.end("terminal_stopped")
            self._one.do()

    async def close(self) -> None:
        """Before the edge ends. What is not promised in time is promised by the next start."""
        self.stopping()
        one = self._one
        if one and one.finishing:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(one.finishing), _END_S)
        if self._ticking:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)

    def _heard_sheet(self, sheet: InquirySheet) -> None:
        if self.telling.knows(sheet.inquiry_id):
            return
        one = self._of(sheet.inquiry_id)
        if one is None:
            self._begin(sheet)
        elif sheet.call_id == one.procedure.sheet.call_id:
            one.procedure.heard_sheet(sheet)
            one.do()

    def _heard_page(self, sealed: InquiryPage) -> None:
        one = self._of(sealed.inquiry_id)
        if one is None or not one.procedure.runs:
            return
        try:
            content = one.identity.open(sealed.sealed)
        except BadSeal as error:
            raise BadMessage("a page that this inquiry cannot open") from error
        page = from_json(content, TranscriptPage)
        if (page.inquiry_id, page.page, page.version) != (sealed.inquiry_id, sealed.page, sealed.version):
            raise BadMessage("the page in the seal is another one")
        one.procedure.heard_page(page, hashlib.sha256(content).hexdigest())
        one.do()

    def _begin(self, sheet: InquirySheet) -> None:
        """Raises BadMessage while another one lives, and for a call that is not held here."""
        if self._call_id is None or sheet.call_id != self._call_id:
            raise BadMessage("an inquiry of a call that is not held here")
        if self._one is not None:
            raise BadMessage("there is an inquiry already")
        watchers = Watchers(changed=self._say, over=self._let_go)
        one = self._one = Inquiry(sheet, self._outfit.ground, watchers, line=self._line)
        one.require_room()
        one.do()
        self._keep_ticking()

    def _of(self, inquiry_id: InquiryId) -> Inquiry | None:
        return self._one if self._one is not None and self._one.inquiry_id == inquiry_id else None

    def _needed(self, inquiry_id: InquiryId) -> Inquiry:
        one = self._of(inquiry_id)
        if one is None:
            raise NotReady("there is no such inquiry")
        return one

    def _let_go(self) -> None:
        """Of an inquiry that is over only the last word is left."""
        one, self._one = self._one, None
        if one:
            self.telling.say(one.told())
            self.telling.over(one.procedure.sheet.inquiry_id)

    def _keep_ticking(self) -> None:
        if self._ticking is None or self._ticking.done():
            self._ticking = asyncio.create_task(self._tick(), name="inquiry.tick")

    async def _tick(self) -> None:
        """Every second the kiosk hears of the tape; every other one the county."""
        odd = False
        while self._one or self.telling.has_more_to_say:
            await asyncio.sleep(_TICK_S)
            odd = not odd
            self._tell_tape()
            if not odd:
                self._say(again=True)
                self.telling.say_farewells()

    def _tell_tape(self) -> None:
        """Beside the loop of `_tick`, whose names would hold an inquiry until the next second."""
        if self._one and self._one.procedure.runs:
            self._one.procedure.tell_tape()
            self._one.do()

    def _say(self, *, again: bool = False) -> None:
        """The whole of this side, when it has changed, or again."""
        if self._one:
            self.telling.say(self._one.told(), again=again)

    def _send(self, told: InquiryTold) -> None:
        envelope = signed(told, self._outfit.signer, CALL_UP_CONTEXT)
        self._outfit.road.send(topics.INQUIRY_TOLD, told.call_id, envelope)
