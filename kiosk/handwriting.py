"""Pictures of handwriting: black on white, cut to what was written, the same on every panel."""

import io

from PIL import Image, ImageDraw

from kiosk.flows.strokes import Sheet

_SCALE = 1.2
"""Pixels for a thousandth of the sheet's width."""
_FINER = 2
"""Drawn so much larger, then made smaller: smooth edges."""
_LINE = 7
_AIR = 24


def draw_writing(sheet: Sheet) -> bytes:
    """PNG, 8 bit grey; a point alone is a dot."""
    points = [point for stroke in sheet for point in stroke]
    if not points:
        return b""
    left, top = min(x for x, _ in points) - _AIR, min(y for _, y in points) - _AIR
    right, bottom = max(x for x, _ in points) + _AIR, max(y for _, y in points) + _AIR
    factor = _SCALE * _FINER
    large = Image.new("L", (round((right - left) * factor), round((bottom - top) * factor)), 255)
    pen = ImageDraw.Draw(large)
    for stroke in sheet:
        path = [((x - left) * factor, (y - top) * factor) for x, y in stroke]
        if len(path) > 1:
            pen.line(path, fill=0, width=round(_LINE * factor), joint="curve")
        for x, y in (path[0], path[-1]):
            half = _LINE * factor / 2
            pen.ellipse((x - half, y - half, x + half, y + half), fill=0)
    small = large.resize((large.width // _FINER, large.height // _FINER), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    return content.getvalue()
