"""A thumb on a screen of glass: an oval of a few lines where it was put. It is a sign of consent, no fingerprint."""

import math
from typing import Final

from kiosk.flows.strokes import Stroke

_RADII: Final = (18, 34, 50, 66)
_TALLER: Final = 1.35
_POINTS: Final = 28
_GAP: Final = 0.16
"""Each oval is open at another place, as the lines of a thumb are."""


def thumb_at(place: tuple[int, int]) -> tuple[Stroke, ...]:
    """In thousandths of the sheet's width, whole on it."""
    x, y = max(place[0], _RADII[-1]), max(place[1], round(_RADII[-1] * _TALLER))
    return tuple(_oval((x, y), radius, turn) for turn, radius in enumerate(_RADII))


def _oval(middle: tuple[int, int], radius: int, turn: int) -> Stroke:
    begin = math.tau * (0.1 + 0.31 * turn)
    angles = [begin + math.tau * (1 - _GAP) * at / _POINTS for at in range(_POINTS + 1)]
    return tuple(
        (round(middle[0] + radius * math.cos(one)), round(middle[1] + _TALLER * radius * math.sin(one)))
        for one in angles
    )
