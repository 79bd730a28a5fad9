"""The part of a wall in which no module is dark, as bands of one width from top to bottom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.render.marks import Box
from wire.wall.profile import WallProfile


@dataclass(frozen=True)
class Bands:
    """Between `left` and `right`; each span is a top and a bottom."""

    left: int
    right: int
    spans: tuple[tuple[int, int], ...]

    @property
    def top(self) -> int:
        return self.spans[0][0]

    @property
    def bottom(self) -> int:
        return self.spans[-1][1]

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        """From the top of the first to the bottom of the last."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * sum(bottom - top for top, bottom in self.spans)

    def without_ends(self) -> Iterator["Bands"]:
        """The same with fewer spans at top or bottom, those that hold most first."""
        count = len(self.spans)
        cut = [self.spans[first:last] for first in range(count) for last in range(first + 1, count + 1)]
        shorter = (replace(self, spans=spans) for spans in cut if len(spans) < count)
        yield from sorted(shorter, key=lambda one: -one.area)

    def slots(self, x: int, width: int, *, top: int, bottom: int) -> tuple[Box, ...]:
        """What of the bands lies between `top` and `bottom`."""
        cut = [(max(begins, top), min(ends, bottom)) for begins, ends in self.spans]
        found = tuple(Box(x, begins, max(width, 1), ends - begins) for begins, ends in cut if ends > begins)
        return found or (Box(x, top, max(width, 1), 1),)


def bands(profile: WallProfile, *, least: int) -> Bands:
    """Of all pairs of edges the one whose bands hold most; bands lower than `least` hold nothing."""
    lefts = sorted({0, *(dead.x + dead.width for dead in profile.dead)})
    rights = sorted({profile.width_px, *(dead.x for dead in profile.dead)})
    found = [
        Bands(left, right, spans)
        for left in lefts
        for right in rights
        if least <= right - left and right <= profile.width_px
        if (spans := _spans(profile, left, right, least=least))
    ]
    whole = Bands(0, profile.width_px, ((0, profile.height_px),))
    return max(found, key=lambda one: (one.area, one.width, -one.left), default=whole)


def _spans(profile: WallProfile, left: int, right: int, *, least: int) -> tuple[tuple[int, int], ...]:
    height = profile.height_px
    dark = sorted(
        (dead.y, dead.y + dead.height) for dead in profile.dead if dead.x < right and dead.x + dead.width > left
    )
    spans, top = list[tuple[int, int]](), 0
    for begins, ends in [*dark, (height, height)]:
        if min(begins, height) - top >= min(least, height):
            spans.append((top, min(begins, height)))
        top = max(top, ends)
    return tuple(spans)
