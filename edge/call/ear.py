"""Where the villager hears the officer: plays on the speaker's own clock, and silence where nothing came."""

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.errors import HardwareError
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Speaker
from wire.call.engine import BLOCK_BYTES

_log = logging.getLogger(__name__)
_MOST_BLOCKS: Final = 8
"""80 ms: the longer the way to the ear, the harder an echo is taken out. What is older is dropped."""
_FEW_BLOCKS: Final = 3
_SILENCE: Final = bytes(BLOCK_BYTES)
_BLOCK_S: Final = 0.01
_LONGEST_GAP_S: Final = 5.0
Played = Callable[[bytes, float], None]
"""What the speaker has taken (10 ms at most), and in how many seconds it is heard; from the ear's own thread."""


class Ear:
    """Open from the first `listen` until `close`; any thread may call."""

    def __init__(self, speaker: Speaker | None) -> None:
        self._speaker = speaker
        self._blocks: deque[bytes] = deque()
        self._open = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, played: Played) -> None:
        """The speaker is opened; silence until something comes. A second call changes nothing.

        `played` is told all that is heard from then on without gaps, silence included.
        """
        if self._speaker is None or self._thread is not None:
            return
        self._open.set()
        self._thread = threading.Thread(target=self._play, args=(self._speaker, played), name="call.ear", daemon=True)
        self._thread.start()

    def hear(self, block: bytes) -> None:
        """10 ms. Too many that wait are as bad as too few: then the oldest are left out."""
        self._blocks.append(block)
        if len(self._blocks) > _MOST_BLOCKS:
            while len(self._blocks) > _FEW_BLOCKS:
                self._blocks.popleft()

    def close(self) -> None:
        """Silent at once; the thread ends by itself within a block."""
        self._open.clear()
        self._thread = None
        self._blocks.clear()

    def _play(self, speaker: Speaker, played: Played) -> None:
        mine = threading.current_thread()
        try:
            speaker.open()
            dry_at_s = None
            while self._open.is_set() and self._thread in (mine, None):
                block = self._next()
                if dry_at_s:
                    _tell_gap(time.monotonic() - dry_at_s, played)
                speaker.play(block)
                until_heard_s = speaker.delay_s()
                dry_at_s = time.monotonic() + until_heard_s
                played(block, max(0.0, until_heard_s - _BLOCK_S))
        except HardwareError as error:
            _log.warning("the officer is not heard: %s", error)
        finally:
            with contextlib.suppress(HardwareError, OSError):
                speaker.close()

    def _next(self) -> bytes:
        try:
            return self._blocks.popleft()
        except IndexError:
            return _SILENCE


def _tell_gap(seconds: float, played: Played) -> None:
    """We came too late: for so long the speaker had nothing to play."""
    left = round(max(0.0, min(seconds, _LONGEST_GAP_S)) * SOUND_RATE_HZ) * SOUND_BYTES_PER_SAMPLE
    while left > 0:
        played(_SILENCE[:left], 0.0)
        left -= BLOCK_BYTES
