"""What a film is, read from its own boxes (ISO 14496-12), and a film without what a telephone adds about places.

Nothing is decoded: size, length and codec stand in the boxes. What cannot be read raises BadMedia with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from county.errors import BadMedia

_HEAD: Final = 8
_FOLDERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_TELLTALES: Final = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes in which telephones write place, owner and make."""
_CODECS: Final = frozenset({b"avc1", b"avc3", b"hvc1", b"hev1"})
_FAR: Final = 3_600_000
MAX_EDGE: Final = 8192
_MATRIX: Final = 36


@dataclass(frozen=True)
class Film:
    """What a wall has to know before it plays."""

    width: int
    height: int
    length_ms: int


@dataclass(frozen=True)
class Box:
    """One box: its kind, the folders it lies in, and where its content begins and ends."""

    kind: bytes
    within: tuple[bytes, ...]
    start: int
    end: int


def read_film(content: bytes) -> Film:
    """Raises BadMedia when no wall could play it."""
    boxes = list(_boxes(content, 0, len(content)))
    if not boxes or boxes[0].kind != b"ftyp":
        raise BadMedia(_("This is not an MP4 film."))
    length_ms = _length_ms(content, boxes)
    if not 0 < length_ms <= _FAR:
        raise BadMedia(_("The film does not say how long it is, or is longer than an hour."))
    codecs = {content[box.start + 12 : box.start + 16] for box in boxes if box.kind == b"stsd"}
    if not codecs & _CODECS:
        raise BadMedia(_("Walls play H.264 and H.265 films only."))
    width, height = _size(content, boxes)
    if not (0 < width <= MAX_EDGE and 0 < height <= MAX_EDGE):
        raise BadMedia(_("The film has no picture, or one that is too large."))
    return Film(width=width, height=height, length_ms=length_ms)


def without_places(content: bytes) -> bytes:
    """The same film, byte for byte, with the boxes blanked in which telephones tell place and owner."""
    cleaned = bytearray(content)
    for box in _boxes(content, 0, len(content)):
        if box.kind in _TELLTALES:
            kind_at = box.start - _HEAD + 4
            cleaned[kind_at : kind_at + 4] = b"free"
            cleaned[box.start : box.end] = bytes(box.end - box.start)
    return bytes(cleaned)


def _boxes(content: bytes, start: int, end: int, *, within: tuple[bytes, ...] = ()) -> Iterator[Box]:
    while start + _HEAD <= end:
        length, kind = int.from_bytes(content[start : start + 4], "big"), content[start + 4 : start + _HEAD]
        head = _HEAD
        if length == 1 and kind == b"mdat":
            length, head = int.from_bytes(content[start + _HEAD : start + 2 * _HEAD], "big"), 2 * _HEAD
        length = length or end - start
        if length < head or start + length > end:
            raise BadMedia(_("The film is cut off or damaged."))
        yield Box(kind, within, start + head, start + length)
        if kind in _FOLDERS and len(within) < len(_FOLDERS):
            yield from _boxes(content, start + head, start + length, within=(*within, kind))
        start += length


def _length_ms(content: bytes, boxes: list[Box]) -> int:
    for box in boxes:
        if box.kind == b"mvhd":
            wide = content[box.start : box.start + 1] == b"\x01"
            at, size = (box.start + 20, 8) if wide else (box.start + 12, 4)
            scale = int.from_bytes(content[at : at + 4], "big")
            return int.from_bytes(content[at + 4 : at + 4 + size], "big") * 1000 // scale if scale else 0
    return 0


def _size(content: bytes, boxes: list[Box]) -> tuple[int, int]:
    """Of the largest track, as it is seen: a telephone that was held upright has turned it. Sound has none."""
    sizes = [(0, 0)]
    for box in boxes:
        if box.kind == b"tkhd":
            width, height = content[box.end - 8 : box.end - 4], content[box.end - 4 : box.end]
            size = int.from_bytes(width, "big") >> 16, int.from_bytes(height, "big") >> 16
            sizes.append(
                (size[1], size[0]) if _is_turned(content[max(box.end - 44, box.start) : box.end - 8]) else size
            )
    return max(sizes)


def _is_turned(matrix: bytes) -> bool:
    """By a quarter: nine fixed point numbers, of which the first and the fifth are nought then."""
    return len(matrix) == _MATRIX and not any(matrix[:4]) and not any(matrix[16:20]) and any(matrix[4:8])
