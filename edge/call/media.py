"""The media engine as the edge holds it: a process for each call, which may fall without taking anything with it."""

import asyncio
import contextlib
import logging
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from edge.call.pictures import wipe
from wire.call import engine as words
from wire.errors import BadMessage
from wire.port import Frames, frame
from wire.record import Record

_log = logging.getLogger(__name__)
_END_S: Final = 3.0
_READ_BYTES: Final = 64 * 1024
_UNREAD_LIMIT_BYTES: Final = 256 * 1024
_SOON_S: Final = 0.3
"""An engine that falls again and again is not started in a circle."""


@dataclass(frozen=True)
class Gone:
    """The engine's process has ended, and nobody asked for it."""

    code: int


Word = Record | Gone


class Media(Protocol):
    """One engine at a time; of the loop, and every method but `end` returns at once."""

    def start(self) -> None:
        """EngineReady or Gone follows. Also after Gone."""

    def order(self, order: Record) -> None:
        """An engine that is not there hears nothing of it."""

    async def end(self) -> None:
        """Neither process nor picture is left when it returns. A second call changes nothing."""


MakeMedia = Callable[[Callable[[Word], None]], Media]


@dataclass(frozen=True)
class EngineCommand:
    """How the engine is started."""

    engine: str
    near: Path
    far: Path
    ports: tuple[int, int] = (0, 0)
    cleans_voice: bool = True
    finest: str = "640x480@15"
    handset: bool = False
    """The officer is heard at the villager's ear."""

    def line(self, descriptor: int) -> list[str]:
        words_ = [sys.executable, "-m", "edge.call", "--socket", str(descriptor), "--engine", self.engine]
        words_ += ["--near", str(self.near), "--far", str(self.far), "--finest", self.finest]
        if self.ports != (0, 0):
            words_ += ["--ports", *map(str, self.ports)]
        if self.handset:
            words_.append("--handset")
        return words_ if self.cleans_voice else [*words_, "--raw-voice"]


class EngineProcess:
    """Keeps the promises of Media by a child process and a socket that only the two hold."""

    def __init__(self, command: EngineCommand, tell: Callable[[Word], None]) -> None:
        self._command = command
        self._tell = tell
        self._writer: asyncio.StreamWriter | None = None
        self._child: asyncio.subprocess.Process | None = None
        self._living: asyncio.Task[None] | None = None
        self._ending = False

    def start(self) -> None:
        before, self._ending = self._living, False
        self._living = asyncio.create_task(self._live(before), name="call.engine")

    def order(self, order: Record) -> None:
        writer = self._writer
        if writer is None or writer.transport.is_closing():
            return
        if (
            isinstance(order, words.Listen | words.Played)
            and writer.transport.get_write_buffer_size() > _UNREAD_LIMIT_BYTES
        ):
            return
        writer.write(frame(order))

    async def end(self) -> None:
        self._ending = True
        self.order(words.EndEngine())
        living, self._living = self._living, None
        if living is None:
            return
        done, _ = await asyncio.wait({living}, timeout=_END_S)
        if not done:
            if self._child and self._child.returncode is None:
                self._child.kill()
            await asyncio.gather(living, return_exceptions=True)
        wipe(self._command.far)

    async def _live(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.gather(before, return_exceptions=True)
            await asyncio.sleep(_SOON_S)
        if self._ending:
            return
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = await asyncio.create_subprocess_exec(
                *self._command.line(theirs.fileno()), pass_fds=[theirs.fileno()], stdin=asyncio.subprocess.DEVNULL
            )
        reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        if self._ending:
            self.order(words.EndEngine())
        await self._listen(reader)
        self._writer.close()
        self._writer = None
        code = await self._child.wait()
        if not self._ending:
            _log.error("the media engine ended with %d", code)
            self._tell(Gone(code))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        frames = Frames(words.EngineWord)
        with contextlib.suppress(OSError):
            while content := await reader.read(_READ_BYTES):
                if not self._take_in(frames, content):
                    return

    def _take_in(self, frames: Frames, content: bytes) -> bool:
        try:
            heard = frames.feed(content)
        except BadMessage as error:
            _log.error("the media engine said what it cannot say: %s", type(error).__name__)
            if self._child:
                self._child.kill()
            return False
        for word in heard:
            self._tell(word)
        return True
