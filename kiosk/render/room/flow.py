"""Blocks put under each other until a page is full; rows are never split, heads and totals are repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.render.errors import Illegible
from kiosk.render.marks import Box, Mark, moved
from kiosk.render.room.frame import Space

_MOST_AIR = 0.25
"""Of a block's height: so much of the room that is left may go between two blocks."""


@dataclass(frozen=True)
class Block:
    """What stays together; its marks count from its own top left."""

    height: int
    marks: tuple[Mark, ...] = ()
    air: int = 0
    """Under it, unless it ends the page."""
    stays: bool = False
    """With the block above it, where a page takes them all."""

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


@dataclass
class _Column:
    """One slot while it is filled."""

    slot: Box
    blocks: list[Block] = field(default_factory=list)

    @property
    def used(self) -> int:
        """Down to where the next block would begin."""
        return sum(block.height + block.air for block in self.blocks)

    @property
    def left_over(self) -> int:
        return self.slot.height - self.used + (self.blocks[-1].air if self.blocks else 0)

    def takes(self, block: Block) -> bool:
        return self.used + block.height <= self.slot.height

    @property
    def spare(self) -> int:
        """How much more air each block could have."""
        gaps = len(self.blocks) - 1
        return self.left_over // gaps if gaps > 0 else self.left_over

    def marks(self, extra: int) -> list[Mark]:
        drawn, y = list[Mark](), self.slot.y
        for block in self.blocks:
            drawn += [moved(mark, self.slot.x, y) for mark in block.marks]
            y += block.height + block.air + extra
        return drawn


class Filling:
    """One page while it is filled."""

    def __init__(self, space: Space, head: Block | None = None) -> None:
        self._space = space
        self._waiting = list(space.slots)
        self._head = head
        self._columns: list[_Column] = []

    def empty(self) -> "Filling":
        """Such a page before anything was put on it."""
        return Filling(self._space, self._head)

    def takes(self, *blocks: Block) -> bool:
        """Whether all of them have room under what is there, each whole."""
        return self._with(blocks) is not None

    def put(self, *blocks: Block) -> None:
        """Raises Illegible, and nothing has changed, where there is no room."""
        filled_so = self._with(blocks)
        if filled_so is None:
            raise Illegible("too_small")
        self._waiting, self._columns = filled_so

    def _with(self, blocks: Sequence[Block]) -> tuple[list[Box], list[_Column]] | None:
        waiting = list(self._waiting)
        columns = [_Column(column.slot, list(column.blocks)) for column in self._columns]
        for block in blocks:
            while not columns or not columns[-1].takes(block):
                if not waiting:
                    return None
                opened = self._opened(waiting.pop(0), columns)
                columns += [opened] if opened.takes(block) else []
            columns[-1].blocks.append(block)
        return waiting, columns

    def _opened(self, slot: Box, before: list[_Column]) -> _Column:
        """With the head on top, unless it stands already above this slot."""
        headed = any(column.slot.x == slot.x for column in before)
        return _Column(slot, [self._head] if self._head and not headed else [])

    @property
    def spare(self) -> int:
        """More air that every full slot of this page could bear between its blocks."""
        full = [column for column in self._columns if len(column.blocks) > 1]
        return min((column.spare for column in full), default=0)

    def marks(self, extra: int) -> tuple[Mark, ...]:
        return tuple(mark for column in self._columns if column.blocks for mark in column.marks(extra))


Total = Callable[[int], Block]
"""The block that says what the rows before this place come to."""


@dataclass(frozen=True)
class Repeated:
    """What stands on every page of a table."""

    head: Block | None = None
    carried: Total | None = None
    summed: Total | None = None


_NOTHING = Repeated()


def filled(rows: Sequence[Block], space: Space, repeated: Repeated = _NOTHING) -> list[tuple[Mark, ...]]:
    """Pages of rows, about equally full and in one rhythm; raises Illegible when a row is higher than every slot."""
    cut = _cut(rows, space, repeated, most=len(rows))
    if len(cut) > 1 and not any(row.stays for row in rows):
        even = _cut(rows, space, repeated, most=-(-len(rows) // len(cut)))
        cut = even if len(even) == len(cut) else cut
    if not cut:
        return []
    smallest = min(block.height for block in rows)
    extra = max(min(*(page.spare for page in cut), int(smallest * _MOST_AIR)), 0)
    return [page.marks(extra) for page in cut]


def _cut(rows: Sequence[Block], space: Space, repeated: Repeated, *, most: int) -> list[Filling]:
    pages, first = list[Filling](), 0
    while first < len(rows):
        page = Filling(space, repeated.head)
        if repeated.carried and first:
            page.put(repeated.carried(first))
        end = _taken(rows, page, repeated, first=first, most=most)
        if end == first:
            raise Illegible("too_small")
        pages.append(page)
        first = end
    return pages


def _taken(rows: Sequence[Block], page: Filling, repeated: Repeated, *, first: int, most: int) -> int:
    """Puts as many rows as there is room for beside their sum; where the next page begins."""
    end, summed = first, repeated.summed
    while end < min(len(rows), first + most):
        together = _together(rows, end, page) if end > first else [rows[end]]
        if not page.takes(*together, *([summed(end + 1)] if summed else [])):
            break
        page.put(rows[end])
        end += 1
    if summed and end > first:
        page.put(summed(end))
    return end


def _together(rows: Sequence[Block], at: int, page: Filling) -> list[Block]:
    """This row and those that stay with it; the row alone where no page takes them all."""
    end = at + 1
    while end < len(rows) and rows[end].stays and not rows[at].stays:
        end += 1
    group = list(rows[at:end])
    return group if page.empty().takes(*group) else group[:1]
