"""A PNG that a face drew, checked byte by byte before anybody trusts it: no bomb, no metadata, nothing behind it."""

import zlib
from collections.abc import Iterator
from typing import Final

from edge.petition.room import MAX_PAGE_BYTES
from wire.errors import BadMessage

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MAX_PIXELS: Final = 10_000_000
_MAX_SIDE: Final = 5000
_EMPTY_CHUNK: Final = 12
_HEAD_BYTES: Final = 13
_COLOURS_AT: Final = 9
_BY_PALETTE: Final = 3
_LAST_FILTER: Final = 4


def checked_png(content: bytes) -> bytes:
    """The same picture without anything but the picture. Raises BadMessage for what is no whole, plain PNG."""
    if len(content) > MAX_PAGE_BYTES:
        raise BadMessage(f"a picture of {len(content)} bytes is too large")
    if not content.startswith(_SIGNATURE):
        raise BadMessage("no PNG")
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if not chunks or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or kinds.count(b"IHDR") != 1:
        raise BadMessage("a PNG begins with its head and ends with its end")
    _check_pixels(chunks[0][1], b"".join(body for kind, body in chunks if kind == b"IDAT"))
    if chunks[0][1][_COLOURS_AT] == _BY_PALETTE and b"PLTE" not in kinds:
        raise BadMessage("the colours of the PNG are not there")
    return _SIGNATURE + b"".join(chunk(kind, body) for kind, body in chunks if kind in _KEPT)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk with length and checksum."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(content):
        end = at + _EMPTY_CHUNK + int.from_bytes(content[at : at + 4], "big")
        kind, body = content[at + 4 : at + 8], content[at + 8 : end - 4]
        if end > len(content) or content[at:end] != chunk(kind, body):
            raise BadMessage("a chunk of the PNG is torn")
        yield kind, body
        at = end


def _check_pixels(head: bytes, packed: bytes) -> None:
    """Exactly as many pixels as the head says: unpacking stops there, however much more is packed."""
    wanted = _pixel_bytes(head)
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise BadMessage("the pixels of the PNG cannot be unpacked") from error
    if len(pixels) != wanted or not unpacking.eof or unpacking.unused_data:
        raise BadMessage("the PNG does not hold the pixels that its head says")
    row_bytes = wanted // int.from_bytes(head[4:8], "big")
    if max(pixels[::row_bytes]) > _LAST_FILTER:
        raise BadMessage("a row of the PNG is filtered in a way that nobody knows")


def _pixel_bytes(head: bytes) -> int:
    if len(head) != _HEAD_BYTES:
        raise BadMessage("the head of the PNG is torn")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    depth, colours, packing, filtering, interlaced = head[8:13]
    if not (0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE and width * height <= _MAX_PIXELS):
        raise BadMessage(f"a picture of {width} x {height} pixels is none of ours")
    if colours not in _CHANNELS or depth not in (1, 2, 4, 8) or packing or filtering or interlaced:
        raise BadMessage("a kind of PNG that nothing here draws")
    return height * (1 + (width * _CHANNELS[colours] * depth + 7) // 8)
