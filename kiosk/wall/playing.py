"""The film that runs: which frame is due, and which of them were presented."""

from kiosk.render.bitmap import Bitmap
from kiosk.wall.film import FilmFrame, Presented
from kiosk.wall.scene import Reel


class Playing:
    """From the frame in which its page came up to the next page."""

    def __init__(self, reel: Reel, began_ms: int) -> None:
        self.reel = reel
        self.began_ms = began_ms
        """When its first frame is due: until then that one stands still."""
        self._given: FilmFrame | None = None
        self.presented = Presented(reel.sha256)
        self.frame = reel.first
        """What stands there now."""

    def due(self, now_ms: float) -> Bitmap | None:
        """The frame that must be shown now, if it is another than before."""
        frame = self.reel.film.due(now_ms - self.began_ms)
        if frame is None:
            return None
        self._given, self.frame = frame, frame.bitmap
        return frame.bitmap

    def flipped(self) -> None:
        """The window was flipped: what was given last is on the wall."""
        if self._given is not None:
            self.presented.counts(self._given)
            self._given = None

    @property
    def broken(self) -> str:
        return self.reel.film.broken

    def close(self) -> None:
        self.reel.film.stop()
