"""Notices and emergencies into pages for one wall: what fits is set, what cannot be read is refused by its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.render.desk import Body, Desk, Words
from kiosk.render.errors import Illegible
from kiosk.render.head import Heading, foot_strip, head_marks, imprint, title_fits
from kiosk.render.kinds.renderers import set_content
from kiosk.render.letters.policy import dwell_ms
from kiosk.render.marks import Layout
from kiosk.render.page import Refusal, WallPage
from kiosk.render.room.frame import Frame, frame
from kiosk.render.special import emergency_pages, nothing_page, silent_page
from wire.affairs.notice import Notice, contents
from wire.content import Content, Text
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile


@dataclass(frozen=True)
class Typeset:
    """What came of one notice."""

    pages: tuple[WallPage, ...]
    refused: tuple[Refusal, ...]


class Typesetter:
    """For one wall and one language; each version of a notice is set once."""

    def __init__(self, profile: WallProfile, words: Words, *, point: str) -> None:
        self._profile, self._words, self._point = profile, words, point
        self._frame: Frame = frame(profile)
        self._set: dict[tuple[str, int, bool], tuple[str, Typeset]] = {}

    @property
    def frame(self) -> Frame:
        return self._frame

    def set(self, notice: Notice, content_sha256: str, *, whole: bool = False) -> Typeset:
        """All pages of a notice. `whole` asks for every row of its tables, however many pages that takes."""
        key = (notice.notice_id, notice.version, whole)
        before = self._set.get(key)
        if before is not None and before[0] == content_sha256:
            return before[1]
        made = self._made(notice, content_sha256, whole=whole)
        self._set = {
            old: made for old, made in self._set.items() if old[0] != notice.notice_id or old[1] == notice.version
        }
        self._set[key] = content_sha256, made
        return made

    def forget(self, kept: Sequence[Notice]) -> None:
        """Only these notices are still published."""
        ids = {notice.notice_id for notice in kept}
        self._set = {key: made for key, made in self._set.items() if key[0] in ids}

    def emergency(self, emergency: Emergency) -> tuple[WallPage, ...]:
        """Pages that take the whole wall; of a drill the word for it stands on each."""
        return emergency_pages(emergency, self._profile, self._words)

    def nothing(self, *, today: str = "", phone: str = "", published_at_ms: int = 0, heard: bool = True) -> WallPage:
        """What stands there while nothing is published; `heard` of the county since the start."""
        return nothing_page(
            self._desk(), point=self._point, today=today, phone=phone, published_at_ms=published_at_ms, heard=heard
        )

    def silent(self, village: str, *, today: str = "") -> WallPage:
        """Names a village that has published nothing."""
        return silent_page(self._desk(), village=village, today=today)

    def _desk(self, *, whole: bool = False) -> Desk:
        return Desk(self._profile, self._frame, self._words, whole=whole)

    def _made(self, notice: Notice, content_sha256: str, *, whole: bool) -> Typeset:
        desk = self._desk(whole=whole)
        bodies, refused = list[tuple[str, Body]](), list[Refusal]()
        heading = _heading(notice)
        if not title_fits(heading, self._frame):
            bodies += self._attempt(notice, Text(body=heading.full), desk=desk, refused=refused)
        for content in contents(notice):
            bodies += self._attempt(notice, content, desk=desk, refused=refused)
        if self._frame.shape == "tiny" and bodies:
            bodies.append((bodies[-1][0], imprint()))
        return Typeset(self._pages(notice, content_sha256, bodies=bodies), tuple(refused))

    def _attempt(
        self, notice: Notice, content: Content, *, desk: Desk, refused: list[Refusal]
    ) -> list[tuple[str, Body]]:
        kind = type(content).__name__
        try:
            return [(kind, body) for body in set_content(content, desk)]
        except Illegible as error:
            refused.append(Refusal(notice.notice_id, notice.version, notice.village, kind, error.why))
            return []

    def _pages(self, notice: Notice, content_sha256: str, *, bodies: list[tuple[str, Body]]) -> tuple[WallPage, ...]:
        heading = _heading(notice)
        return tuple(
            WallPage(
                village=notice.village,
                notice_id=notice.notice_id,
                version=notice.version,
                content_sha256=content_sha256,
                title=notice.title,
                period=notice.period,
                as_of=notice.as_of,
                published_at_ms=notice.published_at_ms,
                kind=kind,
                page=number,
                pages=len(bodies),
                dwell_ms=body.length_ms or dwell_ms(body.characters + (heading.characters if number == 0 else 0)),
                layout=self._layout(notice, heading, body, place=(number, len(bodies))),
                film_sha256=body.film_sha256,
            )
            for number, (kind, body) in enumerate(bodies)
        )

    def _layout(self, notice: Notice, heading: Heading, body: Body, *, place: tuple[int, int]) -> Layout:
        head = head_marks(heading, self._frame, self._words, label=body.label, place=place)
        foot = foot_strip(self._frame, self._words, as_of=notice.as_of, is_imprint=body.is_imprint)
        return Layout((*head, *body.marks), foot, self._frame.tag)


def _heading(notice: Notice) -> Heading:
    return Heading(notice.village, notice.title, notice.period)
