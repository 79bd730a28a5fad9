"""Brings the proof to the county: batch after batch, each until the county says that it has it, then the roots.

Nothing that was taken is sent again, and after months without a link it goes on where it was. What is new is pressed
into batches at growing intervals, from half a minute after a start to four hours: many small ones weigh more than one.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from edge.errors import NoRoom
from edge.store.proofs import Proofs, press
from edge.wall.proof.roots import Roots
from wire.seal.signed import Signed
from wire.wall.chain import MAX_BATCH_ENTRIES
from wire.wall.proof import ProofBatch, ProofTaken

_log = logging.getLogger(__name__)
FIRST_PRESS_MS = 30_000
LAST_PRESS_MS = 4 * 3600 * 1000
_AGAIN_MS = 180_000
"""A batch on a bad line takes a minute; who has not answered by then has not heard it."""
_AFTER_BROKEN_MS = 3600 * 1000
_ROOTS_AT_ONCE = 16
_ROOTS_AGAIN_MS = 60_000


@dataclass(frozen=True)
class Ways:
    """Out of the terminal; each gives False when the link takes nothing now."""

    batch: Callable[[ProofBatch], bool]
    root: Callable[[Signed], bool]
    mono_ms: Callable[[], int]


class Carrier:
    """Owned by the agent's loop."""

    def __init__(self, store: Proofs, roots: Roots, ways: Ways) -> None:
        self._store = store
        self._roots = roots
        self._ways = ways
        self._pressing: asyncio.Task[None] | None = None
        self._pressed_ms = ways.mono_ms()
        self._wait_ms = FIRST_PRESS_MS
        self._under_way: tuple[int, int] | None = None
        """The batch that waits for its answer, by its first entry, and until when."""
        self._roots_at_ms: int | None = None
        self._link_up = self._bulk_up = False
        self.broken = False
        """The county says that our chain is not the one it knows: somebody has to look."""

    def bulk_changed(self, *, up: bool) -> None:
        """What was under way may be lost with the connection."""
        self._under_way, self._bulk_up = None, up
        self.go_on()

    def link_changed(self, *, up: bool) -> None:
        self._roots_at_ms, self._link_up = None, up
        self.go_on()

    def taken(self, taken: ProofTaken) -> None:
        """The county's cursor is the truth about what it has, also when it has lost something. May raise NoRoom."""
        self._under_way = None
        if taken.upto > self._store.count:
            self._alarm(f"the county has {taken.upto} entries, and there are {self._store.count} here")
            return
        if taken.broken:
            self._store.mark_taken(taken.upto)
            self._alarm(f"what comes after entry {taken.upto} does not fit what the county has")
            return
        self.broken = False
        if taken.upto != self._store.taken:
            self._store.mark_taken(taken.upto)
            self._roots_at_ms = None
        self.go_on()

    def countersigned(self, envelope: Signed) -> None:
        """Raises WireError for what is not the county's word about a root of ours."""
        if self._roots.heard(envelope):
            self._roots_at_ms = None
            self.go_on()

    def go_on(self) -> None:
        """Do what is to be done now; call it each second and after each change."""
        try:
            self._press()
            if self._bulk_up:
                self._send_batch()
            if self._link_up:
                self._send_roots()
        except NoRoom as error:
            _log.debug("the proof waits: %s", error)

    async def pressed(self) -> None:
        """What is being pressed now has its batch."""
        if self._pressing:
            await asyncio.gather(self._pressing, return_exceptions=True)
            await asyncio.sleep(0)

    def press_soon(self) -> None:
        """A root was made: what it speaks of shall go up now."""
        self._pressed_ms = self._ways.mono_ms() - self._wait_ms

    def _press(self) -> None:
        now_ms = self._ways.mono_ms()
        waited = now_ms - self._pressed_ms >= self._wait_ms
        if self._pressing or not (waited or self._store.loose_count >= MAX_BATCH_ENTRIES):
            return
        self._pressed_ms, self._wait_ms = now_ms, min(2 * self._wait_ms, LAST_PRESS_MS)
        if self._store.loose_count:
            self._pressing = asyncio.create_task(self._press_off_the_loop(), name="proof.press")
            self._pressing.add_done_callback(self._pressing_ended)

    async def _press_off_the_loop(self) -> None:
        for pressed in await asyncio.to_thread(press, self._store.loose()):
            self._store.keep_batch(pressed)

    def _pressing_ended(self, task: asyncio.Task[None]) -> None:
        self._pressing = None
        if task.cancelled():
            return
        error = task.exception()
        if error:
            _log.error("the proof could not be pressed: %s", error)
        else:
            self.go_on()

    def _send_batch(self) -> None:
        now_ms = self._ways.mono_ms()
        batch = self._store.batch_with(self._store.taken)
        if batch is None or (self._under_way and self._under_way[0] == batch.first and now_ms < self._under_way[1]):
            return
        if self._ways.batch(batch):
            self._under_way = batch.first, now_ms + _AGAIN_MS

    def _send_roots(self) -> None:
        now_ms = self._ways.mono_ms()
        if self._roots_at_ms is not None and now_ms - self._roots_at_ms < _ROOTS_AGAIN_MS:
            return
        waiting = self._roots.waiting(_ROOTS_AT_ONCE)
        if all(self._ways.root(envelope) for envelope in waiting):
            self._roots_at_ms = now_ms

    def _alarm(self, why: str) -> None:
        if not self.broken:
            _log.error("THE PROOF IS BROKEN: %s; somebody has to look at this terminal", why)
        self.broken = True
        batch = self._store.batch_with(min(self._store.taken, max(self._store.count - 1, 0)))
        if batch:
            self._under_way = batch.first, self._ways.mono_ms() + _AFTER_BROKEN_MS
