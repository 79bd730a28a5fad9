"""Words to and from whoever sits at the terminal, line by line; the sentences stand in texts/voices.toml."""

import os
import select
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Protocol


class Console(Protocol):
    """A person who reads and presses keys."""

    def show(self, sentence: str) -> None: ...

    def answer(self) -> str | None:
        """What was typed before Enter; None when nobody is there any more."""

    def has_answered(self) -> bool:
        """Whether Enter was pressed; does not wait."""


class TerminalConsole:
    """Standard input and output."""

    def __init__(self) -> None:
        self._typed = b""

    def show(self, sentence: str) -> None:
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()

    def answer(self) -> str | None:
        while b"\n" not in self._typed:
            more = os.read(sys.stdin.fileno(), 1024)
            if not more:
                return None
            self._typed += more
        line, self._typed = self._typed.split(b"\n", 1)
        return line.decode(errors="replace").strip().lower()

    def has_answered(self) -> bool:
        return b"\n" in self._typed or bool(select.select([sys.stdin], [], [], 0)[0])


def sentence(key: str, **facts: object) -> str:
    """In the reader's language, which the locale tells as everywhere on Debian."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return _catalogue()["zh" if spoken.startswith("zh") else "en"][key].format(**facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "texts" / "voices.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
