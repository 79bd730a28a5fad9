"""Small PNGs, made byte by byte."""

import zlib

from edge.petition.handwriting import chunk

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def head(width: int, height: int, *, depth: int = 8, colours: int = 0, interlaced: int = 0) -> bytes:
    return width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((depth, colours, 0, 0, interlaced))


def png(width: int = 40, height: int = 20, *, more: bytes = b"", pixels: bytes | None = None, **kind: int) -> bytes:
    """A grey picture with `more` chunks in it, or with other pixels than it says."""
    rows = bytes(height * (1 + width)) if pixels is None else pixels
    body = chunk(b"IHDR", head(width, height, **kind)) + more + chunk(b"IDAT", zlib.compress(rows))
    return SIGNATURE + body + chunk(b"IEND", b"")
