"""Cuts the muxer's bytes into sealed segments while they are made.

Plaintext is held in RAM only; each segment, decrypted and put after the one before, is playable MP4.
"""

from typing import Protocol


class SegmentSink(Protocol):
    """Where sealed segments are kept: a directory of a draft, the keeper's own store, or a test."""

    def keep(self, index: int, sealed: bytes) -> None:
        """Return when the segment would survive a power cut; raises OSError, then nothing of it is left."""
