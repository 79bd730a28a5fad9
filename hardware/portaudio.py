"""PortAudio, made quiet: it greets every start with some eighty lines about sound cards that are not there."""

import contextlib
import os
from collections.abc import Iterator
from threading import Lock
from typing import Any, Final, Literal

import pyaudio

from hardware.ports import SOUND_RATE_HZ

Direction = Literal["input", "output"]
_BLOCK: Final = SOUND_RATE_HZ // 50
_NO_STDERR: Final = Lock()
_DEVICE_UNAVAILABLE: Final = -9985


@contextlib.contextmanager
def _stderr_aside() -> Iterator[None]:
    """File descriptor 2 is the whole process's, hence the lock; what others write meanwhile is lost."""
    with _NO_STDERR:
        kept = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nowhere)


class Stream:
    """One device, open in a PortAudio session of its own: mono, signed 16 bit, SOUND_RATE_HZ."""

    def __init__(self, name: str, direction: Direction, *, callback: Any = None) -> None:
        """`name` is `default` or a part of a device's name. Raises OSError."""
        with _stderr_aside():
            self._session = pyaudio.PyAudio()
        try:
            self._stream = self._opened(self._found(name, direction), direction, callback)
        except OSError:
            self._session.terminate()
            raise

    def write(self, samples: bytes) -> None:
        """Returns when the device has taken them. Raises OSError."""
        self._stream.write(samples)

    def output_latency_s(self) -> float:
        return float(self._stream.get_output_latency())

    def close(self) -> None:
        # Closing without stopping throws away what is not yet heard; stopping would wait for it.
        self._stream.close()
        self._session.terminate()

    def _opened(self, device: int | None, direction: Direction, callback: Any) -> Any:
        with _stderr_aside():
            return self._session.open(
                format=pyaudio.paInt16,
                channels=1,
                rate=SOUND_RATE_HZ,
                frames_per_buffer=_BLOCK,
                stream_callback=callback,
                **{direction: True, f"{direction}_device_index": device},
            )

    def _found(self, name: str, direction: Direction) -> int | None:
        """None for `default`; raises OSError when no device is called so."""
        if name == "default":
            return None
        for index in range(self._session.get_device_count()):
            device = self._session.get_device_info_by_index(index)
            if name in str(device["name"]) and int(device[f"max{direction.capitalize()}Channels"]) > 0:
                return index
        raise OSError(f"no sound device is called {name}")


def is_busy(error: OSError) -> bool:
    return bool(error.args) and _DEVICE_UNAVAILABLE in error.args
