"""A connection that fell silent is called again over the ways it knows, with the keys and words it has.

libwebrtc asks a way for 15 s after it fell silent, then never again, although either end would still take it up. A
candidate (RFC 8839) it knows already changes nothing; one of a higher generation takes the place of the old way and is
asked at once. So no offer need go to and fro when a line comes back: the first question that arrives is enough.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Self

_log = logging.getLogger(__name__)
EVERY_S: Final = 1.0
"""Longer than a question and its answer take over a long line: the next call forgets what was asked before it."""


@dataclass(frozen=True)
class Ways:
    """How the other end can be reached, as its session description says."""

    mid: str
    """Of the section that carries them: all media share one transport."""
    candidates: tuple[str, ...]
    """Those by UDP."""

    @classmethod
    def of(cls, sdp: str) -> Self:
        lines = [line.strip() for line in sdp.splitlines()]
        mids = [line.removeprefix("a=mid:") for line in lines if line.startswith("a=mid:")]
        found = [line.removeprefix("a=") for line in lines if line.startswith("a=candidate:")]
        return cls(mids[0] if mids else "0", tuple(dict.fromkeys(one for one in found if _goes_by_udp(one))))


def renewed(candidate: str, generation: int) -> str:
    """The same way, as one that was not known before."""
    words = candidate.split()
    if "generation" in words:
        at = words.index("generation")
        del words[at : at + 2]
    return " ".join([*words, "generation", str(generation)])


class Revival:
    """Of one connection; all of it on the loop."""

    def __init__(self, call: Callable[[str, str], Awaitable[None]]) -> None:
        """`call(candidate, mid)` gives the engine one candidate; raises RuntimeError for what it does not take."""
        self.ways = Ways("0", ())
        self._call = call
        self._generation = 0
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Go on until the end is told; a second begin changes nothing."""
        if self._task is None:
            self._task = asyncio.create_task(self._go_on(), name="call.revival")

    def end(self) -> None:
        if self._task:
            self._task.cancel()
        self._task = None

    async def _go_on(self) -> None:
        try:
            while True:
                self._generation += 1
                for candidate in self.ways.candidates:
                    await self._call(renewed(candidate, self._generation), self.ways.mid)
                await asyncio.sleep(EVERY_S)
        except RuntimeError as error:
            _log.warning("the engine does not call the officer again: %s", error)


def _goes_by_udp(candidate: str) -> bool:
    return " udp " in candidate.lower()
