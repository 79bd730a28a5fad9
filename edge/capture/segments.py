"""Cuts the muxer's bytes into segments while they are made, and seals them.

Plaintext is held in RAM only; segments, opened and put one after the other, are one playable MP4.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, Protocol

from edge.capture.errors import BadRecording, NotKept
from edge.capture.facts import SegmentKept
from wire.seal.age import seal
from wire.seal.padding import padded_mp4

_BOX_HEADER: Final = 8


class SegmentSink(Protocol):
    """Where sealed segments are kept: a directory of a draft, the keeper's own store, or a test."""

    def keep(self, index: int, sealed: bytes) -> None:
        """Return when the segment would survive a power cut; raises OSError, then nothing of it is left."""


class Cutter:
    """A file for the muxer that only grows. Cuts behind every n-th movie fragment (`moof` and `mdat` box)."""

    def __init__(self, fragments: int) -> None:
        self._fragments = fragments
        self._whole = 0
        """Whole fragments in the segment that is growing."""
        self._segment = bytearray()
        self._rest = bytearray()
        """The box that is not yet whole."""
        self._cut: list[bytes] = []

    def write(self, content: bytes) -> int:
        self._rest += content
        while (end := self._box_end()) and end <= len(self._rest):
            self._add(self._rest[:end])
            del self._rest[:end]
        return len(content)

    def take(self) -> list[bytes]:
        """The segments that became whole since the last call."""
        cut, self._cut = self._cut, []
        return cut

    def finish(self) -> list[bytes]:
        """The rest, once the muxer has written all; raises BadRecording when it stopped within a box."""
        if self._rest:
            raise BadRecording("the muxer stopped within a box")
        if self._whole:
            self._close_segment()
        return self.take()

    def _box_end(self) -> int:
        if len(self._rest) < _BOX_HEADER:
            return 0
        size = int.from_bytes(self._rest[:4], "big")
        if size < _BOX_HEADER:
            raise BadRecording(f"a box of size {size}")
        return size

    def _add(self, box: bytearray) -> None:
        self._segment += box
        if box[4:8] == b"mdat":
            self._whole += 1
            if self._whole == self._fragments:
                self._close_segment()

    def _close_segment(self) -> None:
        self._cut.append(bytes(self._segment))
        self._segment.clear()
        self._whole = 0


class Sealer:
    """Pads, seals and hands over one segment after the other."""

    def __init__(self, sink: SegmentSink, recipients: Sequence[str]) -> None:
        """Raises BadSeal for recipients that nothing can be sealed to, before anything is recorded."""
        self._sink = sink
        self._recipients = tuple(recipients)
        seal(b"", self._recipients)
        self.kept: list[SegmentKept] = []

    def keep(self, segment: bytes, duration_ms: int) -> SegmentKept:
        """Raises NotKept when the sink is full; the segments kept before stay."""
        sealed = seal(padded_mp4(segment), self._recipients)
        index = len(self.kept)
        try:
            self._sink.keep(index, sealed)
        except OSError as error:
            raise NotKept(f"segment {index}: {error.strerror}") from error
        fact = SegmentKept(index, len(sealed), hashlib.sha256(sealed).hexdigest(), duration_ms)
        self.kept.append(fact)
        return fact
