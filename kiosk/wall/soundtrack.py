"""The sound of the film that runs, which another process plays: both go by the machine's monotonic clock."""

from collections.abc import Callable

from kiosk.wall.scene import Reel
from wire.port import PlaySound, Request, StopSound
from wire.port_wall import SOUND_LEAD_MS
from wire.wall.profile import WallProfile


class Soundtrack:
    """Tells the edge what is to be heard and since when; nothing where there is no loudspeaker or no sound."""

    def __init__(self, tell: Callable[[Request], None]) -> None:
        self._tell = tell
        self._has_loudspeaker = False
        self._running: PlaySound | None = None

    def hangs(self, profile: WallProfile) -> None:
        """The wall is built so from now on."""
        self._has_loudspeaker = profile.loudspeaker
        if not profile.loudspeaker:
            self.ends()

    def begins(self, reel: Reel, now_ms: int) -> int:
        """A film comes onto the wall; when its first frame is due."""
        if not (self._has_loudspeaker and reel.film.has_sound):
            return now_ms
        self._running = PlaySound(film_sha256=reel.sha256, began_ms=now_ms + SOUND_LEAD_MS)
        self.again()
        return self._running.began_ms

    def again(self, *, may_be_heard: bool = True) -> None:
        """The edge fell silent, or may have, and the film runs on."""
        if self._running and may_be_heard:
            self._tell(self._running)

    def ends(self) -> None:
        """Silent at once."""
        if self._running:
            self._running = None
            self._tell(StopSound())
