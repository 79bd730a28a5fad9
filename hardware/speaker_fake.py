"""A speaker for tests that refuses what speakers refuse and remembers what it played."""

import time
from typing import Final, Protocol

from hardware.errors import NoSpeaker, SpeakerBusy
from hardware.pacing import Pace
from hardware.plug import Plug

_NAME: Final = "fake speaker"


class Air(Protocol):
    """What a loudspeaker plays into."""

    def carry(self, samples: bytes, *, from_s: float) -> None:
        """Sound that is heard from this moment on, soon."""

    def hush(self) -> None:
        """What was to be heard from now on is not."""


class FakeSpeaker:
    """Plays in real time; `plug` is the test's hand on the device."""

    def __init__(self, air: Air | None = None) -> None:
        self.plug = Plug()
        self._air = air
        self.heard = bytearray()
        self.began_at_s: float | None = None
        """When the first sound since the last opening was heard."""
        self._pace: Pace | None = None

    def open(self) -> None:
        if self._pace is not None:
            return
        self.plug.let_in(missing=NoSpeaker(_NAME), busy=SpeakerBusy(_NAME))
        self._pace = Pace()
        self.began_at_s = None

    def play(self, samples: bytes) -> None:
        if self._pace is None or not self.plug.plugged:
            raise NoSpeaker(_NAME)
        if self.began_at_s is None:
            self.began_at_s = time.monotonic()
        self.heard += samples
        from_s = self._pace.accept(samples)
        if self._air:
            self._air.carry(samples, from_s=from_s)

    def delay_s(self) -> float:
        return self._pace.delay_s() if self._pace else 0.0

    def close(self) -> None:
        self._pace = None
        if self._air:
            self._air.hush()
