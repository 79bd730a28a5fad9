"""What a test does to a fake device: pulls its plug, stalls it, lets another program hold it."""

import threading

from hardware.errors import HardwareError


class Plug:
    """Shared by all fakes. Each wish holds until it is taken back; a waiting device feels it at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._plugged = True
        self._stalled = False
        self._busy = False

    @property
    def plugged(self) -> bool:
        return self._plugged

    @property
    def stalled(self) -> bool:
        return self._stalled

    def pull(self) -> None:
        self._set(plugged=False, stalled=False, busy=False)

    def stall(self) -> None:
        self._set(plugged=True, stalled=True, busy=False)

    def occupy(self) -> None:
        """Another program holds it; who has it open already keeps it."""
        self._set(plugged=True, stalled=False, busy=True)

    def restore(self) -> None:
        self._set(plugged=True, stalled=False, busy=False)

    def let_in(self, *, missing: HardwareError, busy: HardwareError) -> None:
        """What a device says to whoever opens it: nothing, or one of these."""
        if not self._plugged:
            raise missing
        if self._busy:
            raise busy

    def sit_out_stall(self, at_most_s: float) -> bool:
        """Wait for a stall's end; whether it ended."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._stalled, timeout=at_most_s)

    def _set(self, *, plugged: bool, stalled: bool, busy: bool) -> None:
        with self._changed:
            self._plugged, self._stalled, self._busy = plugged, stalled, busy
            self._changed.notify_all()
