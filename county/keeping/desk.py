"""The job that removes what has had its time: in the gateway, once an hour."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.db import OperationalError

from county.errors import Unbelievable
from county.keeping.rules import keep
from wire import topics
from wire.seal.signed import Signed

log = logging.getLogger(__name__)
EVERY_S: Final = 3600.0


class KeepingDesk:
    """Hears nobody. Owned by the gateway's one thread."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._monotonic_s = monotonic_s
        self._kept_at_s: float | None = None

    @property
    def rows(self) -> frozenset[topics.Row]:
        """Terminals say nothing that belongs here."""
        return frozenset()

    def hear(self, _: topics.Row, __: topics.Address, ___: Signed) -> tuple[()]:
        raise Unbelievable("nothing is kept by what a terminal says")

    def sweep(self) -> tuple[()]:
        """Asked each second, does it each hour. A database that does not take it now may an hour later."""
        at_s = self._monotonic_s()
        if self._kept_at_s is None or at_s - self._kept_at_s >= EVERY_S:
            self._kept_at_s = at_s
            try:
                keep(self._now())
            except OperationalError as error:
                log.error("nothing was removed (%s); again in an hour", error)  # noqa: TRY400  # where is plain
        return ()
