"""A speaker behind PortAudio, fed by blocking writes so that the device sets the pace."""

from typing import Any, Final

import pyaudio

from hardware import portaudio
from hardware.errors import NoSpeaker, SpeakerBusy
from hardware.ports import SOUND_RATE_HZ

_BLOCK: Final = SOUND_RATE_HZ // 50


class PyAudioSpeaker:
    """`name` is `default` or a part of a device's name."""

    def __init__(self, name: str = "default") -> None:
        self._name = name
        self._session: Any = None
        self._stream: Any = None

    def open(self) -> None:
        if self._stream is not None:
            return
        self._session = portaudio.start()
        try:
            self._stream = portaudio.open_stream(
                self._session,
                format=pyaudio.paInt16,
                channels=1,
                rate=SOUND_RATE_HZ,
                output=True,
                output_device_index=portaudio.find(self._session, self._name, channels="maxOutputChannels"),
                frames_per_buffer=_BLOCK,
            )
        except OSError as error:
            self.close()
            raise (SpeakerBusy if portaudio.is_busy(error) else NoSpeaker)(self._name) from error

    def play(self, samples: bytes) -> None:
        if self._stream is None:
            raise NoSpeaker(self._name)
        try:
            self._stream.write(samples)
        except OSError as error:
            raise NoSpeaker(self._name) from error

    def delay_s(self) -> float:
        return float(self._stream.get_output_latency()) if self._stream else 0.0

    def close(self) -> None:
        # Closing without stopping throws away what is not yet heard; stopping would wait for it.
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
        session, self._session = self._session, None
        if session is not None:
            session.terminate()
