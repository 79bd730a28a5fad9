"""Nine-key pinyin out of librime's dictionary. Nothing that is typed outlives its spelling."""

import tempfile
from itertools import islice
from pathlib import Path

from kiosk.flows.pinyin import NOTHING, Composing
from kiosk.pinyin.library import Library

_PAGE_DOWN = 0xFF56
_BACKSPACE = 0xFF08
_PER_PAGE = 10
_SELECT = "ABCDEFGHIJ"
"""As in nine.schema.yaml."""
_OFFERED = 24
_LONGEST = 36
"""Keys of one spelling: nobody spells a longer sentence without looking up."""
_READINGS = 6
_RAM = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


class RimePinyin:
    """Implements kiosk.flows.pinyin.Pinyin; offers nothing until the dictionary is loaded."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._keys = ""
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def load(self) -> None:
        """Read the dictionary: takes about a second. Raises NoDictionary."""
        self._folder = tempfile.TemporaryDirectory(prefix="zhitong-words-", dir=_RAM if _RAM.exists() else None)
        self._library = Library(Path(self._folder.name))

    def close(self) -> None:
        """Offer nothing more, and take the dictionary out of memory."""
        if self._library is not None:
            self._library.close()
        self._library = None
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def ready(self) -> bool:
        return self._library is not None

    def press(self, key: str) -> Composing:
        if self._library is None or len(self._keys) >= _LONGEST or not _is_key(key):
            return self._composing()
        self._keys += key
        self._library.key(ord(key))
        return self._composing()

    def erase(self) -> Composing:
        if self._library is None:
            return NOTHING
        self._keys = self._keys[:-1]
        self._library.key(_BACKSPACE)
        return self._composing()

    def choose(self, at: int) -> Composing:
        if self._library is None or not 0 <= at < _OFFERED:
            return self._composing()
        for _ in range(at // _PER_PAGE):
            self._library.key(_PAGE_DOWN)
        self._library.key(ord(_SELECT[at % _PER_PAGE]))
        return self._composing()

    def narrow(self, reading: str) -> Composing:
        if self._library is None or reading not in self._composing().readings:
            return self._composing()
        self._keys = reading + self._keys[len(reading) :]
        self._library.clear()
        for key in self._keys:
            self._library.key(ord(key))
        return self._composing()

    def clear(self) -> Composing:
        self._keys = ""
        if self._library is not None:
            self._library.clear()
            self._library.committed()
        return NOTHING

    def _composing(self) -> Composing:
        if self._library is None:
            return NOTHING
        if done := self._library.committed():
            self._keys = ""
            return Composing(done=done)
        typed = self._library.typed()
        if not typed:
            self._keys = ""
            return NOTHING
        offered = list(islice(self._library.candidates(), _OFFERED))
        untouched = typed.replace(" ", "") == self._keys
        return Composing(
            typed=offered[0][1] or typed if untouched and offered else typed,
            candidates=tuple(word for word, _ in offered),
            readings=_readings(offered, self._keys) if untouched else (),
        )


def _is_key(key: str) -> bool:
    return len(key) == 1 and (key in "23456789" or ("a" <= key <= "z"))


def _readings(offered: list[tuple[str, str]], keys: str) -> tuple[str, ...]:
    """The first syllables among what is offered; none once it is spelled in letters."""
    if not keys[:1].isdigit():
        return ()
    first = (reading.split(" ")[0] for _, reading in offered if reading)
    return tuple(dict.fromkeys(one for one in first if one and len(one) <= len(keys)))[:_READINGS]
