"""Plays one film's sound so that each moment of it is heard when its picture is due, and is silent rather than late.

Between two pieces it asks the speaker how much is not yet heard. What would be early waits behind silence, what would
be late is left out; small errors are let be, for a correction is heard and they are not.
"""

import contextlib
import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edge.wall.loudspeaker.track import Piece, Track
from hardware.errors import HardwareError
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Speaker

_log = logging.getLogger(__name__)
DRIFT_S: Final = 0.06
"""Two crystals part by some 0.1 ms a second."""
_WAKE_S: Final = 0.2
"""A sound card that slept swallows the first sound, and its buffer must be full before its word is true."""
_OPENS_S: Final = 0.25
"""So long an opening may take."""
_CALM: Final = 8
"""The speaker's word jitters by its buffer: so many pieces are asked before it is believed."""
_BLOCK_S: Final = 0.02
"""After each it looks whether it shall be silent."""


@dataclass
class _Step:
    """How far the sound is from where it should be."""

    error_s: float = 0.0
    """Smoothed; above 0 it would be heard early."""
    is_in_step: bool = False

    def corrects_s(self, error_s: float) -> float:
        """By how much the next piece must wait (above 0) or be cut (below 0)."""
        self.error_s += (error_s - self.error_s) / _CALM
        if self.is_in_step and abs(self.error_s) <= DRIFT_S:
            return 0.0
        self.error_s = 0.0
        return error_s


class Playing:
    """Begins at once, after `before` has let the speaker go."""

    def __init__(self, speaker: Speaker, path: Path, *, began_s: float, before: "Playing | None" = None) -> None:
        """`began_s` is of time.monotonic(), past or to come."""
        self._speaker = speaker
        self._path = path
        self._began_s = began_s
        self._before = before
        self._step = _Step()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wall.loudspeaker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Silent within a block; from any thread."""
        self._stopped.set()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        if self._before:
            self._before.join()
            self._before = None
        track = Track(self._path)
        try:
            self._hear(track)
        except HardwareError as error:
            _log.warning("a film is silent: %s", error)
        except Exception:  # noqa: BLE001  # whatever it is, the next film may be heard
            _log.exception("a film's sound broke off")
        finally:
            with contextlib.suppress(HardwareError, OSError):
                self._speaker.close()
            track.close()

    def _hear(self, track: Track) -> None:
        for number, piece in enumerate(track):
            if number == 0:
                self._wake(piece)
            if self._stopped.is_set():
                return
            self._place(piece)
        self._stopped.wait(self._speaker.delay_s())

    def _wake(self, first: Piece) -> None:
        """Not before it must be: nobody else can use the speaker from then on."""
        due_s = self._began_s + first.at_s - time.monotonic()
        if not self._stopped.wait(max(due_s - _WAKE_S - _OPENS_S, 0.0)):
            self._speaker.open()
            self._play(_silence(_WAKE_S))

    def _place(self, piece: Piece) -> None:
        heard_s = time.monotonic() + self._speaker.delay_s() - self._began_s
        correction_s = self._step.corrects_s(piece.at_s - heard_s)
        if correction_s > 0:
            self._play(_silence(correction_s))
        samples = piece.samples[_bytes(max(-correction_s, 0.0)) :]
        # a piece that is late as a whole goes, and the next one is asked the same
        self._step.is_in_step = bool(samples) or not correction_s
        self._play(samples)

    def _play(self, samples: bytes) -> None:
        size = _bytes(_BLOCK_S)
        for at in range(0, len(samples), size):
            if self._stopped.is_set():
                return
            self._speaker.play(samples[at : at + size])


def _bytes(seconds: float) -> int:
    return round(seconds * SOUND_RATE_HZ) * SOUND_BYTES_PER_SAMPLE


def _silence(seconds: float) -> bytes:
    return bytes(_bytes(seconds))
