"""How a wall is divided: head and foot strip, and the room between them, around modules that are dark.

Stacked strips; on low walls one line of head; beside each other on a wall that is one long strip.
"""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.render.letters.face import BODY_PX, Face, size_at_most
from kiosk.render.letters.policy import leading, smallest_px, smallest_strip_px
from kiosk.render.marks import Box
from kiosk.render.room.bands import Bands, bands
from wire.wall.profile import WallProfile

_TINY_BELOW_PX = 48
"""Room for a line of head and a line of body; the foot takes turns with the body."""
_LOW_BELOW_PX = 240
"""Village and title stand on one line; on a wide wall also while a strip of its own would be no larger."""
_WIDE_LOW_BELOW_PX = 312
_WIDE = 1.5
_TIGHT_BELOW_PX = 150
_SMALL_HEAD_BELOW_PX = 112
_LONG = 8
"""A wall so many times as wide as high is read from left to right."""
_LONG_HEAD = 0.22
_LEAST_ACROSS = 4
TAG_CELLS = 8
"""A tag of four by four, its border, and the quiet around it."""
Shape = Literal["tiny", "low", "stacked", "long"]


@dataclass(frozen=True)
class Space:
    """Where the body stands: boxes of one width, read in this order."""

    slots: tuple[Box, ...]
    tight: bool = False
    """So low that air between lines would cost one of them."""

    @property
    def width(self) -> int:
        return self.slots[0].width

    @property
    def height(self) -> int:
        return sum(slot.height for slot in self.slots)

    @property
    def is_long(self) -> bool:
        """Read from left to right."""
        return self.width > _LONG * self.height / 2

    @property
    def largest(self) -> Box:
        return max(self.slots, key=lambda slot: slot.height)

    def columns(self, count: int, gap: int) -> "Space":
        """The same room in columns, read from left to right in each band."""
        width = (self.width - gap * (count - 1)) // count
        cut = [
            Box(slot.x + at * (width + gap), slot.y, width, slot.height) for slot in self.slots for at in range(count)
        ]
        return replace(self, slots=tuple(cut))


@dataclass(frozen=True)
class Frame:
    """The parts of every page on one wall."""

    shape: Shape
    head: Box
    head_face: Face
    title: Box
    """Below the head; on a low wall the same line."""
    title_face: Face
    body: Space
    foot: Box
    """On a tiny wall the body itself, on a page of its own."""
    foot_face: Face
    least: Face
    """The smallest letters in which a long name or title is set."""
    tag: Box | None = None
    sound: bool = True
    """Whether its strips are on the wall, apart from each other and on no dark module."""

    @property
    def holds_a_line(self) -> bool:
        """Whether there is room for the village's name and a few letters below or beside it."""
        if not self.sound:
            return False
        least = self.head_face.px
        wide = min(self.head.width, self.body.width) >= _LEAST_ACROSS * least
        return wide and self.head.height >= least and self.body.largest.height >= min(least, BODY_PX)

    @property
    def rule(self) -> int:
        """How thick the line under the head is."""
        return max(self.head.height // 24, 1)

    @property
    def margin(self) -> int:
        return max(self.head.height // 6, 2)


def frame(profile: WallProfile) -> Frame:
    """The parts of a page on this wall."""
    free = bands(profile, least=2 * smallest_strip_px(profile))
    found = (_divided(profile, part) for part in (free, *free.without_ends()))
    sound = next((made for made in found if _is_sound(made, profile)), None)
    return sound or replace(_divided(profile, free), sound=False)


def _divided(profile: WallProfile, free: Bands) -> Frame:
    if free.height < _TINY_BELOW_PX:
        return _tiny(profile, free)
    made = _long(profile, free) if free.width >= _LONG * free.height else _stacked(profile, free)
    made = _with_tag(made, free) if profile.tags else made
    # letters for a far reader on a small wall: a line of head and one of body is more than a refusal
    return made if made.body.largest.height >= smallest_px(profile) else _tiny(profile, free)


def _is_sound(made: Frame, profile: WallProfile) -> bool:
    lines = {_letters(made.head, made.head_face), _letters(made.title, made.title_face)}
    lines |= {_letters(made.foot, made.foot_face)} if made.shape != "tiny" else set()
    wall = Box(0, 0, profile.width_px, profile.height_px)
    lit = [*lines, *made.body.slots, *([made.tag] if made.tag else [])]
    apart = all(one == other or not one.meets(other) for one in lines for other in lines)
    return apart and all(wall.holds(box) and not any(box.meets(one) for one in dark(profile)) for box in lit)


def dark(profile: WallProfile) -> tuple[Box, ...]:
    """The modules on which nothing is set."""
    return tuple(Box(dead.x, dead.y, dead.width, dead.height) for dead in profile.dead)


def _letters(box: Box, face: Face) -> Box:
    """Where they stand in the middle of their strip."""
    return Box(box.x, box.y + (box.height - face.px) // 2, box.width, face.px)


def _tiny(profile: WallProfile, free: Bands) -> Frame:
    face = Face(smallest_strip_px(profile))
    head = Box(free.left + 1, free.top, free.width - 2, min(face.px + 1, free.height))
    slots = free.slots(head.x, head.width, top=head.bottom + 1, bottom=max(free.bottom, head.bottom + 2))
    body = max(slots, key=lambda slot: slot.height)
    space = Space((body,), tight=True)
    return Frame("tiny", head, face, title=head, title_face=face, body=space, foot=body, foot_face=face, least=face)


def _stacked(profile: WallProfile, free: Bands) -> Frame:
    wide = free.width >= _WIDE * free.height
    low, least = free.height < (_WIDE_LOW_BELOW_PX if wide else _LOW_BELOW_PX), smallest_px(profile)
    tight = free.height < _TIGHT_BELOW_PX
    margin = max(free.height // 45, 2)
    edge = 0 if tight else margin // 2
    strip = smallest_strip_px(profile)
    small = free.height < _SMALL_HEAD_BELOW_PX
    head_px = strip if small else max(least, size_at_most(max(free.height / 13, BODY_PX)))
    foot_face = Face(max(strip, size_at_most(free.height * 0.052)))
    left, width = free.left + margin, free.width - 2 * margin
    head = Box(left, free.top + edge, width, leading(head_px, tight=True) + (0 if tight else margin))
    title = head if low else Box(left, head.bottom + margin, width, leading(head_px, tight=True))
    foot_height = leading(foot_face.px, tight=True)
    foot = Box(left, free.bottom - edge - foot_height, width, foot_height)
    slots = free.slots(
        left,
        width,
        top=title.bottom + (2 if tight else margin + (0 if low else head_px // 4)),
        bottom=foot.y - (1 if tight else margin),
    )
    return Frame(
        shape="low" if low else "stacked",
        head=head,
        head_face=Face(head_px, bold=True),
        title=title,
        title_face=Face(head_px, bold=True),
        body=Space(tuple(slot for slot in slots if slot.height >= least) or slots[:1], tight=tight),
        foot=foot,
        foot_face=foot_face,
        least=Face(max(strip, BODY_PX)),
    )


def _long(profile: WallProfile, free: Bands) -> Frame:
    least, strip = smallest_px(profile), smallest_strip_px(profile)
    margin = max(free.height // 32, 1)
    head_px, title_px = max(least, size_at_most(free.height * 0.4)), max(least, size_at_most(free.height * 0.26))
    foot_face = Face(max(strip, size_at_most(free.height * 0.2)))
    left, width = free.left + 2 * margin, int(free.width * _LONG_HEAD)
    head = Box(left, free.top + margin, width, leading(head_px, tight=True))
    title = Box(left, head.bottom, width, leading(title_px, tight=True))
    foot = Box(left, free.bottom - margin - leading(foot_face.px, tight=True), width, leading(foot_face.px, tight=True))
    body_left = left + width + 6 * margin
    slots = free.slots(
        body_left, free.right - 2 * margin - body_left, top=free.top + margin, bottom=free.bottom - margin
    )
    return Frame(
        shape="long",
        head=head,
        head_face=Face(head_px, bold=True),
        title=title,
        title_face=Face(title_px),
        body=Space(slots, tight=True),
        foot=foot,
        foot_face=foot_face,
        least=Face(max(strip, BODY_PX)),
    )


def _with_tag(made: Frame, free: Bands) -> Frame:
    side = TAG_CELLS * max(free.height // 128, 2)
    tag = Box(free.right - side, free.bottom - side, side, side)
    slots = made.body.slots
    if made.shape == "long":
        cut = [replace_width(slot, tag.x - 2 - slot.x) for slot in slots]
        return replace(made, body=replace(made.body, slots=tuple(cut)), tag=tag)
    lowest = min(slots[-1].bottom, tag.y - 1)
    last = replace(slots[-1], height=max(lowest - slots[-1].y, 1))
    foot = replace(made.foot, width=tag.x - 2 - made.foot.x)
    return replace(made, body=replace(made.body, slots=(*slots[:-1], last)), foot=foot, tag=tag)


def replace_width(box: Box, width: int) -> Box:
    return replace(box, width=max(min(box.width, width), 1))
