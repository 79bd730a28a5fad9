"""Secrets that are easy to find again, in any form in which a program may have kept them.

A canary does not hold its own words in clear, nor does anything here that outlives a call: a search must find what the
program kept, never what the test knows.
"""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

_MASK = 0x5A
_GROUP = 4
_DIGITS_TOGETHER = 8
"""So many digits in a row stand nowhere by chance."""
_WORDS_TOGETHER = 3
_LETTERS_TOGETHER = 8
_BYTES_TOGETHER = 24


class Canary:
    """One secret under a harmless name."""

    def __init__(self, name: str, content: str | bytes) -> None:
        self.name = name
        self._binary = isinstance(content, bytes)
        clear = content if isinstance(content, bytes) else content.encode()
        self._masked = bytes(one ^ _MASK for one in clear)

    def __repr__(self) -> str:
        return f"Canary({self.name})"

    @property
    def content(self) -> bytes:
        return bytes(one ^ _MASK for one in self._masked)

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def number(self) -> int:
        """Of digits what they count; -1 of anything else."""
        return int(self.content) if self.content.isdigit() else -1

    @property
    def needles(self) -> "Needles":
        """Every form of every piece of it that cannot stand anywhere by chance."""
        if self._binary:
            return Needles(frozenset(), frozenset(_pieces(self.content, _BYTES_TOGETHER)))
        text = self.text
        written = {*_windows(text, _together(text)), *_grouped(text), *_encoded(text)}
        wide = {piece.encode(code) for piece in _windows(text, _together(text)) for code in ("utf-16-le", "utf-32-le")}
        return Needles(frozenset(written), frozenset(wide | {one.encode() for one in written}))


@dataclass(frozen=True)
class Needles:
    """What to look for in str, and what in bytes."""

    written: frozenset[str]
    stored: frozenset[bytes]


def digits(name: str, length: int) -> Canary:
    """A number that stands nowhere else."""
    return Canary(name, "".join(secrets.choice("0123456789") for _ in range(length)))


def words(name: str, length: int = 8) -> Canary:
    """Chinese characters that no catalogue and no book uses."""
    return Canary(name, "".join(chr(0x4E00 + secrets.randbelow(0x5000)) for _ in range(length)))


def letters(name: str, length: int = 24) -> Canary:
    return Canary(name, "".join(secrets.choice("bcdfghjkmnpqrstvwxyz") for _ in range(length)))


def _together(text: str) -> int:
    if text.isdigit():
        return min(len(text), _DIGITS_TOGETHER)
    return min(len(text), _LETTERS_TOGETHER if text.isascii() else _WORDS_TOGETHER)


def _windows(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))


def _pieces(content: bytes, length: int) -> Iterator[bytes]:
    for at in range(0, max(len(content) - length, 0) + 1, length):
        piece = content[at : at + length]
        if len(set(piece)) * 2 >= len(piece):
            yield piece


def _grouped(text: str) -> Iterator[str]:
    """Digits as they are shown and said: `4821 0933 5716 0437`, or each apart."""
    if not text.isdigit():
        return
    groups = [text[at : at + _GROUP] for at in range(0, len(text), _GROUP)]
    for between in (" ", "-", "\n", "\u2009"):
        yield from _windows(between.join(groups), min(len(text), 2 * _GROUP + 1))
    for between in (" ", ",", ", ", "', '", '", "'):
        yield between.join(text)


def _encoded(text: str) -> Iterator[str]:
    clear = text.encode()
    yield quote(text)
    yield clear.hex()
    yield text.encode("unicode_escape").decode()
    for shift in range(3):
        yield base64.b64encode(clear[shift : shift + (len(clear) - shift) // 3 * 3]).decode()
