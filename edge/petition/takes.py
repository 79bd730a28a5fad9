"""Takes: one recording each, sealed segments in a folder of its own. A draft has any number, in order of speaking."""

import errno
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from edge.capture.drafts import DraftDirectory
from edge.capture.facts import SegmentKept
from edge.petition.room import Room
from wire.errors import BadMessage
from wire.ids import TakeId, is_id
from wire.port import TakeKind


@dataclass(frozen=True)
class Wish:
    """How a take is to be recorded."""

    take_id: TakeId
    kind: TakeKind = "video"
    cover_face: bool = False
    change_voice: bool = False

    def check(self) -> None:
        """Raises BadMessage."""
        if self.take_id and not is_id(self.take_id):
            raise BadMessage("a take id has 32 hex digits")


@dataclass(frozen=True)
class Take:
    """A recording that has ended."""

    wish: Wish
    directory: Path
    segments: tuple[SegmentKept, ...]
    duration_ms: int
    recorded_at_ms: int
    clock_trusted: bool

    @property
    def sealed_bytes(self) -> int:
        return sum(segment.sealed_bytes for segment in self.segments)

    def part_paths(self) -> list[Path]:
        return DraftDirectory(self.directory).segments()

    def remove(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)


class Sink:
    """Keeps a recording's segments as long as there is room to join them into a blob as well."""

    def __init__(self, directory: Path, room: Room, *, beside: int) -> None:
        """`beside`: bytes of the draft that will go into the same blob."""
        self.directory = directory
        self._segments = DraftDirectory(directory)
        self._room = room
        self._kept_bytes = beside
        self._closed = False
        self._writing = threading.Lock()

    def keep(self, index: int, sealed: bytes) -> None:
        """Raises OSError (ENOSPC) before the disk is full: what was recorded so far can then still be sent."""
        with self._writing:
            if self._closed:
                raise OSError(errno.ENOENT, "the draft is gone")
            if not self._room.keeps(len(sealed), beside=self._kept_bytes):
                raise OSError(errno.ENOSPC, "no room to keep and then send this segment")
            self._segments.keep(index, sealed)
            self._kept_bytes += len(sealed)

    def close(self) -> None:
        """A recorder that hangs and comes back writes nothing any more."""
        with self._writing:
            self._closed = True

    def remove(self) -> None:
        self.close()
        shutil.rmtree(self.directory, ignore_errors=True)
