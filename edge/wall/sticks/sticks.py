"""Sticks that somebody puts in: what the county signed is fed to whoever hears it from the link, the proof goes out.

A stick is read once each time it is put in, or when something else lies on it. Nobody is asked, and nothing is
believed for coming by hand: an envelope without the county's signature changes nothing.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from edge.errors import EdgeError
from edge.wall.sticks.stick import Listing, listing, read_word, sticks_below, write_out
from wire.affairs.piece import Piece
from wire.errors import WireError
from wire.ids import TerminalId
from wire.seal.signed import Signed

_log = logging.getLogger(__name__)
LOOK_S = 3.0
WriteLog = Callable[[Callable[[bytes], object]], object]
"""Given what to write with; called in a thread."""


@dataclass(frozen=True)
class Mouths:
    """Where what lies on a stick goes: the same that hear the link. Each raises WireError or EdgeError."""

    word: Callable[[Signed], None]
    piece: Callable[[Piece], Awaitable[None]]
    after: Callable[[], Awaitable[None]]
    """After a whole stick."""


@dataclass
class _Tally:
    taken: int = 0
    refused: list[str] = field(default_factory=list)
    unreadable: int = 0


class Sticks:
    """`folder` is where sticks are mounted, None to leave them alone."""

    def __init__(
        self, folder: Path | None, mouths: Mouths, *, terminal_id: TerminalId, write_log: WriteLog | None
    ) -> None:
        self._folder = folder
        self._mouths = mouths
        self._terminal_id = terminal_id
        self._write_log = write_log
        self._known: dict[Path, str] = {}

    async def run(self) -> None:
        """As long as the terminal is kept."""
        while self._folder is not None:
            try:
                await self.look(self._folder)
            except Exception:  # noqa: BLE001  # whatever it is, the next stick is another one
                _log.exception("looking for sticks failed")
            await asyncio.sleep(LOOK_S)

    async def look(self, folder: Path) -> None:
        """Once: whatever is new is read, and the proof written to it."""
        mounts = await asyncio.to_thread(sticks_below, folder)
        self._known = {mount: seen for mount, seen in self._known.items() if mount in mounts}
        for mount in mounts:
            try:
                await self._visit(mount)
            except OSError as error:
                if self._known.get(mount) != "broken":
                    _log.warning("a stick cannot be used: %s", error.strerror or error)
                self._known[mount] = "broken"

    async def _visit(self, mount: Path) -> None:
        there = await asyncio.to_thread(listing, mount)
        if self._known.get(mount) == there.print:
            return
        tally = await self._read(mount, there)
        _log.info(
            "a stick was read: %d taken, %d refused, %d unreadable, %d left out",
            *(tally.taken, len(tally.refused), tally.unreadable, there.left_out),
        )
        self._known[mount] = there.print
        try:
            await self._write(mount, tally, there)
        except OSError as error:  # write-protected, or full: what it brought was heard all the same
            _log.warning("a stick was read and takes nothing: %s", error.strerror or error)

    async def _read(self, mount: Path, there: Listing) -> _Tally:
        tally = _Tally()
        pieces: list[str] = []
        for name in there.names:
            word = await self._word(mount, name, tally)
            if isinstance(word, Piece):
                pieces.append(name)  # heard after all notices: a piece that a notice wants is kept for it
            elif word is not None:
                await self._feed(name, word, tally)
        for name in pieces:
            word = await self._word(mount, name, tally)
            if word is not None:
                await self._feed(name, word, tally)
        await self._mouths.after()
        return tally

    async def _word(self, mount: Path, name: str, tally: _Tally) -> Signed | Piece | None:
        try:
            return await asyncio.to_thread(read_word, mount, name)
        except (OSError, WireError):
            tally.unreadable += 1
            return None

    async def _feed(self, name: str, word: Signed | Piece, tally: _Tally) -> None:
        try:
            if isinstance(word, Piece):
                await self._mouths.piece(word)
            else:
                self._mouths.word(word)
        except (WireError, EdgeError) as error:
            _log.info("a word on a stick changes nothing: %s", type(error).__name__)
            tally.refused.append(f"{name}: {type(error).__name__}")
            return
        tally.taken += 1

    async def _write(self, mount: Path, tally: _Tally, there: Listing) -> None:
        said = [f"taken {tally.taken}, unreadable {tally.unreadable}, left out {there.left_out}", *tally.refused]
        text = "\n".join(said).encode(errors="replace") + b"\n"
        await asyncio.to_thread(write_out, mount, f"{self._terminal_id}-read.txt", lambda write: write(text))
        if self._write_log:
            with contextlib.suppress(EdgeError):  # nothing was proved yet
                await asyncio.to_thread(write_out, mount, f"{self._terminal_id}-proof.jsonl", self._write_log)
