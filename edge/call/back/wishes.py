"""Somebody whom nobody answered would be called back: said to the county until it has the wish, or for a while."""

import asyncio
from collections.abc import Callable
from typing import Final

from wire.call.signals import AskCallBack, Bye
from wire.ids import CallId
from wire.record import Record

AGAIN_S: Final = 2.0
PATIENCE_S: Final = 12.0


class Wishes:
    """Nothing of a wish is left here once it is answered, or given up."""

    def __init__(self, send: Callable[[Record], object], *, patience_s: float = PATIENCE_S) -> None:
        self._send = send
        self._patience_s = patience_s
        self._waiting: dict[CallId, asyncio.Event] = {}

    async def want(self, call_id: CallId) -> None:
        """Returns when the county has it; twice at once is once. Raises TimeoutError."""
        known = self._waiting.get(call_id)
        kept = known or self._waiting.setdefault(call_id, asyncio.Event())
        try:
            async with asyncio.timeout(self._patience_s):
                await (kept.wait() if known else self._until(call_id, kept))
        finally:
            if not known:
                del self._waiting[call_id]

    def heard(self, bye: Bye) -> None:
        """One that only tells that the call has ended answers nothing."""
        if bye.rings_back and bye.call_id in self._waiting:
            self._waiting[bye.call_id].set()

    async def _until(self, call_id: CallId, kept: asyncio.Event) -> None:
        while not kept.is_set():
            self._send(AskCallBack(call_id=call_id))
            try:
                async with asyncio.timeout(AGAIN_S):
                    await kept.wait()
            except TimeoutError:
                continue
