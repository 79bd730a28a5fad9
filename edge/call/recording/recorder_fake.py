"""A recorder that keeps what it is fed in RAM, and refuses or ends when a test says so."""

from collections.abc import Callable

from edge.call.errors import InACall
from edge.call.recording.recorder import Recorded
from edge.errors import NoRoom


class FakeRecorder:
    """Hears nothing before it is started, nor after it has ended."""

    def __init__(self, *, has_room: bool = True) -> None:
        self.has_room = has_room
        self.calls: list[Recorded] = []
        self.near, self.far = bytearray(), bytearray()
        self.looks: list[tuple[bool, bool]] = []
        """Whether the near and the far picture were recorded, at each change."""
        self._ended: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        return self._ended is not None

    def start(self, call: Recorded, ended: Callable[[], None]) -> None:
        if self._ended:
            raise InACall("a call is being recorded")
        if not self.has_room:
            raise NoRoom("the disk is full")
        self.calls.append(call)
        self._ended = ended

    def hear_near(self, samples: bytes) -> None:
        if self._ended:
            self.near += samples

    def hear_far(self, samples: bytes) -> None:
        if self._ended:
            self.far += samples

    def look(self, *, near: bool, far: bool) -> None:
        if self._ended:
            self.looks.append((near, far))

    def stop(self) -> None:
        self._ended = None

    def fills_the_disk(self) -> None:
        """It ends by itself."""
        ended, self._ended = self._ended, None
        if ended:
            ended()
