"""Pictures and films that current notices show: fetched in pieces, kept by what is in them, hashed again at rest.

A file is told to the face only after it was hashed in this start of the edge. One that has gone bad is dropped and
fetched again. What no current notice refers to any more stays while there is room for it: a notice may come back.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from edge.errors import NoRoom
from edge.store.media_files import MediaFiles
from edge.wall.media.fetching import Fetching
from wire.affairs.notice import Notice, contents
from wire.content import MAX_PIECE_BYTES, Picture, Video
from wire.content import Media as MediaFile
from wire.port_wall import MediaKept

_log = logging.getLogger(__name__)
LOOSE_BYTES = 256 * 1024 * 1024
"""Of files and pieces that nothing refers to."""
SCRUB_MS = 10 * 60 * 1000
"""One file each time: a film of 48 MiB is nothing to a card that is read so seldom."""
_AFTER_FULL_MS = 5 * 60 * 1000
_MOST_WAITING = 64


@dataclass
class _Shelf:
    wanted: dict[str, MediaFile] = field(default_factory=dict)
    """By hash, in the order of the notices."""
    is_known: bool = False
    """Whether the disk was looked at in this start."""
    files: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    """Files that were hashed in this start."""
    pieces: set[str] = field(default_factory=set)
    scrub: list[str] = field(default_factory=list)
    scrubbed_ms: int = 0
    rests_until_ms: int = 0
    """A full disk is left alone for a while."""


class Media:
    """Owned by the agent's loop; the disk is waited for in threads, one piece of work after the other."""

    def __init__(
        self,
        files: MediaFiles,
        fetching: Fetching,
        *,
        mono_ms: Callable[[], int],
        changed: Callable[[MediaKept], None],
    ) -> None:
        self._files = files
        self._fetching = fetching
        self._mono_ms = mono_ms
        self._changed = changed
        self._shelf = _Shelf(scrubbed_ms=mono_ms())
        self._came: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(_MOST_WAITING)
        self._told = self.current()

    def current(self) -> MediaKept:
        shelf = self._shelf
        return MediaKept(paths={sha: str(self._files.path(sha)) for sha in shelf.wanted if sha in shelf.whole})

    def wants(self, notices: Iterable[Notice]) -> None:
        """The current notices, whenever they change."""
        self._shelf.wanted = {media.sha256: media for media in _media_in(notices)}
        self._tell()

    def heard_piece(self, sha256: str, body: bytes) -> None:
        """From the link. What comes faster than the disk takes it is asked for again later."""
        if not self._came.full():
            self._came.put_nowait((sha256, body))

    async def carried_piece(self, body: bytes) -> None:
        """From a stick: also what no notice speaks of yet. Raises NoRoom."""
        await self.keep_piece(await asyncio.to_thread(_sha256, body), body)

    def link_changed(self) -> None:
        self._fetching.again()

    async def run(self) -> None:
        """As long as the terminal is kept."""
        while True:
            try:
                if not self._shelf.is_known:
                    await self._find()
                await self._step()
            except Exception:  # noqa: BLE001  # whatever it is, the other pictures must not wait for a restart
                _log.exception("the care for pictures failed; trying again")
                await asyncio.sleep(1.0)

    async def keep_piece(self, sha256: str, body: bytes) -> None:
        """On disk when it returns, if it is what its name says. Raises NoRoom."""
        if len(body) > MAX_PIECE_BYTES or await asyncio.to_thread(_sha256, body) != sha256:
            _log.warning("a piece is not what its name says")
            return
        if sha256 not in self._shelf.pieces:
            await asyncio.to_thread(self._files.keep_piece, sha256, body)
            self._shelf.pieces.add(sha256)

    async def _step(self) -> None:
        """One thing at a time: a piece that came, a file that can be made or looked at, or a second's rest."""
        shelf = self._shelf
        unread = [sha for sha in shelf.wanted if sha in shelf.files and sha not in shelf.whole]
        ready = [media for media in self._missing() if shelf.pieces.issuperset(media.pieces)]
        if unread:
            await self._look_at(unread[0])
        elif ready and self._mono_ms() >= shelf.rests_until_ms:
            await self._assemble(ready[0])
        elif not await self._take_piece():
            await self._scrub()

    async def _take_piece(self) -> bool:
        self._ask()
        try:
            sha256, body = await asyncio.wait_for(self._came.get(), 1.0)
        except TimeoutError:
            return False
        if not any(sha256 in media.pieces for media in self._missing()):
            return True
        try:
            await self.keep_piece(sha256, body)
        except NoRoom as error:
            await self._make_room(error)
        return True

    def _ask(self) -> None:
        if self._mono_ms() < self._shelf.rests_until_ms:
            return
        lacking = (piece for media in self._missing() for piece in media.pieces if piece not in self._shelf.pieces)
        self._fetching.go_on(list(islice(lacking, 256)), mono_ms=self._mono_ms())

    def _missing(self) -> list[MediaFile]:
        shelf = self._shelf
        gone = shelf.whole | shelf.files
        return [media for sha, media in shelf.wanted.items() if sha not in gone]

    async def _assemble(self, media: MediaFile) -> None:
        try:
            whole = await asyncio.to_thread(self._files.assemble, media.sha256, media.pieces)
        except NoRoom as error:
            await self._make_room(error)
            return
        if not whole:
            _log.warning("the pieces of %s make another file; they are fetched again", media.sha256)
            self._shelf.pieces -= set(media.pieces)
            self._shelf.rests_until_ms = self._mono_ms() + _AFTER_FULL_MS
            return
        self._shelf.files.add(media.sha256)
        self._shelf.whole.add(media.sha256)
        self._tell()
        await self._drop_joined(media)

    async def _drop_joined(self, media: MediaFile) -> None:
        still = {piece for other in self._missing() for piece in other.pieces}
        joined = set(media.pieces) - still
        await asyncio.to_thread(self._files.drop_pieces, joined)
        self._shelf.pieces -= joined
        await self._keep_newest(LOOSE_BYTES)

    async def _look_at(self, sha256: str) -> None:
        if await asyncio.to_thread(self._files.is_whole, sha256):
            self._shelf.whole.add(sha256)
        else:
            await self._drop(sha256)
        self._tell()

    async def _scrub(self) -> None:
        shelf = self._shelf
        if self._mono_ms() - shelf.scrubbed_ms < SCRUB_MS or not shelf.whole:
            return
        shelf.scrubbed_ms = self._mono_ms()
        shelf.scrub = [sha for sha in shelf.scrub if sha in shelf.whole] or sorted(shelf.whole)
        sha256 = shelf.scrub.pop()
        if not await asyncio.to_thread(self._files.is_whole, sha256):
            await self._drop(sha256)
            self._tell()

    async def _drop(self, sha256: str) -> None:
        _log.error("%s is no longer what it was: the disk is failing; it is fetched again", sha256)
        self._shelf.whole.discard(sha256)
        self._shelf.files.discard(sha256)
        await asyncio.to_thread(self._files.drop_file, sha256)

    async def _make_room(self, error: NoRoom) -> None:
        _log.warning("no room for a picture: %s", error)
        await self._keep_newest(0)
        self._shelf.rests_until_ms = self._mono_ms() + _AFTER_FULL_MS

    async def tidy(self) -> None:
        """What nothing refers to is kept within its bounds: call it after many pieces came at once."""
        await self._keep_newest(LOOSE_BYTES)

    async def _keep_newest(self, most_bytes: int) -> None:
        """Of what nothing refers to."""
        shelf = self._shelf
        used = set(shelf.wanted) | {piece for media in shelf.wanted.values() for piece in media.pieces}
        there = await asyncio.to_thread(self._files.found)
        loose = (there.files | there.pieces) - used
        await asyncio.to_thread(lambda: self._files.keep_newest(loose, most_bytes=most_bytes))
        await self._find()

    async def _find(self) -> None:
        shelf, found = self._shelf, await asyncio.to_thread(self._files.found)
        shelf.files, shelf.pieces, shelf.is_known = set(found.files), set(found.pieces), True
        shelf.whole &= shelf.files

    def _tell(self) -> None:
        current = self.current()
        if current != self._told:
            self._told = current
            self._changed(current)


def _media_in(notices: Iterable[Notice]) -> Iterable[MediaFile]:
    for notice in notices:
        for content in contents(notice):
            if isinstance(content, Picture | Video):
                yield content.media


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
