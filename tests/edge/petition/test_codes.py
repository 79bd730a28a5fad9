"""Deriving is heavy on purpose: one at a time, and none for who has gone."""

import asyncio
import threading
import time

import pytest

from edge.petition.codes import Codes
from tests.edge.cast import quick_keys
from wire.seal.receipt_code import CodeKeys, new_code


class Slow:
    """Counts how many derivations run at once."""

    def __init__(self) -> None:
        self.running = self.most = self.begun = 0
        self._counting = threading.Lock()

    def __call__(self, code: str, *, county: str) -> CodeKeys:
        with self._counting:
            self.running += 1
            self.begun += 1
            self.most = max(self.most, self.running)
        time.sleep(0.02)
        with self._counting:
            self.running -= 1
        return quick_keys(code, county=county)


def test_one_derivation_runs_at_a_time_and_none_for_who_has_gone() -> None:
    slow = Slow()

    async def hammer() -> None:
        codes = Codes("qinghe", slow)
        asked = [asyncio.create_task(codes.keys(new_code())) for _ in range(10)]
        await asyncio.sleep(0.01)
        for gone in asked[3:]:
            gone.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        codes.close()

    asyncio.run(hammer())

    assert slow.most == 1
    assert slow.begun == 3


def test_after_the_end_nothing_is_derived() -> None:
    async def late() -> None:
        codes = Codes("qinghe", quick_keys)
        codes.close()
        with pytest.raises(RuntimeError):
            await codes.keys(new_code())

    asyncio.run(late())
