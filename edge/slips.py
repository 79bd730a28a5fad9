"""Slips: each is printed once, however often it is asked for; nothing of it is kept but its id."""

import asyncio

from edge.equipment import Printing

_REMEMBERED = 64


class Slips:
    """The slips of the visit."""

    def __init__(self, printing: Printing) -> None:
        self._printing = printing
        self._prints: dict[str, asyncio.Task[None]] = {}

    async def print(self, slip_id: str, png: bytes) -> None:
        """Returns when the printer has it. Raises NoPrinter, NoPaper or BadMessage; then it may be tried again."""
        running = self._prints.get(slip_id)
        if running is None or (running.done() and _failed(running)):
            running = asyncio.create_task(self._printing.print(png), name="slip")
            self._prints[slip_id] = running
            self._forget_oldest()
        await asyncio.shield(running)

    def forget(self) -> None:
        """The villager has gone."""
        self._prints = {slip_id: running for slip_id, running in self._prints.items() if not running.done()}

    def _forget_oldest(self) -> None:
        while len(self._prints) > _REMEMBERED:
            del self._prints[next(iter(self._prints))]


def _failed(running: "asyncio.Task[None]") -> bool:
    return running.cancelled() or running.exception() is not None
