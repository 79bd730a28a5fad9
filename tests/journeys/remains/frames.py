"""Frames that run now, of every thread, and what they hold; those of the search itself are passed over."""

import sys
from inspect import CO_OPTIMIZED
from types import FrameType
from typing import Any, Final

_OURS: Final = {"tests.journeys.remains.memory", "tests.journeys.remains.way", __name__}


def running_frames() -> list[FrameType]:
    """Innermost first, thread by thread."""
    frames = []
    for newest in sys._current_frames().values():
        frame: FrameType | None = newest
        while frame:
            if not is_ours(frame):
                frames.append(frame)
            frame = frame.f_back
    # a frame that knows itself would keep everything around it until the next collection
    newest = frame = None  # type: ignore[assignment]  # not used any more
    return frames


def frame_locals(frame: FrameType) -> dict[str, Any]:
    """A copy; the one that Python makes would keep alive what the frame itself lets go."""
    copied = dict(frame.f_locals)
    if frame.f_code.co_flags & CO_OPTIMIZED:
        frame.f_locals.clear()
    return copied


def is_ours(one: Any) -> bool:
    """A frame of the search itself; whoever keeps it keeps all that it has collected."""
    return type(one) is FrameType and one.f_globals.get("__name__") in _OURS
