"""A speaker for terminals without one: takes sound at its pace and lets it go."""

from hardware.errors import NoSpeaker
from hardware.pacing import Pace


class SilentSpeaker:
    """Never fails; nothing is heard."""

    def __init__(self) -> None:
        self._pace: Pace | None = None

    def open(self) -> None:
        self._pace = self._pace or Pace()

    def play(self, samples: bytes) -> None:
        if self._pace is None:
            raise NoSpeaker("none")
        self._pace.accept(samples)

    def delay_s(self) -> float:
        return self._pace.delay_s() if self._pace else 0.0

    def close(self) -> None:
        self._pace = None
