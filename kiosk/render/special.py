"""Pages of no notice: an emergency, a wall to which nothing is published, a village that has published nothing."""

from dataclasses import replace

from kiosk.render.desk import Body, Desk, Words
from kiosk.render.head import Heading, foot_strip, head_marks
from kiosk.render.kinds.words import set_poster
from kiosk.render.letters.face import Face, size_at_most
from kiosk.render.letters.lines import line_blocks, lines
from kiosk.render.letters.policy import dwell_ms
from kiosk.render.marks import Bar, Layout, Mark, Run
from kiosk.render.page import WallPage
from kiosk.render.room.flow import Block, flowed
from kiosk.render.room.frame import Frame, Space, frame
from wire.content import Poster
from wire.ids import NoticeId
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile

SPECIAL = NoticeId("0" * 32)
"""Stands where a page is of no notice."""


def emergency_pages(emergency: Emergency, profile: WallProfile, words: Words) -> tuple[WallPage, ...]:
    """A red head that says what it is, the headline as large as it fits, its lines after it."""
    made = frame(profile)
    desk = Desk(profile, made, words, whole=True)
    name = words.say("page.drill" if emergency.drill else f"page.emergency_{emergency.kind}")
    bodies = set_poster(Poster(headline=emergency.headline, lines=emergency.lines), desk)
    return tuple(
        replace(
            _page(
                body, Layout((*_alarm(made, name, place=(at, len(bodies))), *body.marks), None, made.tag), "Emergency"
            ),
            notice_id=NoticeId(emergency.emergency_id),
            version=emergency.version,
            title=emergency.headline,
            published_at_ms=emergency.issued_at_ms,
            page=at,
            pages=len(bodies),
        )
        for at, body in enumerate(bodies)
    )


def _alarm(made: Frame, name: str, *, place: tuple[int, int]) -> tuple[Mark, ...]:
    """What it is, on red, in the head of every page."""
    box, face = made.head, made.head_face
    count = f"{place[0] + 1}/{place[1]}" if place[1] > 1 else ""
    y = box.y + (box.height - face.px) // 2
    marks: list[Mark] = [Bar(box, "red"), Run(box.x + face.px // 2, y, name, face)]
    if count:
        marks.append(Run(box.right - face.px // 2 - face.width(count), y, count, face))
    return tuple(marks)


def _page(body: Body, layout: Layout, kind: str) -> WallPage:
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
        layout=layout,
    )


def nothing_page(desk: Desk, *, point: str, today: str, phone: str, published_at_ms: int, heard: bool) -> WallPage:
    """What it is for, today's date, whom to call, and when something was published last."""
    say = desk.words.say
    told = [
        say("wall.nothing" if heard else "wall.starting"),
        say("wall.nothing_hint") if heard else "",
        say("page.duty", phone=phone) if phone else "",
        say("page.published_last", day=desk.words.date(desk.words.day(published_at_ms))) if published_at_ms else "",
    ]
    date = desk.words.date(today) if today else ""
    return _told(desk, point, [line for line in (date, *told) if line], kind="Nothing", village="")


def silent_page(desk: Desk, *, village: str, today: str) -> WallPage:
    """A village that has published nothing is named."""
    date = desk.words.date(today) if today else ""
    told = [desk.words.say("page.silent", village=village), date]
    return _told(desk, village, [line for line in told if line], kind="Silent", village=village)


def _told(desk: Desk, name: str, texts: list[str], *, kind: str, village: str) -> WallPage:
    made = desk.frame
    head = head_marks(Heading(name, ""), made, desk.words, label="", place=(0, 1))
    body = Body(_lines(texts, desk.space))
    foot = foot_strip(made, desk.words, as_of="", is_imprint=False)
    page = _page(body, Layout((*head, *body.marks), foot, made.tag), kind)
    return replace(page, village=village)


def _lines(texts: list[str], space: Space) -> tuple[Mark, ...]:
    """As many of the lines as one page takes, the first ones first, in the largest letters that take them all."""
    sizes = sorted({size_at_most(space.largest.height / part) for part in (3, 4, 5, 6, 8, 10, 12)}, reverse=True)
    for px in sizes:
        face = Face(px)
        pages = flowed_or_none(texts, face, space)
        if pages is not None and len(pages) == 1:
            return pages[0]
    pages = flowed_or_none(texts, Face(sizes[-1]), space)
    return pages[0] if pages else ()


def flowed_or_none(texts: list[str], face: Face, space: Space) -> list[tuple[Mark, ...]] | None:
    if face.px > space.largest.height or space.width < face.px:
        return None
    blocks: list[Block] = []
    for number, text in enumerate(texts):
        cut = line_blocks(lines(text, face, space.width), face, ink="white" if number else "amber", tight=space.tight)
        blocks += [*cut[:-1], replace(cut[-1], air=cut[-1].air + (0 if space.tight else face.px // 2))]
    if any(block.height > space.largest.height for block in blocks):
        return None
    return flowed(blocks, space)
