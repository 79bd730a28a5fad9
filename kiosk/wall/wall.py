"""Joins what the edge says, what the workshop makes and what the director shows. All on the thread that draws."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from kiosk.flows.step import Heard
from kiosk.render.bitmap import Bitmap
from kiosk.render.page import WallPage
from kiosk.render.special import SPECIAL
from kiosk.wall.director import Director, Ends
from kiosk.wall.drawing import Drawing, media_of
from kiosk.wall.foot import Foots
from kiosk.wall.look import small_png, with_frame
from kiosk.wall.repertoire import Key, Repertoire, SetNotice, key_of
from kiosk.wall.scene import Drawn, PageScene, Scene
from kiosk.wall.screen.outputs import Outputs
from kiosk.wall.turns.calendar import LunarCalendar
from kiosk.wall.turns.programme import Hours
from kiosk.wall.turns.rotation import CHINA_MIN, Rotation
from kiosk.wall.turns.turn import Instant
from kiosk.wall.workshop import Done, Hands
from kiosk.words import Words
from wire import port
from wire.affairs.notice import Notice
from wire.wall.playlist import Duty
from wire.wall.profile import WallProfile

_LOOKS, _SETS = 2, 3
"""Ranks in the workshop, behind what is to be shown."""
_NO_FILM_MS = 6000
"""So long stands the page of a film that has not arrived."""
_PRESENTED_MS = 17
"""So much later, on average, is presented what is asked for: between two ticks half of them, and the flip."""
_PATTERN_MS = 600_000
"""So long stands a test pattern where the clock cannot tell when it ends."""


@dataclass(frozen=True)
class Place:
    """One terminal's wall: its language, its name, and what it has to show with."""

    words: Words
    point: str
    calendar: LunarCalendar
    outputs: Outputs
    workshop: Hands
    send: Callable[[port.Request], None]
    phone: str = ""
    """Whom to call; shown while nothing is published."""
    utc_offset_min: int = CHINA_MIN
    """Clocks here, whatever the machine's own zone says."""


@dataclass(frozen=True)
class _Draw:
    """Name of a job: for the wall as it was built then."""

    drawing: Drawing
    scene: Scene


@dataclass(frozen=True)
class _Set:
    """Name of a job."""

    drawing: Drawing
    key: Key
    whole: bool


@dataclass(frozen=True)
class _Name:
    """Name of a job: pages of villages that have published nothing."""

    drawing: Drawing
    villages: tuple[str, ...]


class Wall:
    """`hears`, `done` and `ticks` are all that ever happens to it."""

    def __init__(self, profile: WallProfile, place: Place) -> None:
        self._place = place
        self._media: Mapping[str, str] = {}
        self.rotation = Rotation(place.calendar, utc_offset_min=place.utc_offset_min)
        self._foots = Foots(self.rotation, place.words, utc_offset_min=place.utc_offset_min)
        ends = Ends(screen=place.outputs, draw=self._draw, tell=place.send, skip=self._skip)
        self.director = Director(self.rotation, self._foots, ends)
        self.director.soundtrack.hangs(profile)
        self._repertoire = Repertoire(self._ask_to_set)
        self._profile = profile
        self._drawing = self._setting = self._drawing_for(profile)
        self._named: _Name | None = None
        self._duties: frozenset[str] = frozenset()
        self.clock_trusted = False
        self._now: Instant | None = None

    def hears(self, event: Heard, at: Instant) -> None:
        """Whatever the edge says, in any order and as often as it likes; what concerns no wall changes nothing."""
        self._now = at
        match event:
            case port.Welcome():
                self._place.send(port.WatchWall())
                self._place.send(port.WatchNotices())
                self.director.tells_again()
                self._place.outputs.asks_frame()
            case port.NoticesChanged():
                self._checked(event.checked_at_ms)
                self._repertoire.hears(tuple(event.notices))
                self._settled(at)
            case port.EdgeStatus():
                self.clock_trusted = event.clock_trusted
                self._checked(event.notices_checked_at_ms)
            case port.EmergencyChanged():
                self.rotation.hears_emergencies([event.emergency] if event.emergency else [], at)
                self.director.changed(at)
                self.director.soundtrack.again(may_be_heard=event.emergency is None)
            case _:
                self._hears_of_the_wall(event, at)

    def _hears_of_the_wall(self, event: Heard, at: Instant) -> None:
        match event:
            case port.WallSet():
                self._hangs(event, at)
            case port.PlaylistChanged():
                self.rotation.hears_playlist(event.playlist, at)
                self._owes(event.playlist.duties if event.playlist else ())
                self._names()
                self.director.changed(at)
            case port.SharesTold():
                self.rotation.hears_shares(event, at)
                self.director.changed(at)
            case port.MediaKept():
                self._keeps(event.paths, at)
            case port.PanelChanged():
                self._place.outputs.panel_pct = event.brightness_pct if event.on else 0
                # a screen that hangs there again has no picture yet
                self._place.outputs.asks_frame()
                self.rotation.hears_panel(on=event.on, at=at)
                self.director.changed(at)
                self.director.soundtrack.again(may_be_heard=event.on)
            case _:
                self._is_asked(event, at)

    def _is_asked(self, event: Heard, at: Instant) -> None:
        match event:
            case port.VillageCalled():
                answer = self.rotation.called(event.village, at)
                told = port.AnswerSummon(summon_id=event.summon_id, state=answer.state, starts_in_s=answer.starts_in_s)
                self._place.send(told)
                self.director.changed(at)
            case port.LookAsked():
                self._looks(event.look_id)
            case _:
                pass

    def done(self, done: Done, at: Instant) -> None:
        """What came of a job of the workshop."""
        self._now = at
        match done.name:
            case _Draw(drawing=drawing, scene=scene):
                self._drawn(done, scene, at, stale=drawing is not self._drawing)
            case _Set(key=key) if done.name == self._job_of(key):
                self._is_set(done, key, at)
            case _Name() if done.name == self._named:
                self.rotation.hears_silent(done.result if isinstance(done.result, tuple) else (), at)
                self.director.changed(at)
            case _ if isinstance(done.result, port.AnswerLook):
                self._place.send(done.result)
            case _:
                pass

    def ticks(self, at: Instant) -> None:
        """Many times a second."""
        self._now = at
        self.director.ticks(at)
        self.director.film(at.mono_ms + _PRESENTED_MS)

    def flipped(self, *, still: bool) -> None:
        """A frame was presented; `still` when one was asked for to see whether the panel is still there."""
        self.director.flipped()
        if still:
            self.director.stands_still()
            self._place.outputs.beats()

    def _checked(self, at_ms: int) -> None:
        self._foots.checked_at_ms = at_ms or self._foots.checked_at_ms

    def _drawing_for(self, profile: WallProfile) -> Drawing:
        place = self._place
        return Drawing(profile, place.words, point=place.point, media=lambda: self._media, phone=place.phone)

    def _hangs(self, event: port.WallSet, at: Instant) -> None:
        """All pages are set for the new wall first; then everything changes in one frame."""
        lasts_ms = max(event.pattern_until_ms - at.wall_ms, 0) if at.trusted else _PATTERN_MS
        self.director.hears_pattern(event.pattern, at.mono_ms + lasts_ms)
        self.director.soundtrack.hangs(event.profile)
        self.rotation.hears_hours(Hours(event.profile.on_minute, event.profile.off_minute), at)
        if event.profile != self._profile:
            self._profile = event.profile
            self._setting = self._drawing_for(event.profile)
            self._place.workshop.drop(_SETS)
            self._repertoire.starts_anew()
            self._settled(at)
        self.director.changed(at)

    def _settled(self, at: Instant) -> None:
        """When everything that is published is set, the rotation has it."""
        if not self._repertoire.whole:
            return
        hung = self._setting is self._drawing
        if not hung:
            self._drawing = self._setting
            self._place.outputs.hangs(self._profile)
            # those pages were set for the wall as it was
            self.rotation.hears_silent((), at)
        if hung or self._repertoire.heard:
            self.director.hears_pages(self._pages(), at)
        self._names()
        if not hung:
            self.director.redraws(at)

    def _names(self) -> None:
        """Pages for those who have published nothing, as this wall is built."""
        name = _Name(self._drawing, self.rotation.silent)
        if name == self._named or not (name.villages or self._named):
            return
        self._named = name
        self._place.workshop.give(_SETS, name, partial(name.drawing.names, name.villages))

    def _pages(self) -> tuple[WallPage, ...]:
        return tuple(
            replace(page, dwell_ms=min(page.dwell_ms, _NO_FILM_MS))
            if page.film_sha256 and page.film_sha256 not in self._media
            else page
            for page in self._repertoire.pages
        )

    def _keeps(self, paths: Mapping[str, str], at: Instant) -> None:
        fresh = paths.keys() - self._media.keys()
        self._media = paths
        if self._repertoire.heard and self._repertoire.whole:
            self.director.hears_pages(self._pages(), at)
        standing = self.director.standing
        if isinstance(standing, PageScene) and fresh & media_of(standing.page):
            self.director.redraws(at)

    def _owes(self, duties: Iterable[Duty]) -> None:
        """What must be shown is shown with every row."""
        before, self._duties = self._duties, frozenset(duty.notice_id for duty in duties)
        changed = before ^ self._duties
        if changed:
            self._repertoire.sets_again(changed)

    def _job_of(self, key: Key) -> _Set:
        return _Set(self._setting, key, key[0] in self._duties)

    def _ask_to_set(self, notice: Notice) -> None:
        name = self._job_of(key_of(notice))
        self._place.workshop.give(_SETS, name, partial(self._setting.sets, notice, whole=name.whole))

    def _is_set(self, done: Done, key: Key, at: Instant) -> None:
        if isinstance(done.result, SetNotice):
            if self._repertoire.is_set(done.result):
                self._refuses(done.result)
        elif (notice := self._repertoire.failed(key)) is not None:
            self._place.send(_refused(notice.notice_id, notice.version, notice.village, why="broken"))
        self._settled(at)

    def _refuses(self, one: SetNotice) -> None:
        for refusal in one.refused:
            self._place.send(_refused(refusal.notice_id, refusal.version, refusal.village, why=refusal.why))

    def _draw(self, rank: int, scene: Scene) -> None:
        self._place.workshop.give(rank, _Draw(self._drawing, scene), partial(self._drawing.draws, scene))

    def _drawn(self, done: Done, scene: Scene, at: Instant, *, stale: bool) -> None:
        if isinstance(done.result, Drawn) and stale:
            done.result.close()
        elif isinstance(done.result, Drawn):
            self.director.drawn(done.result, at)
        elif not stale:
            self.director.failed(scene, at)

    def _skip(self, page: WallPage) -> None:
        if page.notice_id == SPECIAL and self._now:
            self.rotation.hears_silent((), self._now)
            return
        self._repertoire.skip(page)
        if self._now:
            self.director.hears_pages(self._pages(), self._now)

    def _looks(self, look_id: str) -> None:
        drawn = self.director.drawn_standing
        if drawn is None:
            return
        playing = self.director.playing
        bitmap = drawn.cut.bitmap
        if playing:
            bitmap = with_frame(bitmap, playing.frame, (playing.reel.area.x, playing.reel.area.y))
        page = drawn.scene.page if isinstance(drawn.scene, PageScene) else None
        self._place.workshop.give(
            _LOOKS, ("look", look_id), partial(_answer, look_id, drawn.cut.bitmap.sha256, bitmap, page=page)
        )


def _answer(look_id: str, sha256: str, bitmap: Bitmap, *, page: WallPage | None) -> port.AnswerLook:
    return port.AnswerLook(
        look_id=look_id,
        pixels_sha256=sha256,
        png=small_png(bitmap),
        village=page.village if page else "",
        title=page.title if page else "",
    )


def _refused(notice_id: str, version: int, village: str, *, why: str) -> port.ReportRefused:
    return port.ReportRefused(notice_id=notice_id, version=version, village=village, why=why)
