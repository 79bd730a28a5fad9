"""The drawn person of the demo in shared memory, painted by the edge's own writer and read by the face's own reader."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2

from demo.slate.clip import draw
from edge.capture.picture import LivePicture as Writer

_SPEAKING_AT_S = 3.2
_OPENING = 0.8
_FRESH_S = 3600
"""The picture counts as captured after whatever the screen asks for."""


@contextmanager
def person(*, wide: bool) -> Iterator[Callable[[float], Any]]:
    """What a screen asks for its picture: 640x480, or the 1280x720 that a wide camera makes of the same room."""
    # Kivy's texture needs the window that the glass has opened by now
    from kiosk.live_picture import LivePicture

    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        writer, reader = Writer(Path(memory) / "picture"), LivePicture()
        writer.paint(_wide() if wide else _narrow(), time.monotonic() + _FRESH_S)
        reader.follow(str(writer.path))
        yield reader.newest
        reader.close()
        writer.close()


def _narrow() -> Any:
    return draw(_SPEAKING_AT_S, _OPENING)


def _wide() -> Any:
    """The middle that a 16:9 camera keeps."""
    return cv2.resize(_narrow()[60:420], (1280, 720), interpolation=cv2.INTER_CUBIC)
