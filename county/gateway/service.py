"""The gateway's one thread: takes what the link posts, lets the features act, commits, answers, publishes."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event as Flag
from typing import Final

from django.db import OperationalError

from county.gateway.link import Event, Heard, LinkUp, Sent, Wire
from county.gateway.publisher import Publisher
from county.gateway.router import Desk, Router, Telling
from county.petition.ingest import Ingest
from wire import topics
from wire.codec import to_json, to_msgpack

log = logging.getLogger(__name__)

CHUNK_WORD: Final = f"/{topics.CHUNK.feature}/{topics.CHUNK.kind}/"
LOOK_EVERY_S: Final = 0.1
SWEEP_EVERY_S: Final = 1.0
TIDY_EVERY_S: Final = 15.0
BATCH: Final = 96
"""Messages that share one commit at most; on a quiet link each has its own."""
GATHER_S: Final = 0.02
"""Chunks that come sooner than this after the last commit began wait for company; all else is answered at once."""
GAP_S: Final = 0.003
"""When no other comes within this, the terminal has sent all it may: it waits for us, not we for it."""


class Gateway:
    """Owns the state; `run` until told to stop, or `step` from a test."""

    def __init__(self, link: Wire, events: "SimpleQueue[Event]", ingest: Ingest, *, desks: Sequence[Desk] = ()) -> None:
        self._link = link
        self._events = events
        self._ingest = ingest
        self._router = Router(ingest, self._tell, desks=desks)
        self._swept_at = 0.0
        self._publisher = Publisher(link.publish)
        self._committed_at = 0.0
        self._tidied_at = 0.0
        self._blind = False

    def run(self, stop: Flag) -> None:
        """Serve until `stop` is set."""
        self._link.start()
        try:
            while not stop.is_set():
                self.step()
        finally:
            self._link.stop()
            self._ingest.close()

    def step(self, timeout_s: float = LOOK_EVERY_S) -> None:
        """Act on what comes, as it comes; then one commit for all of it."""
        heard: list[Heard] = []
        for event in self._arriving(timeout_s):
            self._act(event)
            if isinstance(event, Heard):
                heard.append(event)
        self._committed_at = time.monotonic()
        for answer in self._ingest.commit():
            self._tell(answer)
        for message in heard:
            self._link.acknowledge(message)
        self._sweep()
        self._look()

    def _sweep(self) -> None:
        if time.monotonic() - self._swept_at < SWEEP_EVERY_S:
            return
        self._swept_at = time.monotonic()
        try:
            self._router.sweep()
        except OperationalError as error:
            log.error("calls could not be looked through (%s)", error)  # noqa: TRY400  # a thousand times, as above

    def _arriving(self, timeout_s: float) -> Iterator[Event]:
        """What is there, and what joins it while only chunks are waiting and the last commit is fresh."""
        with suppress(Empty):
            yield (event := self._events.get(timeout=timeout_s))
            for _ in range(BATCH - 1):
                patience = min(self._committed_at + GATHER_S - time.monotonic(), GAP_S) if _is_chunk(event) else 0
                yield (event := self._events.get(timeout=patience) if patience > 0 else self._events.get_nowait())

    def _act(self, event: Event) -> None:
        try:
            if isinstance(event, Heard):
                self._router.route(event)
            elif isinstance(event, Sent):
                self._publisher.sent(event.mid)
            elif isinstance(event, LinkUp):
                log.info("the link is up")
                self._publisher.start_over()
        except OperationalError as error:
            # Where it comes from is plain, and on a full disk it comes a thousand times: no traceback.
            log.error("the database did not take it (%s); whoever asked will ask again", error)  # noqa: TRY400
        except Exception:
            # It would come again after a restart, and again: one message must not stop the ones behind it.
            log.exception("a %s could not be acted upon; whoever asked will ask again", type(event).__name__)

    def _look(self) -> None:
        try:
            self._publisher.look(always=self._tidied())
        except OperationalError as error:
            if not self._blind:
                log.error("the database cannot be read (%s); looking again until it can", error)  # noqa: TRY400
            self._blind = True
            return
        if self._blind:
            log.info("the database can be read again")
        self._blind = False

    def _tidied(self) -> bool:
        """Whether something ran out that must be published: the publisher sees the commits of others only."""
        if time.monotonic() - self._tidied_at < TIDY_EVERY_S:
            return False
        self._tidied_at = time.monotonic()
        return self._router.tidy()

    def _tell(self, answer: Telling) -> None:
        row = answer.row
        payload = to_msgpack(answer.record) if row.encoding == "msgpack" else to_json(answer.record)
        self._link.publish(topics.topic(row, answer.terminal_id, answer.subject_id), payload, retain=row.retained)


def _is_chunk(event: Event) -> bool:
    return isinstance(event, Heard) and CHUNK_WORD in event.topic
