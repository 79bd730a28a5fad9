"""Head and foot: whose page it is, of what month, which of how many; as of when, and what comes next."""

from dataclasses import dataclass

from kiosk.render.desk import Body, Words, visible
from kiosk.render.letters.face import OUTLINE_FROM_PX, Face, size_at_most
from kiosk.render.letters.lines import clauses, one_line
from kiosk.render.marks import Bar, Box, FootStrip, Mark, Run
from kiosk.render.room.frame import Frame

_FEW_PAGES, _MANY_PAGES = "0/0", "00/00"


@dataclass(frozen=True)
class Heading:
    """The same on all pages of a notice."""

    village: str
    title: str
    period: str = ""

    @property
    def full(self) -> str:
        """Title, and the period where the title does not name it."""
        named = not self.period or self.period in self.title
        return self.title if named else f"{self.title} {self.period}"

    @property
    def characters(self) -> int:
        return visible(self.title) + visible(self.period)


def title_face(heading: Heading, frame: Frame) -> Face | None:
    """The letters in which the title stands in the head; None where it needs a page of its own."""
    if frame.shape in {"stacked", "long"}:
        return _title_below(heading, frame)
    room = frame.head.width - frame.head_face.width(heading.village) - 2 * _gap(frame.head_face)
    room -= Face(frame.head_face.px).width(_FEW_PAGES)
    for face in (frame.head_face, Face(min(frame.foot_face.px, frame.head_face.px))):
        if face.width(heading.title) <= room:
            return face
    return None


def _title_below(heading: Heading, frame: Frame) -> Face | None:
    """On its own strip, beside the page's number."""
    room = frame.title.width - Face(frame.title_face.px).width(_FEW_PAGES) - _gap(frame.title_face)
    face, text = _shrunk(heading.title, frame.title_face, room, least=frame.least.px)
    return face if text == " ".join(heading.title.split()) else None


def label_room(frame: Frame) -> int:
    """How wide the name of what a page speaks of may be in the head of a low wall, beside the page's number."""
    light = Face(frame.head_face.px)
    return frame.head.width - light.width(_MANY_PAGES) - _gap(light)


def stands_beside(village: str, label: str, frame: Frame) -> bool:
    """Whether the head has room for both whole, and for the number of one of a few pages."""
    if frame.shape in {"stacked", "long"}:
        return True
    face, light = frame.head_face, Face(frame.head_face.px)
    both = face.width(village) + _gap(face) + Face(frame.foot_face.px).width(label)
    return both + _gap(light) + light.width(_FEW_PAGES) <= frame.head.width


def names_village(heading: Heading, frame: Frame) -> bool:
    """Whether the head has room for all of the village's name."""
    if frame.shape in {"stacked", "long"}:
        return _shrunk(heading.village, frame.head_face, frame.head.width, least=frame.least.px)[1] == heading.village
    return Face(min(frame.least.px, frame.head_face.px)).width(heading.village) <= label_room(frame)


def _gap(face: Face) -> int:
    return face.px // 2


def head_marks(heading: Heading, frame: Frame, words: Words, *, label: str, place: tuple[int, int]) -> tuple[Mark, ...]:
    """The strip with the village's name on it."""
    number, count = place
    page = words.say("page.of", page=number + 1, pages=count) if count > 1 else ""
    if frame.shape in {"tiny", "low"}:
        return _one_line(heading, frame, label=label, page=page)
    return (*_village(heading, frame), *_title(heading, frame, label=label, page=page))


def _one_line(heading: Heading, frame: Frame, *, label: str, page: str) -> tuple[Mark, ...]:
    """Village, then title or what this page speaks of; at the right which page, and the period where there is room."""
    box, light = frame.head, Face(frame.head_face.px)
    room = box.width - (light.width(page) + _gap(light) if page else 0)
    marks = _label(heading, frame, label, room=room) if label else _village_and_title(heading, frame, room=room)
    used = max((mark.box.right for mark in marks), default=box.x) - box.x + _gap(light)
    both = " ".join(part for part in (heading.period, page) if part)
    right = both if used + light.width(both) <= box.width else page
    if right:
        marks.append(Run(box.right - light.width(right), _middle(box, light), right, light))
    rule = [Bar(Box(box.x, box.bottom, box.width, frame.rule), "amber")] if frame.shape == "low" else []
    return (*marks, *rule)


def _label(heading: Heading, frame: Frame, label: str, *, room: int) -> list[Mark]:
    """What the page speaks of stands whole, even where the village then has little room or none."""
    box, face, small = frame.head, frame.head_face, Face(frame.foot_face.px)
    large = title_face(heading, frame) or small
    if face.width(heading.village) + _gap(face) + large.width(label) <= room:
        small = large
    text = one_line(label, small, room)
    left = room - small.width(text) - _gap(face)
    fitted, name = _shrunk(heading.village, face, left, least=min(frame.least.px, face.px))
    marks: list[Mark] = [Run(box.x, _middle(box, fitted), name, fitted, "amber")]
    # of a name not even its first character: nothing is told by dots
    marks = marks if left >= fitted.width(name) and name.strip("\u2026") else []
    x = marks[0].box.right + _gap(face) if marks else box.x
    return [*marks, Run(x, _middle(box, small), text, small)]


def _village_and_title(heading: Heading, frame: Frame, *, room: int) -> list[Mark]:
    box, face = frame.head, frame.head_face
    fitted, name = _shrunk(heading.village, face, room, least=min(frame.least.px, face.px))
    marks: list[Mark] = [Run(box.x, _middle(box, fitted), name, fitted, "amber")]
    small, used = title_face(heading, frame), fitted.width(name) + _gap(face)
    if heading.title and small is not None and used + small.px <= room:
        marks.append(Run(box.x + used, _middle(box, small), one_line(heading.title, small, room - used), small))
    return marks


def _village(heading: Heading, frame: Frame) -> list[Mark]:
    box, face = frame.head, frame.head_face
    light = Face(face.px)
    period = heading.period if frame.shape == "stacked" else ""
    used = light.width(period) + _gap(face) if period else 0
    fitted, name = _shrunk(heading.village, face, box.width - used, least=frame.least.px)
    if name != heading.village:
        fitted, name = _shrunk(heading.village, face, box.width, least=frame.least.px)
        period = ""
    marks: list[Mark] = [Run(box.x, _middle(box, fitted), name, fitted, "amber")]
    if period:
        marks.append(Run(box.right - light.width(period), _middle(box, light), period, light))
    if frame.shape == "stacked":
        marks.append(Bar(Box(box.x, box.bottom, box.width, frame.rule), "amber"))
    else:
        x = box.right + (frame.body.slots[0].x - box.right) // 2
        top, bottom = frame.body.slots[0].y, frame.body.slots[-1].bottom
        marks.append(Bar(Box(x, top, 1, bottom - top), "amber"))
    return marks


def _title(heading: Heading, frame: Frame, *, label: str, page: str) -> list[Mark]:
    box, light = frame.title, Face(frame.title_face.px)
    used = light.width(page) + _gap(light) if page else 0
    title = label or (heading.title if frame.shape == "stacked" else heading.full)
    face, text = _shrunk(title, frame.title_face, box.width - used, least=frame.least.px)
    marks: list[Mark] = [Run(box.x, _middle(box, face), text, face)]
    if page:
        marks.append(Run(box.right - light.width(page), _middle(box, light), page, light))
    return marks


def _shrunk(text: str, face: Face, width: int, *, least: int) -> tuple[Face, str]:
    """In smaller letters where it is long, down to the smallest that are read; then with an ellipsis."""
    while face.width(text) > width and face.px > least:
        smaller = min(size_at_most(face.px * width / face.width(text)), face.px - 1)
        face = Face(max(size_at_most(smaller), least), bold=face.bold and smaller >= OUTLINE_FROM_PX)
    return face, one_line(text, face, width)


def _middle(box: Box, face: Face) -> int:
    return box.y + (box.height - face.px) // 2


def foot_strip(frame: Frame, words: Words, *, as_of: str, says_next: bool = False) -> FootStrip:
    """Where the foot stands on this page; where there is room for half of it, which half."""
    date = words.say("wall.as_of", day=words.date(as_of)) if as_of else ""
    return FootStrip(frame.foot, frame.foot_face, date, says_next=says_next)


def imprints() -> tuple[Body, ...]:
    """On a tiny wall the last pages of a notice, the foot in the body's place: how old it is, then what comes next."""
    return Body((), imprint="told"), Body((), imprint="next")


def foot_marks(strip: FootStrip, told: str, following: str) -> tuple[Mark, ...]:
    """At the left as of when and how old, at the right what comes next; one of them where there is no room for both."""
    face, box = strip.face, strip.box
    both = "  ".join(part for part in (strip.as_of, told) if part)
    short = _shortened(told or strip.as_of, face, box.width)
    turns = ("", following) if strip.says_next and following else (short, "")
    for left, right in ((both, following), (short, following), turns, (short, "")):
        apart = 2 * face.px if left and right else 0
        if face.width(left) + apart + face.width(right) <= box.width:
            return _ends(strip, left, right)
    return _ends(strip, one_line(short, face, box.width), "")


def _shortened(text: str, face: Face, width: int) -> str:
    """Of a sentence that is too long its last part: how long nothing was heard."""
    return text if face.width(text) <= width else clauses(text)[-1]


def _ends(strip: FootStrip, left: str, right: str) -> tuple[Mark, ...]:
    box, face = strip.box, strip.face
    y = _middle(box, face)
    marks = [Run(box.x, y, left, face, "green")] if left else []
    if right:
        marks.append(Run(box.right - face.width(right), y, right, face))
    return tuple(marks)
