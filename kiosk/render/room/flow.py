"""Blocks put under each other until a page is full; rows are never split, heads and totals are repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.render.errors import Illegible
from kiosk.render.marks import Box, Mark, moved
from kiosk.render.room.frame import Space


@dataclass(frozen=True)
class Block:
    """What stays together; its marks count from its own top left."""

    height: int
    marks: tuple[Mark, ...] = ()
    air: int = 0
    """Under it, unless it ends the page."""

    def above(self, other: "Block | None") -> "Block":
        """Both as one block, this one on top."""
        if other is None:
            return self
        down = self.height + self.air
        return Block(down + other.height, (*self.marks, *(moved(mark, 0, down) for mark in other.marks)), other.air)

    def placed(self, slot: Box) -> tuple[Mark, ...]:
        """Its marks at the top left of a slot; raises Illegible where it is too high."""
        if self.height > slot.height:
            raise Illegible("too_small")
        return tuple(moved(mark, slot.x, slot.y) for mark in self.marks)


class Filling:
    """One page while it is filled."""

    def __init__(self, space: Space, head: Block | None = None) -> None:
        self._slots = list(space.slots)
        self._head = head
        self._at = -1
        self._y = self._bottom = 0
        self.marks: list[Mark] = []

    def takes(self, *blocks: Block) -> bool:
        """Whether they all have room, one under the other."""
        at, y, bottom = self._at, self._y, self._bottom
        for block in blocks:
            while y + block.height > bottom:
                at += 1
                if at >= len(self._slots):
                    return False
                y, bottom = self._slots[at].y + self._head_height, self._slots[at].bottom
            y += block.height + block.air
        return True

    def put(self, block: Block) -> None:
        while self._y + block.height > self._bottom:
            self._enter()
        self._draw(block)

    @property
    def _head_height(self) -> int:
        return self._head.height + self._head.air if self._head else 0

    def _enter(self) -> None:
        self._at += 1
        slot = self._slots[self._at]
        self._y, self._bottom = slot.y, slot.bottom
        if self._head:
            self._draw(self._head)

    def _draw(self, block: Block) -> None:
        left = self._slots[self._at].x
        self.marks += [moved(mark, left, self._y) for mark in block.marks]
        self._y += block.height + block.air


def flowed(blocks: Sequence[Block], space: Space) -> list[tuple[Mark, ...]]:
    """Pages of blocks; raises Illegible when one of them is higher than every slot."""
    return [page for page, _, _ in filled(blocks, space)]


Total = Callable[[int], Block]
"""The block that says what the rows before this place come to."""


def filled(
    rows: Sequence[Block],
    space: Space,
    *,
    head: Block | None = None,
    carried: Total | None = None,
    summed: Total | None = None,
) -> list[tuple[tuple[Mark, ...], int, int]]:
    """Marks, first row and end of each page. Pages of one table are about equally full."""
    cut = _cut(rows, space, head=head, carried=carried, summed=summed, most=len(rows))
    even = -(-len(rows) // max(len(cut), 1))
    again = _cut(rows, space, head=head, carried=carried, summed=summed, most=even)
    return again if len(again) == len(cut) else cut


def _cut(
    rows: Sequence[Block],
    space: Space,
    *,
    head: Block | None,
    carried: Total | None,
    summed: Total | None,
    most: int,
) -> list[tuple[tuple[Mark, ...], int, int]]:
    pages, first = list[tuple[tuple[Mark, ...], int, int]](), 0
    while first < len(rows):
        page = Filling(space, head)
        if carried and first:
            if not page.takes(carried(first)):
                raise Illegible("too_small")
            page.put(carried(first))
        end = first
        while end < len(rows) and end - first < most and page.takes(rows[end], *([summed(end + 1)] if summed else [])):
            page.put(rows[end])
            end += 1
        if end == first:
            raise Illegible("too_small")
        if summed:
            page.put(summed(end))
        pages.append((tuple(page.marks), first, end))
        first = end
    return pages
