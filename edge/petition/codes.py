"""From the sixteen digits to mailbox and reply key, one derivation at a time.

Each takes half a second and 128 MiB: however often somebody begins or asks, only one runs, and one that nobody waits
for any more is not begun.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from wire.seal.receipt_code import CodeKeys, code_keys

Derive = Callable[..., CodeKeys]


class Codes:
    """The county's codes."""

    def __init__(self, county: str, derive: Derive = code_keys) -> None:
        """`county` is the salt."""
        self._derive = partial(derive, county=county)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="codes")

    async def keys(self, code: str) -> CodeKeys:
        """Raises BadCode."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, self._derive, code)

    def close(self) -> None:
        self._worker.shutdown(wait=False, cancel_futures=True)
