"""Pages of no notice: a wall to which nothing is published, a village that has published nothing."""

from dataclasses import replace

from kiosk.render.desk import Body, Desk
from kiosk.render.errors import Illegible
from kiosk.render.head import Heading, foot_strip, head_marks
from kiosk.render.letters.face import SMALL_PX, Face, size_at_most
from kiosk.render.letters.lines import line_blocks, lines, one_line
from kiosk.render.letters.policy import dwell_ms, smallest_px, smallest_strip_px
from kiosk.render.marks import Box, Layout, Mark, Run
from kiosk.render.page import WallPage
from kiosk.render.room.bands import bands
from kiosk.render.room.flow import Block, filled
from wire.ids import NoticeId
from wire.wall.profile import WallProfile

SPECIAL = NoticeId("0" * 32)
"""Stands where a page is of no notice."""


def nothing_page(desk: Desk, *, point: str, today: str, phone: str, published_at_ms: int, heard: bool) -> WallPage:
    """What it is for, today's date, whom to call, and when something was published last."""
    say = desk.words.say
    told = [
        desk.words.date(today) if today else "",
        say("wall.nothing" if heard else "wall.starting"),
        say("wall.nothing_hint") if heard else "",
        say("page.duty", phone=phone) if phone else "",
        say("page.published_last", day=desk.words.date(desk.words.day(published_at_ms))) if published_at_ms else "",
    ]
    return _told(desk, point, [line for line in told if line], kind="Nothing")


def silent_page(desk: Desk, *, village: str, today: str) -> WallPage:
    """A village that has published nothing is named."""
    date = [desk.words.date(today)] if today else []
    return replace(_told(desk, village, [desk.words.say("page.silent"), *date], kind="Silent"), village=village)


def bare_page(body: Body, kind: str) -> WallPage:
    """A page of no notice with nothing but its body."""
    return WallPage(
        village="",
        notice_id=SPECIAL,
        version=0,
        content_sha256="",
        title="",
        period="",
        as_of="",
        published_at_ms=0,
        kind=kind,
        page=0,
        pages=1,
        dwell_ms=dwell_ms(body.characters),
        layout=Layout(body.marks),
    )


def plain_face(profile: WallProfile) -> Face:
    """As large as the wall is high, so that two characters stand beside each other."""
    room = lit(profile)
    return Face(size_at_most(min(room.height, room.width // 2)))


def lit(profile: WallProfile) -> Box:
    """The largest part in which no module is dark; the whole wall where none is large enough for a letter."""
    free = bands(profile, least=SMALL_PX)
    top, bottom = max(free.spans, key=lambda span: span[1] - span[0])
    return Box(free.left, top, free.width, bottom - top)


def plain(text: str, profile: WallProfile) -> Body:
    """One line of that."""
    face, room = plain_face(profile), lit(profile)
    top = room.y + max((room.height - face.px) // 2, 0)
    return Body((Run(room.x, top, one_line(text, face, room.width), face),))


def _told(desk: Desk, name: str, texts: list[str], *, kind: str) -> WallPage:
    made = desk.frame
    if not made.holds_a_line:
        return bare_page(plain(name or texts[0], desk.profile), kind)
    head = head_marks(Heading(name, ""), made, desk.words, label="", place=(0, 1))
    body = Body(_lines(texts, desk))
    foot = foot_strip(made, desk.words, as_of="") if made.shape != "tiny" else None
    return replace(bare_page(body, kind), layout=Layout((*head, *body.marks), foot, made.tag))


def _lines(texts: list[str], desk: Desk) -> tuple[Mark, ...]:
    """In the largest letters that take them all; where none do, the first ones in the smallest."""
    pages = list[tuple[Mark, ...]]()
    for px in _sizes(desk):
        pages = _set(texts, Face(px), desk)
        if len(pages) == 1:
            break
    return pages[0] if pages else ()


def _sizes(desk: Desk) -> list[int]:
    largest = max(desk.frame.head_face.px * 3 // 2, smallest_px(desk.profile))
    own = [face.px for face in desk.faces(rows=3) if face.px <= largest]
    return [*own, smallest_strip_px(desk.profile)]


def _set(texts: list[str], face: Face, desk: Desk) -> list[tuple[Mark, ...]]:
    """Nothing where not even a line fits."""
    space = desk.columns(face)
    blocks: list[Block] = []
    for number, text in enumerate(texts):
        cut = line_blocks(lines(text, face, space.width), face, ink="white" if number else "amber", tight=space.tight)
        blocks += [*cut[:-1], replace(cut[-1], air=cut[-1].air + (0 if space.tight else face.px // 2))]
    try:
        return filled(blocks, space)
    except Illegible:
        return []
