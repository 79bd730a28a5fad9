"""Pages of an emergency: they take the whole wall, and of a drill the word for it stands on each."""

from dataclasses import replace

from kiosk.render.desk import Body, Desk, Words
from kiosk.render.errors import Illegible
from kiosk.render.kinds.poster import set_poster
from kiosk.render.letters.lines import lines, one_line
from kiosk.render.marks import Bar, Box, Layout, Mark, Run
from kiosk.render.page import WallPage
from kiosk.render.room.frame import Frame, dark, frame
from kiosk.render.special import bare_page, lit, plain, plain_face
from wire.content import Poster
from wire.ids import NoticeId
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile


def emergency_pages(emergency: Emergency, profile: WallProfile, words: Words) -> tuple[WallPage, ...]:
    """A red head that says what it is, the headline as large as it fits, its lines after it. Never none."""
    made = _whole(frame(profile), profile)
    what = words.say(f"page.emergency_{emergency.kind}")
    name = words.say("page.drill", what=what) if emergency.drill else what
    try:
        bodies = _bodies(emergency, Desk(profile, made, words, whole=True))
    except Illegible:
        return _numbered(_plain_pages(emergency, profile, name), emergency)
    count = len(bodies)
    heads = [_head(made, name, place=(at, count)) for at in range(count)]
    pages = [
        replace(bare_page(body, "Emergency"), layout=Layout((*head, *body.marks), None, made.tag))
        for head, body in zip(heads, bodies, strict=True)
    ]
    return _numbered(pages, emergency)


def _bodies(emergency: Emergency, desk: Desk) -> tuple[Body, ...]:
    if not desk.frame.holds_a_line:
        raise Illegible("too_small")
    return set_poster(Poster(headline=emergency.headline, lines=emergency.lines), desk)


def _plain_pages(emergency: Emergency, profile: WallProfile, name: str) -> list[WallPage]:
    """On a wall too small for anything else line after line, for those who stand near; of a drill its name alone."""
    texts = (name,) if emergency.drill else (name, emergency.headline, *emergency.lines)
    face = plain_face(profile)
    cut = [line for text in texts for line in lines(text, face, lit(profile).width) if line]
    return [bare_page(plain(line, profile), "Emergency") for line in cut]


def _numbered(pages: list[WallPage], emergency: Emergency) -> tuple[WallPage, ...]:
    return tuple(
        replace(
            page,
            notice_id=NoticeId(emergency.emergency_id),
            version=emergency.version,
            title=emergency.headline,
            published_at_ms=emergency.issued_at_ms,
            page=at,
            pages=len(pages),
        )
        for at, page in enumerate(pages)
    )


def _whole(made: Frame, profile: WallProfile) -> Frame:
    """The same wall with the body on all that is not head, where no module there is dark."""
    slots = made.body.slots
    if made.shape in {"tiny", "long"} or len(slots) > 1:
        return made
    top, bottom = made.head.bottom + made.rule + made.margin, made.tag.y if made.tag else made.foot.bottom
    box = Box(slots[0].x, top, slots[0].width, bottom - top)
    return (
        made if any(box.meets(one) for one in dark(profile)) else replace(made, body=replace(made.body, slots=(box,)))
    )


def _head(made: Frame, name: str, *, place: tuple[int, int]) -> tuple[Mark, ...]:
    """What it is, on red."""
    box, face = made.head, made.head_face
    count = f"{place[0] + 1}/{place[1]}" if place[1] > 1 else ""
    y, side = box.y + (box.height - face.px) // 2, face.px // 2
    room = box.width - 2 * side - (face.width(count) + side if count else 0)
    marks: list[Mark] = [Bar(box, "red"), Run(box.x + side, y, one_line(name, face, room), face)]
    if count:
        marks.append(Run(box.right - side - face.width(count), y, count, face))
    return tuple(marks)
