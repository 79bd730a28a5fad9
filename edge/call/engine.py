"""The media engine's process: does what the edge orders on its socket, and tells what happens.

It lives as long as one call. Whatever takes it down takes nothing else with it: the edge starts another and calls anew.
"""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from edge.call.errors import BadPeer
from edge.call.finest import FINEST, Finest
from edge.call.peers.peer import Counted, Ears, FullPeer, MakePeer, Way
from edge.call.pictures import FarPicture, NearPicture, lowered
from wire.call import engine as words
from wire.port import Frames, frame
from wire.record import Record

_log = logging.getLogger(__name__)
FIRST_PLAN: Final = words.PlanPicture(height=720, a_second=25, most_bps=4_000_000)
"""All that this machine may, until another is ordered."""
_LOOK_S: Final = 0.01
_BLACK_EVERY_S: Final = 1.0
_COUNT_EVERY_S: Final = 0.5
_COMES_WITHIN_S: Final = 1.5
_COMING_S: Final = 0.05
_BLACK: Final = np.zeros((480, 640, 3), np.uint8)
_READ_BYTES: Final = 64 * 1024
_UNREAD_LIMIT_BYTES: Final = 1024 * 1024


class Cleans(Protocol):
    """What takes echo and noise out of the villager's voice."""

    def played(self, samples: bytes, *, until_heard_ms: int) -> None: ...
    def cleaned(self, samples: bytes) -> bytes: ...


@dataclass(frozen=True)
class Setting:
    """What an engine is started with."""

    name: str
    near: Path
    far: Path
    make_peer: MakePeer
    finest: Finest = FINEST["640x480@15"]
    cleaner: Cleans | None = None
    """None: echo and noise stay in."""


@dataclass
class _Open:
    """The peer connection of now."""

    gen: int
    peer: FullPeer
    pictures: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class Engine:
    """One at a time; all of it on the loop that runs it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._loop = asyncio.get_running_loop()
        self._near = NearPicture(setting.near)
        self._far = FarPicture(setting.far, self._painted)
        self._open: _Open | None = None
        self._shown = True
        self._plan = FIRST_PLAN
        self._camera = (640, 480)
        """Columns and lines of the newest picture."""
        self._writer: asyncio.StreamWriter | None = None
        self._ending = False

    async def run(self, end: socket.socket) -> None:
        """Until EndEngine, or until the edge is gone."""
        reader, self._writer = await asyncio.open_unix_connection(sock=end)
        self._tell(words.EngineReady(engine=self._setting.name))
        seeing = asyncio.create_task(self._see())
        with contextlib.suppress(OSError):
            await self._listen(reader)
        seeing.cancel()
        await self._close_peer()
        self._far.close()
        self._near.close()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        frames = Frames(words.EngineOrder)
        while not self._ending and (content := await reader.read(_READ_BYTES)):
            for order in frames.feed(content):
                await self._obey(order)

    async def _obey(self, order: Record) -> None:
        if isinstance(order, words.Listen | words.Played):
            self._hear(order)
        elif isinstance(order, words.ShowNear | words.PlanPicture):
            await self._send_as(order)
        elif isinstance(order, words.OpenPeer):
            await self._open_peer(order)
        elif isinstance(order, words.TakeAnswer):
            await self._take_answer(order)
        elif isinstance(order, words.ClosePeer):
            await self._close_peer()
        else:
            self._ending = True

    def _hear(self, order: words.Listen | words.Played) -> None:
        cleaner = self._setting.cleaner
        if isinstance(order, words.Played):
            if cleaner:
                cleaner.played(order.samples, until_heard_ms=order.until_heard_ms)
            return
        # Also while nobody listens: it goes on knowing the room.
        samples = cleaner.cleaned(order.samples) if cleaner else order.samples
        if self._open:
            self._open.peer.say(samples)

    async def _send_as(self, order: words.ShowNear | words.PlanPicture) -> None:
        if isinstance(order, words.ShowNear):
            self._shown = order.shown
        else:
            self._plan = order
            if self._open:
                await self._open.peer.bound(self._obeyed().most_bps)

    def _obeyed(self) -> words.PlanPicture:
        return self._setting.finest.of(self._plan, *self._camera)

    async def _open_peer(self, order: words.OpenPeer) -> None:
        await self._close_peer()
        try:
            peer = self._setting.make_peer(self._ears(order.gen), Way(order.relays, order.relay_only))
            opened = self._open = _Open(order.gen, peer)
            await peer.bound(self._obeyed().most_bps)
            sdp = await peer.offer()
        except BadPeer as error:
            self._tell(words.PeerFailed(gen=order.gen, why=str(error)[:300]))
            return
        if order.relays and " typ relay" not in sdp:
            _log.warning("no relay let us in; the call goes without")
        self._tell(words.PeerOffered(gen=order.gen, sdp=sdp))
        self._begin(opened, self._count(opened))

    async def _take_answer(self, order: words.TakeAnswer) -> None:
        if self._open is None or self._open.gen != order.gen:
            return
        try:
            await self._open.peer.accept(order.sdp)
        except BadPeer as error:
            self._tell(words.PeerFailed(gen=order.gen, why=str(error)[:300]))

    async def _close_peer(self) -> None:
        opened, self._open = self._open, None
        if opened:
            for task in opened.tasks:
                task.cancel()
            await asyncio.gather(*opened.tasks, return_exceptions=True)
            await opened.peer.close()

    def _ears(self, gen: int) -> Ears:
        def changed(state: words.PeerState) -> None:
            self._soon(self._peer_changed, words.PeerChanged(gen=gen, state=state))

        def heard(samples: bytes) -> None:
            self._soon(self._tell, words.FarHeard(samples=samples))

        return Ears(changed, self._far.show, heard)

    def _soon(self, do: Callable[..., None], *what: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(do, *what)

    def _peer_changed(self, word: words.PeerChanged) -> None:
        self._tell(word)
        opened = self._open
        if opened and opened.gen == word.gen and opened.pictures and word.state == "connected":
            self._begin(opened, self._count_what_comes(opened))

    def _painted(self) -> None:
        self._soon(self._note_picture)

    def _note_picture(self) -> None:
        if self._open:
            self._open.pictures += 1
            if self._open.pictures == 1:
                self._tell(words.FarSeen(gen=self._open.gen))

    def _tell(self, word: Record) -> None:
        if self._writer is None or self._writer.transport.is_closing():
            return
        if isinstance(word, words.FarHeard) and self._writer.transport.get_write_buffer_size() > _UNREAD_LIMIT_BYTES:
            return
        self._writer.write(frame(word))

    def _begin(self, opened: _Open, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        opened.tasks.add(task)
        task.add_done_callback(opened.tasks.discard)

    async def _count(self, opened: _Open) -> None:
        while True:
            await asyncio.sleep(_COUNT_EVERY_S)
            self._tell_flow(opened, await opened.peer.count())

    async def _count_what_comes(self, opened: _Open) -> None:
        """It is there again: whoever waits need not wait for the next count."""
        before = (await opened.peer.count()).packets
        for _ in range(round(_COMES_WITHIN_S / _COMING_S)):
            await asyncio.sleep(_COMING_S)
            counted = await opened.peer.count()
            if counted.packets > before:
                self._tell_flow(opened, counted)
                return

    def _tell_flow(self, opened: _Open, counted: Counted) -> None:
        self._tell(
            words.Flow(
                gen=opened.gen,
                packets=counted.packets,
                lost=counted.lost,
                rtt_ms=counted.rtt_ms,
                pictures=opened.pictures,
                target_bps=counted.target_bps,
                relayed=counted.relayed,
            )
        )

    async def _see(self) -> None:
        """Each new picture at once, but no more than are sent in a second; hidden, black at once and once a second."""
        sent_at, shown = 0.0, self._shown
        while True:
            await asyncio.sleep(_LOOK_S)
            now = time.monotonic()
            plan = self._obeyed()
            if shown != self._shown:
                shown, sent_at = self._shown, 0.0
            if self._open is None or now - sent_at < (1 / plan.a_second - _LOOK_S if self._shown else _BLACK_EVERY_S):
                continue
            picture = self._near.newest() if self._shown else _BLACK
            if picture is not None:
                self._camera = (picture.shape[1], picture.shape[0])
                self._open.peer.show(lowered(picture, self._obeyed().height))
                sent_at = now
