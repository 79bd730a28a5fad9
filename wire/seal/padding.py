"""Padding to buckets, so that a sealed part's length says little of what is in it.

The padding is part of the content's own grammar: spaces after JSON, a `free` box (ISO/IEC 14496-12 §8.1.2)
after MP4, comments (ITU T.81 B.2.4.5) in a JPEG, a private chunk in a PNG. Whoever opens a part with nothing but
`age -d` holds a valid file.
"""

import zlib

from wire.errors import BadMessage

_SMALLEST = 4096
_FREE_HEADER = 8
_CHUNK_FRAME = 12
_COMMENT_HEADER = 4
_LONGEST_COMMENT = 65537
_PNG_CHUNK = b"zpPd"
"""Ancillary, private, safe to copy: a reader that does not know it passes it over."""


def bucket(length: int) -> int:
    """The next step at or above `length`; eight steps to each doubling, so at most 12.5 % is added."""
    if length <= _SMALLEST:
        return _SMALLEST
    step = 1 << max((length - 1).bit_length() - 4, 0)
    return -(-length // step) * step


def padded_json(content: bytes) -> bytes:
    """`content` with spaces behind it; still the same JSON."""
    return content.ljust(bucket(len(content)), b" ")


def padded_mp4(content: bytes) -> bytes:
    """`content`, which ends at the end of a box, with a `free` box behind it."""
    size = bucket(len(content) + _FREE_HEADER) - len(content)
    return content + size.to_bytes(4, "big") + b"free" + bytes(size - _FREE_HEADER)


def padded_png(content: bytes) -> bytes:
    """`content` with a chunk of zeros before its end. Raises BadMessage for what does not end as a PNG does."""
    end = content[-_CHUNK_FRAME:]
    if end[4:8] != b"IEND":
        raise BadMessage("no whole PNG")
    zeros = bytes(bucket(len(content) + _CHUNK_FRAME) - len(content) - _CHUNK_FRAME)
    checksum = zlib.crc32(_PNG_CHUNK + zeros).to_bytes(4, "big")
    return content[:-_CHUNK_FRAME] + len(zeros).to_bytes(4, "big") + _PNG_CHUNK + zeros + checksum + end


def padded_jpeg(content: bytes) -> bytes:
    """`content` with comments of zeros behind its first header. Raises BadMessage for what does not begin as a JPEG."""
    if content[:2] != b"\xff\xd8":
        raise BadMessage("no JPEG")
    head = 4 + int.from_bytes(content[4:6], "big") if content[2:4] == b"\xff\xe0" else 2
    left, comments = bucket(len(content) + _COMMENT_HEADER) - len(content), bytearray()
    while left:
        size = min(left, _LONGEST_COMMENT)
        if 0 < left - size < _COMMENT_HEADER:
            size -= _COMMENT_HEADER
        comments += b"\xff\xfe" + (size - 2).to_bytes(2, "big") + bytes(size - _COMMENT_HEADER)
        left -= size
    return content[:head] + bytes(comments) + content[head:]
