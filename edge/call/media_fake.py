"""A media engine without media: remembers its orders, offers at once, and otherwise says what a test makes it say."""

import asyncio
from collections.abc import Callable
from typing import Final

from edge.call.media import Gone, Word
from wire.call import engine as words
from wire.record import Record

SDP: Final = "v=0\r\ns=-\r\na=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"


class FakeMedia:
    """Hears nothing before it is started, nor after it has fallen or ended."""

    def __init__(self, tell: Callable[[Word], None]) -> None:
        self._tell = tell
        self.running = False
        self.starts = 0
        self.orders: list[Record] = []
        self.sound = bytearray()
        self.played = bytearray()
        self.may_end = asyncio.Event()
        self.may_end.set()

    def start(self) -> None:
        self.running = True
        self.starts += 1
        self._tell(words.EngineReady(engine="fake"))

    def order(self, order: Record) -> None:
        if not self.running:
            return
        if isinstance(order, words.Listen):
            self.sound += order.samples
            return
        if isinstance(order, words.Played):
            self.played += order.samples
            return
        self.orders.append(order)
        if isinstance(order, words.OpenPeer):
            self._tell(words.PeerOffered(gen=order.gen, sdp=SDP))

    async def end(self) -> None:
        await self.may_end.wait()
        self.running = False

    def says(self, word: Record) -> None:
        self._tell(word)

    def falls(self, code: int = 139) -> None:
        self.running = False
        self._tell(Gone(code))
