"""Where the villager hears the officer: plays on the speaker's own clock, and silence where nothing came."""

import contextlib
import logging
import threading
from collections import deque
from typing import Final

from hardware.errors import HardwareError
from hardware.ports import Speaker
from wire.call.engine import BLOCK_BYTES

_log = logging.getLogger(__name__)
_MOST_BLOCKS: Final = 8
"""80 ms: the longer the way to the ear, the harder an echo is taken out. What is older is dropped."""
_FEW_BLOCKS: Final = 3
_SILENCE: Final = bytes(BLOCK_BYTES)


class Ear:
    """Open from the first `listen` until `close`; any thread may call."""

    def __init__(self, speaker: Speaker | None) -> None:
        self._speaker = speaker
        self._blocks: deque[bytes] = deque()
        self._open = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self) -> None:
        """The speaker is opened; silence until something comes. A second call changes nothing."""
        if self._speaker is None or self._thread is not None:
            return
        self._open.set()
        self._thread = threading.Thread(target=self._play, args=(self._speaker,), name="call.ear", daemon=True)
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

    def _play(self, speaker: Speaker) -> None:
        mine = threading.current_thread()
        try:
            speaker.open()
            while self._open.is_set() and self._thread in (mine, None):
                speaker.play(self._next())
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
