"""The EdgePort's server: faces of this terminal come in through a unix socket, speak records, hear events.

Only the service's own user (or root) is let in. A malformed frame ends the connection with Sorry; a face that does
not read is cut off, so that it cannot hold up anybody else.
"""

import asyncio
import contextlib
import logging
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

from edge.errors import BadHome
from wire.errors import BadMessage
from wire.port import Face, Frames, Request, Sorry, frame
from wire.record import Record

_log = logging.getLogger(__name__)
_READ_BYTES = 64 * 1024
_UNREAD_LIMIT_BYTES = 32 * 1024 * 1024
_BUSY_LIMIT = 32
_CREDENTIALS = struct.Struct("3i")

Take = Callable[["Visitor", Record], Awaitable[None]]
"""Does one request; raises nothing."""


class Visitor:
    """One connected face."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self.face: Face | None = None
        """Known after Hello."""
        self.watches_notices = False
        self.watches_wall = False

    def tell(self, event: Record) -> None:
        """Returns at once; a face that reads too slowly is cut off."""
        if self._writer.transport.is_closing():
            return
        self._writer.write(frame(event))
        if self._writer.transport.get_write_buffer_size() > _UNREAD_LIMIT_BYTES:
            _log.warning("the %s does not read; cut off", self.face)
            self._writer.transport.abort()

    def leave(self) -> None:
        """What was told is still delivered."""
        self._writer.close()


class Port:
    """All faces of this terminal."""

    def __init__(self, path: Path, take: Take, gone: Callable[[Visitor], None]) -> None:
        self._path = path
        self._take = take
        self._gone = gone
        self._visitors: set[Visitor] = set()
        self._tasks: dict[Visitor, set[asyncio.Task[None]]] = {}
        self._server: asyncio.Server | None = None

    @property
    def visitors(self) -> list[Visitor]:
        return [visitor for visitor in self._visitors if visitor.face]

    async def open(self) -> None:
        """Takes the place of a socket that a killed edge left behind. Raises BadHome."""
        before = os.umask(0o177)
        try:
            self._path.unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._serve, self._path, backlog=8)
        except OSError as error:
            raise BadHome(f"{self._path}: {error}") from error
        finally:
            os.umask(before)

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for visitor in list(self._visitors):
            visitor.leave()
        await asyncio.sleep(0)
        with contextlib.suppress(OSError):  # a disk that takes nothing any more; the next start takes its place
            self._path.unlink(missing_ok=True)

    def tell(self, event: Record, *, only: Callable[[Visitor], bool] = lambda _: True) -> None:
        """To all faces that said Hello and that `only` holds for."""
        for visitor in self.visitors:
            if only(visitor):
                visitor.tell(event)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not _is_ours(writer.get_extra_info("socket")):
            _log.warning("a foreign user knocked at %s", self._path)
            writer.close()
            return
        visitor = Visitor(writer)
        self._visitors.add(visitor)
        self._tasks[visitor] = set()
        try:
            await self._listen(visitor, reader)
        except BadMessage as error:
            _log.warning("the %s sent what is no request: %s", visitor.face, error)
            visitor.tell(Sorry(about="", reason="bad_request"))
        except OSError:
            _log.debug("the %s is cut off", visitor.face)
        finally:
            self._visitors.discard(visitor)
            del self._tasks[visitor]
            self._gone(visitor)
            await _close(writer)

    async def _listen(self, visitor: Visitor, reader: asyncio.StreamReader) -> None:
        frames = Frames(Request)
        while self._take_in(visitor, frames, await reader.read(_READ_BYTES)):
            pass

    def _take_in(self, visitor: Visitor, frames: Frames, content: bytes) -> bool:
        """A function of its own, so that nothing that was said is held while the next is waited for."""
        for request in frames.feed(content):
            self._begin(visitor, request)
        return bool(content)

    def _begin(self, visitor: Visitor, request: Record) -> None:
        # Each request is a task of its own, so that a slow one holds up none behind it; they begin in order.
        tasks = self._tasks[visitor]
        if len(tasks) >= _BUSY_LIMIT:
            visitor.tell(Sorry(about=type(request).__name__, reason="busy"))
            return
        task = asyncio.ensure_future(self._take(visitor, request))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


def _is_ours(peer: socket.socket) -> bool:
    credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _pid, uid, _gid = _CREDENTIALS.unpack(credentials)
    return uid in (0, os.getuid())


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
