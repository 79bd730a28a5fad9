"""PortAudio, made quiet: it greets every start with some eighty lines about sound cards that are not there."""

import contextlib
import os
from collections.abc import Iterator
from threading import Lock
from typing import Any, Final

import pyaudio

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


def start() -> Any:
    """A new PortAudio session; the caller ends it with terminate()."""
    with _stderr_aside():
        return pyaudio.PyAudio()


def open_stream(session: Any, **settings: Any) -> Any:
    """PyAudio.open without the chatter; raises OSError."""
    with _stderr_aside():
        return session.open(**settings)


def find(session: Any, name: str, *, channels: str) -> int | None:
    """Index of the device called `name`, None for `default`; raises OSError when there is none.

    `channels` is PortAudio's word for the direction: maxInputChannels or maxOutputChannels.
    """
    if name == "default":
        return None
    for index in range(session.get_device_count()):
        device = session.get_device_info_by_index(index)
        if name in str(device["name"]) and int(device[channels]) > 0:
            return index
    raise OSError(f"no sound device is called {name}")


def is_busy(error: OSError) -> bool:
    return bool(error.args) and _DEVICE_UNAVAILABLE in error.args
