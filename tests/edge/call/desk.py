"""The county's side of one terminal's calls, through its link; the media engine is one that a test plays."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from edge.call.media_fake import SDP, FakeMedia
from tests.edge.cast import T001, Cast, until
from tests.edge.terminal import FaceOnWire, Terminal, running
from wire import port, topics
from wire.call import engine as words
from wire.call.signals import CALL_DOWN_CONTEXT, CALL_UP_CONTEXT, Invite, Offer, OfferAnswered, Reveal, Seat
from wire.codec import from_json, to_json
from wire.ids import CallId, new_id
from wire.record import Record
from wire.seal.signed import Signed, Signer, signed

R = TypeVar("R", bound=Record)
THEIRS = SDP.replace("AB", "CD")
VOICE = b"\x01\x02" * 480


class Desk:
    """The county's side of one terminal's calls."""

    def __init__(self, terminal: Terminal, signer: Signer) -> None:
        self.terminal = terminal
        self._signer = signer

    def tells(self, row: topics.Row, record: Record, *, signer: Signer | None = None) -> None:
        call_id = str(getattr(record, "call_id", "") or getattr(record, "ring_id", ""))
        self.terminal.link.hear(topics.topic(row, T001, call_id), self.sealed(record, signer))

    def sealed(self, record: Record, signer: Signer | None = None) -> bytes:
        return to_json(signed(record, signer or self._signer, CALL_DOWN_CONTEXT))

    async def hears(self, row: topics.Row, kind: type[R]) -> R:
        """The first of this kind; it is then forgotten."""
        link = self.terminal.link
        await until(lambda: any(topics.parse(one.topic).row == row for one in link.published))
        for at, one in enumerate(link.published):
            if topics.parse(one.topic).row == row:
                del link.published[at]
                envelope = from_json(one.payload, Signed)
                assert (envelope.context, envelope.kid) == (CALL_UP_CONTEXT, T001)
                return from_json(envelope.payload, kind)
        raise AssertionError


@asynccontextmanager
async def ringing(cast: Cast) -> AsyncIterator[tuple[Desk, FaceOnWire, CallId]]:
    """The kiosk calls, and the county has heard it."""
    async with running(cast) as terminal:
        terminal.connect()
        kiosk = await terminal.face()
        await until(lambda: terminal.agent.status().link_up)
        call_id = CallId(new_id())
        kiosk.ask(port.StartCall(call_id=call_id))
        desk = Desk(terminal, cast.county)
        assert (await desk.hears(topics.INVITE, Invite)).call_id == call_id
        yield desk, kiosk, call_id


async def connect(desk: Desk, kiosk: FaceOnWire, call_id: CallId, *, gen: int = 1) -> FakeMedia:
    media = desk.terminal.media[-1]
    if gen == 1:
        desk.tells(topics.SEAT, Seat(call_id=call_id, officer="李敏"))
        assert (await kiosk.hears(port.CallTaken)).officer == "李敏"
    offer = await desk.hears(topics.CALL_OFFER, Offer)
    assert offer.gen == gen
    desk.tells(topics.CALL_ANSWER, OfferAnswered(call_id=call_id, gen=gen, sdp=THEIRS, nonce="2" * 32))
    await desk.hears(topics.REVEAL, Reveal)
    media.says(words.FarSeen(gen=gen))
    await kiosk.hears(port.CallConnected)
    assert len((await kiosk.hears(port.SafetyWords)).words) == 3
    return media
