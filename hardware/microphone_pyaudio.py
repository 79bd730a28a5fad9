"""A microphone behind PortAudio. Its own thread calls back; listen() only waits for what it left.

PortAudio's times jump with the wall clock, so each block is timed with time.monotonic() on arrival.
"""

import time
from queue import Empty, SimpleQueue

import pyaudio

from hardware import portaudio
from hardware.errors import MicrophoneBusy, MicrophoneStalled, NoMicrophone
from hardware.ports import SOUND_RATE_HZ, Sound


class PyAudioMicrophone:
    """`name` is `default` or a part of a device's name."""

    def __init__(self, name: str = "default", *, read_timeout_s: float = 3.0) -> None:
        """A sound card that slept may need two seconds for its first block."""
        self._name = name
        self._read_timeout_s = read_timeout_s
        self._stream: portaudio.Stream | None = None
        self._heard: SimpleQueue[Sound] = SimpleQueue()

    def open(self) -> None:
        if self._stream is not None:
            return
        self._heard = SimpleQueue()
        try:
            self._stream = portaudio.Stream(self._name, "input", callback=self._arrived)
        except OSError as error:
            raise (MicrophoneBusy if portaudio.is_busy(error) else NoMicrophone)(self._name) from error

    def listen(self) -> Sound:
        if self._stream is None:
            raise NoMicrophone(self._name)
        try:
            return self._heard.get(timeout=self._read_timeout_s)
        except Empty:
            raise MicrophoneStalled(self._name) from None

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _arrived(self, samples: bytes, count: int, _times: object, _status: int) -> tuple[None, int]:
        self._heard.put(Sound(samples, time.monotonic() - count / SOUND_RATE_HZ))
        return None, pyaudio.paContinue
