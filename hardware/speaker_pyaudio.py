"""A speaker behind PortAudio, fed by blocking writes so that the device sets the pace."""

from hardware import portaudio
from hardware.errors import NoSpeaker, SpeakerBusy


class PyAudioSpeaker:
    """`name` is `default` or a part of a device's name."""

    def __init__(self, name: str = "default") -> None:
        self._name = name
        self._stream: portaudio.Stream | None = None

    def open(self) -> None:
        if self._stream is not None:
            return
        try:
            self._stream = portaudio.Stream(self._name, "output")
        except OSError as error:
            raise (SpeakerBusy if portaudio.is_busy(error) else NoSpeaker)(self._name) from error

    def play(self, samples: bytes) -> None:
        if self._stream is None:
            raise NoSpeaker(self._name)
        try:
            self._stream.write(samples)
        except OSError as error:
            raise NoSpeaker(self._name) from error

    def delay_s(self) -> float:
        return self._stream.output_latency_s() if self._stream else 0.0

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
