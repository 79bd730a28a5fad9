"""Takes out of the villager's voice what the loudspeaker put in, and noise and rumble with it.

The audio processing of libwebrtc, the same for both media engines. It goes by what the loudspeaker was really given,
silence included, and lays it beside what the microphone heard block by block, whichever thread of the edge came late:
by the order in which they come, or by what an engine gave out, it would lose the echo at each hitch of the machine
(docs/decisions/0066-echo-is-taken-out-by-what-was-played.md).
"""

import statistics
from collections import deque
from typing import Final

from livekit.rtc import AudioFrame, AudioProcessingModule

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ
from wire.call.engine import BLOCK_BYTES

_BLOCK_MS: Final = 10
_BLOCK: Final = BLOCK_BYTES // SOUND_BYTES_PER_SAMPLE
_SILENCE: Final = bytes(BLOCK_BYTES)
_HEARD_LATE_MS: Final = 20
"""A microphone hands over so much at a time."""
_KEPT_BACK: Final = 4
"""Blocks of what is played that wait for what is heard, so that neither is missed when it is late."""
_PATIENCE: Final = 6
"""Blocks of what is heard that wait for what was played."""
_LOST: Final = 100
_LOOK_EVERY: Final = 100
_FIRST_LOOK: Final = 50
_LEAST_SHIFT, _FIRST_SHIFT = 5, 2
"""Whoever shifts the two against each other makes the room unknown: not for little."""


class Cleaner:
    """For one call, all its peer connections: it takes a second or two to know the room."""

    def __init__(self, *, echoes: bool = True) -> None:
        """Not `echoes`: the officer is heard at an ear. Until it knew that, it would take the villager for an echo."""
        self._echoes = echoes
        self._processing = AudioProcessingModule(
            echo_cancellation=echoes, noise_suppression=True, high_pass_filter=True, auto_gain_control=False
        )
        self._until_heard_ms = 0
        self._rest_played, self._rest_heard = b"", b""
        self._played, self._heard = deque[bytes](), deque[bytes]()
        self._is_playing = False
        self._owed = 0
        """So many of the next that were played had their place given to silence."""
        self._alone = 0
        """So many of the next that are heard have nothing beside them."""
        self._balances: list[int] = []
        self._looked = False

    def played(self, samples: bytes, *, until_heard_ms: int) -> None:
        """What the loudspeaker has taken, without gaps."""
        if not self._echoes:
            return
        self._until_heard_ms = until_heard_ms
        blocks, self._rest_played = _blocks(self._rest_played + samples)
        given_up = min(self._owed, len(blocks))
        self._owed -= given_up
        self._played.extend(blocks[given_up:])
        if self._played and not self._is_playing:
            self._is_playing, self._looked = True, False
            self._balances.clear()

    def cleaned(self, samples: bytes) -> bytes:
        """What the microphone heard, in whole blocks of 10 ms; what is over, or has to wait, comes with the next."""
        blocks, self._rest_heard = _blocks(self._rest_heard + samples)
        self._heard.extend(blocks)
        return b"".join(self._clean(self._heard.popleft()) for _ in range(len(self._heard)) if self._has_other())

    def _has_other(self) -> bool:
        """Whether there is, or need be, something played beside the next block that was heard."""
        if not self._is_playing:
            return True
        if self._alone:
            self._alone -= 1
        elif self._played:
            self._hear_of(self._played.popleft())
        elif len(self._heard) > _PATIENCE:
            self._owed += 1
            self._hear_of(_SILENCE)
        else:
            return False
        self._look()
        return True

    def _look(self) -> None:
        """Whether one side is ahead for good: a clock that goes faster, or one that began late."""
        self._balances.append(len(self._played) - len(self._heard) - self._owed)
        if self._owed >= _LOST:
            self._is_playing, self._owed = False, 0
        elif len(self._balances) >= (_LOOK_EVERY if self._looked else _FIRST_LOOK):
            self._shift(round(statistics.median(self._balances)) - self._wanted)
            self._balances.clear()
            self._looked = True

    @property
    def _wanted(self) -> int:
        """Not so many that a block were heard in the room before it is heard of here."""
        return min(_KEPT_BACK, max(1, self._until_heard_ms // (2 * _BLOCK_MS)))

    def _shift(self, ahead: int) -> None:
        if abs(ahead) < (_LEAST_SHIFT if self._looked else _FIRST_SHIFT):
            return
        for _ in range(min(ahead, len(self._played))):
            self._hear_of(self._played.popleft())
        if ahead < 0:
            forgiven = min(self._owed, -ahead)
            self._owed -= forgiven
            self._alone = -ahead - forgiven

    def _hear_of(self, block: bytes) -> None:
        self._processing.process_reverse_stream(_frame(block))

    def _clean(self, block: bytes) -> bytes:
        frame = _frame(block)
        if self._echoes:
            ahead_ms = max(0, self._until_heard_ms - _BLOCK_MS * len(self._played))
            self._processing.set_stream_delay_ms(ahead_ms + _HEARD_LATE_MS)
        self._processing.process_stream(frame)
        return bytes(frame.data.cast("B"))


def _blocks(sound: bytes) -> tuple[list[bytes], bytes]:
    """And what is left."""
    whole = len(sound) - len(sound) % BLOCK_BYTES
    return [sound[at : at + BLOCK_BYTES] for at in range(0, whole, BLOCK_BYTES)], sound[whole:]


def _frame(block: bytes) -> AudioFrame:
    return AudioFrame(block, SOUND_RATE_HZ, 1, _BLOCK)
