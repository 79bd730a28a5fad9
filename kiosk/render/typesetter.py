"""Notices and emergencies into pages for one wall: what fits is set, what cannot be read is refused by its reason."""

from dataclasses import dataclass, replace

from kiosk.render.alarm import emergency_pages
from kiosk.render.desk import Body, Desk, Words
from kiosk.render.errors import Illegible
from kiosk.render.head import Heading, foot_strip, head_marks, imprints, names_village, title_face
from kiosk.render.kinds.renderers import set_content
from kiosk.render.letters.policy import dwell_ms
from kiosk.render.marks import Layout
from kiosk.render.page import Refusal, WallPage
from kiosk.render.room.frame import Frame, frame
from kiosk.render.special import nothing_page, silent_page
from wire.affairs.notice import Notice, contents
from wire.content import Content, Poster
from wire.port_wall import SOUND_LEAD_MS
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile

_KEPT = 2000
"""So many notices stay set: more than a site has."""
_ELSEWHERE = {"too_small", "too_long"}
"""What was refused for these reasons can be read at the kiosk."""


@dataclass(frozen=True)
class Typeset:
    """What came of one notice."""

    pages: tuple[WallPage, ...]
    refused: tuple[Refusal, ...]


class Typesetter:
    """For one wall and one language; a version of a notice is set once."""

    def __init__(self, profile: WallProfile, words: Words, *, point: str) -> None:
        self._profile, self._words, self._point = profile, words, point
        self._frame: Frame = frame(profile)
        self._set: dict[tuple[str, bool], tuple[int, str, Typeset]] = {}
        """Of each notice the version that was set last: a wall runs for years, and villages correct their accounts."""

    @property
    def frame(self) -> Frame:
        return self._frame

    def set(self, notice: Notice, content_sha256: str, *, whole: bool = False) -> Typeset:
        """All pages of a notice. `whole` asks for every row of its tables, however many pages that takes."""
        key, version = (notice.notice_id, whole), notice.version
        before = self._set.pop(key, None)
        kept = before if before and before[:2] == (version, content_sha256) else None
        self._set[key] = kept or (version, content_sha256, self._made(notice, content_sha256, whole=whole))
        while len(self._set) > _KEPT:
            self._set.pop(next(iter(self._set)))
        return self._set[key][2]

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

    def _desk(self) -> Desk:
        return Desk(self._profile, self._frame, self._words)

    def _made(self, notice: Notice, content_sha256: str, *, whole: bool) -> Typeset:
        heading = _heading(notice)
        desk = replace(self._desk(), named=(heading.village, heading.full), whole=whole)
        bodies, refused = list[tuple[str, Body]](), list[Refusal]()
        for content in contents(notice):
            bodies += self._attempt(notice, content, desk=desk, refused=refused)
        title = self._title(notice, desk, found=bool(bodies), refused=refused)
        if title is not None:
            untitled = list[Refusal]()
            bodies = [*self._attempt(notice, title, desk=desk, refused=untitled), *bodies]
            refused += [] if bodies or refused else untitled
        if self._frame.shape == "tiny" and bodies:
            bodies += [(bodies[-1][0], body) for body in imprints()]
        return Typeset(self._pages(notice, content_sha256, bodies=bodies), tuple(refused))

    def _title(self, notice: Notice, desk: Desk, *, found: bool, refused: list[Refusal]) -> Poster | None:
        """A page for the title where the head has no room for it, or where nothing else would be seen of a notice."""
        if not found and any(one.why in _ELSEWHERE for one in refused):
            return Poster(headline=notice.title, lines=(desk.words.say("page.see_kiosk"),))
        if not found and not refused:
            return Poster(headline=notice.title, lines=(desk.words.say("page.no_entries"),))
        if found and title_face(_heading(notice), self._frame) is None:
            heading = _heading(notice)
            return Poster(headline=notice.title, lines=() if names_village(heading, self._frame) else (notice.village,))
        return None

    def _attempt(
        self, notice: Notice, content: Content, *, desk: Desk, refused: list[Refusal]
    ) -> list[tuple[str, Body]]:
        kind = type(content).__name__
        try:
            if not self._frame.holds_a_line:
                raise Illegible("too_small")  # noqa: TRY301 - one way to refuse
            bodies = set_content(content, desk)
            reasons = {body.missing for body in bodies if body.missing}
        except Illegible as error:
            bodies, reasons = (), {error.why}
        refused += [Refusal(notice.notice_id, notice.version, notice.village, kind, why) for why in sorted(reasons)]
        return [(kind, body) for body in bodies]

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
                dwell_ms=self._dwell_ms(notice, body, first=number == 0),
                layout=self._layout(notice, heading, body, place=(number, len(bodies))),
                film_sha256=body.film_sha256,
            )
            for number, (kind, body) in enumerate(bodies)
        )

    def _dwell_ms(self, notice: Notice, body: Body, *, first: bool) -> int:
        """Of a film its length, and the stillness before its sound; the title is read once, on the first page."""
        if body.length_ms:
            return body.length_ms + (SOUND_LEAD_MS if self._profile.loudspeaker else 0)
        heading = _heading(notice).characters if first else 0
        said = len(notice.as_of) if body.imprint else 0
        return dwell_ms(body.characters + heading + said)

    def _layout(self, notice: Notice, heading: Heading, body: Body, *, place: tuple[int, int]) -> Layout:
        head = head_marks(heading, self._frame, self._words, label=body.label, place=place)
        if self._frame.shape == "tiny" and not body.imprint:
            return Layout((*head, *body.marks), None, self._frame.tag)
        # on low walls the foot has room for half of what it says: pages take turns
        says_next = body.imprint == "next" if body.imprint else place[0] % 2 == 1
        foot = foot_strip(self._frame, self._words, as_of=notice.as_of, says_next=says_next)
        return Layout((*head, *body.marks), foot, self._frame.tag)


def _heading(notice: Notice) -> Heading:
    return Heading(notice.village, notice.title, notice.period)
