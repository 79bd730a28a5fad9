"""The document camera: its live picture with the sheet's edge drawn, and the pages taken from it.

A page is told as bytes and is then nowhere but in the live picture.
"""

import threading
from collections.abc import Callable
from typing import Final

import numpy as np

from edge.capture.facts import (
    Fact,
    PageNotTaken,
    PageTaken,
    PapersBack,
    PapersLost,
    PapersMissing,
    PreviewStarted,
)
from edge.capture.screen import Screen, fitting
from edge.capture.watch import Source, Watch
from edge.papers.page import decoded, taken, with_edge
from edge.papers.sheet import find_sheet
from hardware.ports import Camera, Picture

_PREVIEW_S: Final = 0.1
_SETTLE_S: Final = 0.5
"""How long a camera that was just opened takes to see well."""
PATIENCE_S: Final = 4.0
"""Without a picture for so long a page is not taken."""


class Desk:
    """One papers camera. Any thread may call; pictures come on the camera's own."""

    def __init__(
        self, camera: Camera, screen: Screen, post: Callable[[Fact], None], *, patience_s: float = PATIENCE_S
    ) -> None:
        self._screen = screen
        self._post = post
        self._patience_s = patience_s
        self._turning = threading.Lock()
        self._previewing = False
        self._told_preview = True
        self._asked: threading.Timer | None = None
        """A page is to be taken; runs out when no picture comes."""
        self._shows_page = False
        """The page that is being taken is to be seen: nobody has turned to something else since."""
        self._opened_at_s: float | None = None
        self._painted_at_s = float("-inf")
        self._watch = Watch(self._source(camera), post)

    def start_preview(self) -> None:
        """PreviewStarted follows. Also leads back to it from a page that was taken or shown."""
        self._screen.give("papers")
        with self._turning:
            self._previewing, self._told_preview, self._shows_page = True, False, False
        self._want()

    def stop_preview(self) -> None:
        """What was asked of `take` is still answered."""
        with self._turning:
            self._previewing = self._shows_page = False
        self._want()

    def take(self) -> None:
        """PageTaken or PageNotTaken follows; twice before the answer is once."""
        with self._turning:
            self._shows_page = True
            if self._asked is not None:
                return
            self._asked = threading.Timer(self._patience_s, self._give_up)
            self._asked.daemon = True
            self._asked.start()
        self._want()

    def close(self) -> None:
        """Let the camera go and wait for its thread, and for that of a page that nobody gave."""
        with self._turning:
            asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()
            asked.join()
        self._watch.close()

    def _want(self) -> None:
        with self._turning:
            wanted = self._previewing or self._asked is not None
            if not wanted:
                self._opened_at_s = None
            self._watch.want(wanted=wanted)

    def _saw(self, picture: Picture) -> None:
        if self._opened_at_s is None:
            self._opened_at_s = picture.grabbed_at_s
        if self._is_asked(picture.grabbed_at_s):
            self._take(picture)
        elif picture.grabbed_at_s - self._painted_at_s >= _PREVIEW_S and self._screen.is_given_to("papers"):
            self._painted_at_s = picture.grabbed_at_s
            self._paint(picture)

    def _is_asked(self, at_s: float) -> bool:
        with self._turning:
            settled = self._opened_at_s is not None and at_s - self._opened_at_s >= _SETTLE_S
            return self._asked is not None and settled

    def _take(self, picture: Picture) -> None:
        jpeg, quality = taken(np.asarray(picture.bgr))
        with self._turning:
            asked, self._asked = self._asked, None
        if asked is None:  # given up in the meantime
            return
        asked.cancel()
        self._show(jpeg)
        self._post(PageTaken(jpeg, quality))
        self._want()

    def _show(self, jpeg: bytes) -> None:
        with self._turning:
            if self._shows_page:
                self._screen.give("page")
                self._screen.paint("page", decoded(jpeg))

    def _give_up(self) -> None:
        with self._turning:
            asked, self._asked = self._asked, None
        if asked is not None:
            self._post(PageNotTaken())
            self._want()

    def _paint(self, picture: Picture) -> None:
        bgr = fitting(np.asarray(picture.bgr))
        painted = self._screen.paint("papers", with_edge(bgr, find_sheet(bgr)), picture.grabbed_at_s)
        with self._turning:
            told, self._told_preview = self._told_preview, self._told_preview or painted
        if painted and not told:
            height, width = bgr.shape[:2]
            self._post(PreviewStarted(self._screen.path, width, height, "papers"))

    def _source(self, camera: Camera) -> Source[Picture]:
        return Source(
            name="papers camera",
            open=camera.open,
            read=camera.look,
            close=camera.close,
            deliver=self._saw,
            missing=PapersMissing,
            lost=PapersLost,
            back=PapersBack,
        )
