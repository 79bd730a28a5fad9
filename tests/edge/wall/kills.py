"""Ends a process of its own at the nth word to the disk: what was half done stays half done, as with a cut plug."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

STEPS = ("open", "fsync", "replace", "rename", "unlink")
_KILLED = 77


def killed_everywhere(story: Callable[[int], None]) -> Iterator[int]:
    """Run `story(n)` in a child that dies before its nth step on the disk, for n from 1 until it lives."""
    for when in count(1):
        child = os.fork()
        if child == 0:
            _die_at(when)
            status = 1
            try:
                story(when)
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        assert ended in {0, _KILLED}, f"step {when} ended with {ended}"
        yield when
        if ended == 0:
            return


def _die_at(when: int) -> None:
    steps = count(1)
    for name in STEPS:
        setattr(os, name, _deadly(getattr(os, name), steps, when))


def _deadly(step: Callable[..., Any], steps: Iterator[int], when: int) -> Callable[..., Any]:
    def taken(*args: Any, **kwargs: Any) -> Any:
        if next(steps) == when:
            os._exit(_KILLED)
        return step(*args, **kwargs)

    return taken
