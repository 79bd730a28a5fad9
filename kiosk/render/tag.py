"""The corner tag: a marker of ArUco's dictionary 4x4_1000, by which a camera proves that a page was lit.

`tags.txt` holds its thousand markers as four hex digits each, row by row, a set bit for a white module.
"""

from functools import cache
from pathlib import Path

COUNT = 1000
_SIDE = 4


@cache
def _markers() -> tuple[int, ...]:
    words = (Path(__file__).parent / "tags.txt").read_text(encoding="ascii").split()
    return tuple(int(word, 16) for word in words)


def tag_rows(number: int) -> tuple[str, ...]:
    """Eight by eight modules, `1` for dark: quiet, border, and the marker of this number."""
    bits = f"{_markers()[number % COUNT]:016b}"
    inner = [bits[at : at + _SIDE] for at in range(0, len(bits), _SIDE)]
    dark = str.maketrans("01", "10")
    bordered = ["111111", *(f"1{row.translate(dark)}1" for row in inner), "111111"]
    return ("00000000", *(f"0{row}0" for row in bordered), "00000000")
