"""Handwriting as it comes from a finger: values, until kiosk/handwriting.py draws a picture of them."""

from collections.abc import Callable

Stroke = tuple[tuple[int, int], ...]
"""Points in thousandths of the sheet's width, from its upper left corner."""
Sheet = tuple[Stroke, ...]
DrawsWriting = Callable[[Sheet], bytes]
"""A sheet → a PNG of black on white."""
_MAX_POINTS = 600
_MAX_PLACE = 4000


def draws_no_writing(_sheet: Sheet) -> bytes:
    """Where nobody draws."""
    return b""


def told(stroke: Stroke) -> str:
    """As a screen tells a stroke to its flow."""
    return " ".join(f"{x},{y}" for x, y in stroke)


def stroke_of(item: str) -> Stroke:
    """What `told` told; empty when it is no stroke."""
    try:
        points = [tuple(map(int, pair.split(","))) for pair in item.split()[:_MAX_POINTS]]
    except ValueError:
        return ()
    fits = all(len(one) == len("xy") and all(0 <= place <= _MAX_PLACE for place in one) for one in points)
    return tuple((one[0], one[1]) for one in points) if fits else ()
