"""The few figures that say it all: a name at the left, a figure with its unit at the right."""

from dataclasses import dataclass, replace

from kiosk.flows.typeset.money import yuan
from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.head import label_room
from kiosk.render.kinds.words import set_text
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import descent, lines
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Bar, Box, Ink, Mark, Run
from kiosk.render.room.flow import Block, filled
from kiosk.render.room.frame import Space
from wire.content import Figure, Summary, Text

_GAP_EM = 0.75


@dataclass(frozen=True)
class Named:
    """A figure as it is drawn."""

    label: str
    value: str
    level: int
    is_total: bool = False

    @property
    def ink(self) -> Ink:
        return "amber" if self.is_total else "white"

    @property
    def value_ink(self) -> Ink:
        return "amber" if self.is_total else "green"


def set_summary(content: Summary, desk: Desk) -> tuple[Body, ...]:
    return set_figures([_named(figure, desk) for figure in content.figures], desk)


def set_figures(figures: list[Named], desk: Desk) -> tuple[Body, ...]:
    """All of them, on one page where it takes them; on a tiny wall each on its own, named in the head."""
    if desk.tiny:
        return tuple(body for figure in figures for body in (*_name(figure, desk), _alone(figure, desk)))
    pages = fewest(desk.faces(rows=5), lambda face: figure_pages(figures, face, desk.space))
    return tuple(Body(marks) for marks in pages)


def figure_pages(figures: list[Named], face: Face, space: Space) -> list[tuple[Mark, ...]]:
    """In one column, or on a long wall in as many as stand beside each other; closer where that saves a page."""
    room = _beside(figures, face, space)
    step = _indent_step(figures, face, room)
    full = 0 if space.tight else max(leading(face.px) - face.px, 2)
    return min((_with_air(figures, face, room, step=step, pad=pad) for pad in (full, full // 2)), key=len)


def _with_air(figures: list[Named], face: Face, room: Space, *, step: int, pad: int) -> list[tuple[Mark, ...]]:
    blocks = [_block(one, face, room, step=step, pad=pad) for one in figures]
    return filled([replace(block, stays=one.level > 0) for one, block in zip(figures, blocks, strict=True)], room)


def _indent_step(figures: list[Named], face: Face, space: Space) -> int:
    """Parts stand further in than their total, unless that would push a figure below its name."""
    steps = (face.px, face.px // 2)
    fits = (step for step in steps if all(_width(one, face) + step * one.level <= space.width for one in figures))
    return next(fits, 0)


def money(fen: int, desk: Desk) -> str:
    return desk.words.say("page.yuan", amount=yuan(fen))


def _named(figure: Figure, desk: Desk) -> Named:
    value = money(figure.fen, desk) if figure.fen is not None else ""
    if figure.number is not None:
        number = f"{figure.number:,}".replace("-", "\u2212")
        value = " ".join(part for part in (value, f"{number}{figure.unit}") if part)
    return Named(figure.label, value, figure.level, is_total=figure.level == 0)


def _beside(figures: list[Named], face: Face, space: Space) -> Space:
    widest = max(_width(figure, face) + face.px * figure.level for figure in figures)
    gap = 2 * face.px
    count = max(min((space.width + gap) // (widest + gap), len(figures)), 1)
    return space.columns(count, gap) if count > 1 and space.is_long else space


def _width(figure: Named, face: Face) -> int:
    """On one line, without indent."""
    return face.width(figure.label) + round(_GAP_EM * face.px) + face.width(figure.value)


def _block(figure: Named, face: Face, space: Space, *, step: int, pad: int) -> Block:
    """On one line, or the figure below its name."""
    heavy = replace(face, bold=figure.is_total)
    heavy = heavy if step * figure.level + _width(figure, heavy) <= space.width else face
    if face.width(figure.value) > space.width:
        raise Illegible("too_small")
    line = leading(face.px, tight=True)
    indent = step * figure.level
    words = lines(figure.label, face, space.width - indent)
    beside = indent + face.width(words[-1]) + round(_GAP_EM * face.px) + heavy.width(figure.value) <= space.width
    down = (len(words) - 1) * line + (0 if beside or not figure.value else line)
    marks: list[Mark] = [Run(indent, pad + at * line, text, heavy, figure.ink) for at, text in enumerate(words)]
    if figure.value:
        x = space.width - heavy.width(figure.value)
        marks.append(Run(x, pad + down, figure.value, heavy, figure.value_ink))
    height = 2 * pad + down + face.px + (descent(face) if space.tight else 0)
    if space.tight:
        return Block(height, tuple(marks), air=1)
    hair = max(face.px // 24, 1)
    return Block(height + hair, (*marks, Bar(Box(0, height, space.width, hair))))


def _name(figure: Named, desk: Desk) -> tuple[Body, ...]:
    """Pages of its own before the figure where the head has no room for all of the name."""
    fits = Face(desk.frame.foot_face.px).width(figure.label) <= label_room(desk.frame)
    return () if fits else set_text(Text(body=figure.label), desk)


def _alone(figure: Named, desk: Desk) -> Body:
    space = desk.space
    for face in desk.faces():
        if face.width(figure.value) <= space.width and face.px <= space.height:
            x = space.slots[0].x + space.width - face.width(figure.value)
            y = space.slots[0].y + (space.height - face.px) // 2
            return Body((Run(x, y, figure.value, face, figure.value_ink),), label=figure.label)
    raise Illegible("too_small")
