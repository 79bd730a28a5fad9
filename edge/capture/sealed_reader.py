"""Reads sealed segments as one MP4 stream. Each segment is opened in RAM when its turn comes."""

from collections.abc import Sequence
from pathlib import Path

from edge.capture.errors import BadRecording
from wire.errors import BadSeal
from wire.seal.age import DraftIdentity


class SealedReader:
    """A file for the demuxer; it has no seek, so the demuxer reads straight on."""

    def __init__(self, parts: Sequence[Path], identity: DraftIdentity) -> None:
        self._waiting = list(parts)
        self._identity = identity
        self._opened = b""
        self._error: Exception | None = None

    def read(self, length: int) -> bytes:
        """Empty at the end, and when a segment cannot be opened: exceptions do not pass through FFmpeg."""
        while not self._opened and self._waiting and self._error is None:
            self._open_next()
        piece, self._opened = self._opened[:length], self._opened[length:]
        return piece

    def check(self) -> None:
        """Raises BadRecording when a segment could not be opened."""
        if self._error is not None:
            raise BadRecording("a segment cannot be opened") from self._error

    def _open_next(self) -> None:
        try:
            self._opened = self._identity.open(self._waiting.pop(0).read_bytes())
        except (OSError, BadSeal) as error:
            self._error = error
