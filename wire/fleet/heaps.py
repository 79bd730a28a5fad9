"""What the C library holds back: pictures and sound leave holes in its heaps that it would keep for ever.

Where another C library runs, nothing is done.
"""

import ctypes
from typing import Any, Final

_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2
"""One heap a thread would keep the largest piece of work of each of them."""


def _of_libc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, lambda *_: 0)


def keep_few_heaps() -> bool:
    """Before any thread is started. Whether the C library will."""
    return bool(_of_libc("mallopt")(_M_ARENA_MAX, _ARENAS))


def give_back() -> bool:
    """Some milliseconds; from any thread. Whether there was something to give back."""
    return bool(_of_libc("malloc_trim")(0))
