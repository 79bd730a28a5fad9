"""Looks at the live picture as a face does, and notes when the slate's lamp flashes."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from demo.slate.clip import LAMP
from wire.picture import HEADER_BYTES, read_header


class Watcher:
    """Maps the memory file."""

    def __init__(self, path: Path) -> None:
        self._memory = np.memmap(path, np.uint8, "r")

    def watch(self, over: Callable[[], bool]) -> list[float]:
        """Monotonic times at which the lamp went on, until `over` says so."""
        flashes: list[float] = []
        lit = True
        while not over():
            now_lit = self._is_lit()
            if now_lit and not lit:
                flashes.append(time.monotonic())
            lit = now_lit
            time.sleep(0.005)
        return flashes

    def _is_lit(self) -> bool:
        header = read_header(self._memory[:HEADER_BYTES].tobytes())
        if header is None or not header.length:
            return False
        picture = self._memory[header.offset : header.offset + header.length]
        rows, columns = LAMP
        return bool(picture.reshape(header.height, header.width, 3)[rows, columns].mean() > 150)
