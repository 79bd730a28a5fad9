"""Padding to buckets, so that a sealed part's length says little of what is in it.

The padding is part of the content's own grammar: spaces after JSON, a `free` box (ISO/IEC 14496-12 §8.1.2)
after MP4. Whoever opens a part with nothing but `age -d` holds a valid file.
"""

_SMALLEST = 4096
_FREE_HEADER = 8


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
