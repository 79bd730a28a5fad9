"""Lying bars with name and figure; where there is no room to compare their lengths they are figures alone."""

from kiosk.flows.typeset.money import yuan
from kiosk.render.desk import Body, Desk, fewest
from kiosk.render.errors import Illegible
from kiosk.render.kinds.figures import Named, set_figures
from kiosk.render.letters.face import Face
from kiosk.render.letters.lines import descent
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Bar, Box, Mark, Run
from kiosk.render.room.flow import Block, filled
from wire.content import Bar as Value
from wire.content import Chart

_LEAST_BAR_EM = 4
"""So long the longest bar must be, or nobody sees which of two is longer."""


def set_chart(content: Chart, desk: Desk) -> tuple[Body, ...]:
    if not desk.tiny:
        try:
            pages = fewest(desk.faces(), lambda face: _chart(content, face, desk))
        except Illegible:
            pages = []
        if len(pages) == 1:
            return (Body(pages[0]),)
    return set_figures([Named(bar.label, _value(bar, content, desk), 0) for bar in content.bars], desk)


def _value(bar: Value, content: Chart, desk: Desk) -> str:
    if content.kind == "money":
        return desk.words.say("page.yuan", amount=yuan(bar.value))
    return f"{bar.value:,}{content.unit}"


def _chart(content: Chart, face: Face, desk: Desk) -> list[tuple[Mark, ...]]:
    """Name, bar, figure: the bars begin under each other, the figure stands where its bar ends."""
    space, gap = desk.space, face.px // 2
    labels = max(face.width(bar.label) for bar in content.bars)
    values = max(face.width(_value(bar, content, desk)) for bar in content.bars)
    longest = space.width - labels - values - 2 * gap
    if longest < _LEAST_BAR_EM * face.px:
        raise Illegible("too_small")
    most = max(1, *(bar.value for bar in content.bars))
    blocks = [
        _bar(
            bar,
            _value(bar, content, desk),
            face,
            left=labels + gap,
            length=longest * bar.value // most,
            tight=space.tight,
        )
        for bar in content.bars
    ]
    return filled(blocks, space)


def _bar(bar: Value, value: str, face: Face, *, left: int, length: int, tight: bool) -> Block:
    thick = face.px * 3 // 4
    drawn = max(length, 1 if bar.value else 0)
    marks: list[Mark] = [Run(left - face.px // 2 - face.width(bar.label), 0, bar.label, face)]
    if drawn:
        marks.append(Bar(Box(left, (face.px - thick) // 2, drawn, thick), "amber"))
    marks.append(Run(left + drawn + face.px // 2, 0, value, face, "green"))
    deep = descent(face)
    return Block(
        face.px + deep,
        tuple(marks),
        air=leading(face.px, tight=tight) - face.px - deep + (0 if tight else face.px // 3),
    )
