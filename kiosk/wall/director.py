"""Brings the right scene onto the wall: asks for it to be drawn, keeps the next one ready, shows it, tells the edge.

Whatever fails, what stands there stays until the next scene is whole. Plain Python; it knows no Kivy and no thread.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol

from kiosk.render.bitmap import Bitmap
from kiosk.render.page import WallPage
from kiosk.wall.foot import Foots
from kiosk.wall.playing import Playing
from kiosk.wall.scene import AlarmScene, Because, Drawn, EmptyScene, PageScene, PatternScene, Scene, shown
from kiosk.wall.screen.canvas import Cut
from kiosk.wall.soundtrack import Soundtrack
from kiosk.wall.strikes import AGAIN_S, Strikes
from kiosk.wall.turns.rotation import Rotation
from kiosk.wall.turns.turn import Alarm, Instant, Turn
from wire.port import ReportEmergency, ReportPage, ReportRefused, Request, StillShowing
from wire.wall.emergency import Emergency
from wire.wall.profile import Rectangle
from wire.wall.settings import Pattern

AT_ONCE, AHEAD = 0, 1
"""Ranks of what is asked to be drawn."""


class Screen(Protocol):
    """Where scenes are put."""

    def shows(self, page: Cut) -> None:
        """In the next frame, whole."""
        ...

    def prepares(self, page: Cut) -> None: ...
    def opens_film(self, area: Rectangle) -> None: ...
    def shows_frame(self, frame: Bitmap) -> None: ...


@dataclass(frozen=True)
class Ends:
    """Whom the director speaks to."""

    screen: Screen
    draw: Callable[[int, Scene], None]
    """Rank and scene; answered by `drawn` or `failed`."""
    tell: Callable[[Request], None]
    skip: Callable[[WallPage], None]
    """This page's notice cannot be shown and must be left out."""


@dataclass(frozen=True)
class _Wanted:
    """What shall stand there."""

    key: Hashable
    scene: Scene
    because: Because | None = None


class Director:
    """`ticks` is called at least four times a second."""

    def __init__(self, rotation: Rotation, foots: Foots, ends: Ends) -> None:
        self.rotation = rotation
        self._foots = foots
        self._ends = ends
        self.soundtrack = Soundtrack(ends.tell)
        self._strikes = Strikes()
        self._wanted: _Wanted | None = None
        self._ahead: Drawn | None = None
        self._ahead_asked: PageScene | None = None
        self._again_ms: int | None = None
        self._standing: Drawn | None = None
        self._standing_for: _Wanted | None = None
        self._unreported: Drawn | None = None
        self._ended_film: Playing | None = None
        self._playing: Playing | None = None
        self._alarm: Emergency | None = None
        """Of which the edge was told that it stands there."""
        self._alarm_page = 0
        self._since_ms = 0
        self._pattern: tuple[Pattern, int] = ("none", 0)
        """And until when, by the monotonic clock."""

    @property
    def standing(self) -> Scene | None:
        return self._standing.scene if self._standing else None

    @property
    def drawn_standing(self) -> Drawn | None:
        """What stands there, as it was drawn."""
        return self._standing

    @property
    def playing(self) -> Playing | None:
        return self._playing

    def hears_pattern(self, pattern: Pattern, until_mono_ms: int) -> None:
        self._pattern = (pattern, until_mono_ms)

    def hears_pages(self, pages: tuple[WallPage, ...], at: Instant) -> None:
        self._strikes.keep(frozenset((page.notice_id, page.version) for page in pages))
        self.rotation.hears_pages(pages, at)
        self.changed(at)

    def changed(self, at: Instant) -> None:
        """Something was heard: what comes next may be another page, and perhaps at once."""
        self._drop_ahead()
        self.ticks(at)

    def redraws(self, at: Instant) -> None:
        """Nothing that was drawn fits any more: the wall is built otherwise."""
        self._wanted = None
        self.changed(at)

    def ticks(self, at: Instant) -> None:
        wanted = self._wants(at)
        if self._wanted is None or wanted.key != self._wanted.key:
            self._turns_to(wanted, at)
        elif self._again_ms is not None and at.mono_ms >= self._again_ms:
            self._again_ms = None
            self._ends.draw(AT_ONCE, self._wanted.scene)
        # drawing starts when the frame of the change is out, lest it hold that one up
        if self._standing_for is self._wanted and self._unreported is None and self._ahead_asked is None:
            self._looks_ahead(at)

    def drawn(self, drawn: Drawn, at: Instant) -> None:
        """What was asked for is ready."""
        if self._wanted and drawn.scene == self._wanted.scene and self._standing_for is not self._wanted:
            self._show(drawn, self._wanted, at)
        elif drawn.scene == self._ahead_asked and self._ahead is None:
            self._ahead = drawn
            self._ends.screen.prepares(drawn.cut)
        else:
            drawn.close()

    def failed(self, scene: Scene, at: Instant) -> None:
        """It could not be drawn: again in a while, and after three times without it."""
        if isinstance(scene, PageScene) and self._strikes.strike((scene.page.notice_id, scene.page.version)):
            self._leave_out(scene.page)
        elif self._wanted and scene == self._wanted.scene:
            self._again_ms = at.mono_ms + round(AGAIN_S * 1000)
        elif scene == self._ahead_asked:
            self._ahead_asked = None

    def film(self, now_ms: float) -> None:
        """Before each frame: the picture of the film that is due."""
        if self._playing and (frame := self._playing.due(now_ms)):
            self._ends.screen.shows_frame(frame)

    def flipped(self) -> None:
        """A frame was presented."""
        if self._playing:
            self._playing.flipped()
        if self._unreported:
            drawn, self._unreported = self._unreported, None
            self._report(drawn)

    def stands_still(self) -> None:
        """A frame was presented again: what stands there still does."""
        if self._standing and not isinstance(self._standing.scene, EmptyScene):
            frames = self._playing.presented.frames if self._playing else 0
            self._ends.tell(StillShowing(pixels_sha256=self._standing.cut.bitmap.sha256, frames=frames))

    def tells_again(self) -> None:
        """The edge has started again and knows nothing of what stands there."""
        self._unreported, self._alarm = self._standing, None
        self.soundtrack.again()

    def close(self) -> None:
        """Films end with it."""
        self._drop_ahead()
        self._end_film()

    def _wants(self, at: Instant) -> _Wanted:
        standing = self.rotation.moves(at)
        if isinstance(standing, Alarm):
            return self._wants_alarm(standing.emergency, at)
        pattern, until_ms = self._pattern
        if pattern != "none" and at.mono_ms < until_ms:
            return _Wanted(("pattern", pattern), PatternScene(pattern))
        if isinstance(standing, Turn):
            return self._wants_page(standing, at)
        scene = EmptyScene(self.rotation.heard, self._foots.told(at), self._foots.today(at))
        return _Wanted(scene, scene)

    def _wants_alarm(self, emergency: Emergency, at: Instant) -> _Wanted:
        before, stands = self._standing, self.standing
        if before is None or not isinstance(stands, AlarmScene) or stands.emergency != emergency:
            self._alarm_page = 0
        elif before.pages > 1 and at.mono_ms - self._since_ms >= before.dwell_ms:
            self._alarm_page = (stands.page + 1) % before.pages
        scene = AlarmScene(emergency, self._alarm_page)
        return _Wanted(scene, scene)

    def _wants_page(self, turn: Turn, at: Instant) -> _Wanted:
        key = ("page", turn.page, turn.until_ms)
        if self._wanted and self._wanted.key == key:
            return self._wanted
        because = Because(turn.why, turn.share_ms, turn.lowest_ms)
        ready = self._ahead_asked
        if ready and ready.page == turn.page:
            return _Wanted(key, ready, because)
        return _Wanted(key, PageScene(turn.page, self._foots.foot(turn.page, at)), because)

    def _turns_to(self, wanted: _Wanted, at: Instant) -> None:
        self._wanted, self._again_ms = wanted, None
        if self._ahead and self._ahead.scene == wanted.scene:
            ahead, self._ahead = self._ahead, None
            self._ahead_asked = None
            self._show(ahead, wanted, at)
            return
        self._drop_ahead()
        self._ends.draw(AT_ONCE, wanted.scene)

    def _looks_ahead(self, at: Instant) -> None:
        page = self.rotation.following(at)
        if page is None or self._strikes.out((page.notice_id, page.version)):
            return
        self._ahead_asked = PageScene(page, self._foots.foot(page, at))
        self._ends.draw(AHEAD, self._ahead_asked)

    def _drop_ahead(self) -> None:
        if self._ahead:
            self._ahead.close()
        self._ahead = self._ahead_asked = None

    def _show(self, drawn: Drawn, wanted: _Wanted, at: Instant) -> None:
        self._end_film()
        self._ends.screen.shows(drawn.cut)
        if drawn.reel:
            self._playing = Playing(drawn.reel, self.soundtrack.begins(drawn.reel, at.mono_ms))
            self._ends.screen.opens_film(drawn.reel.area)
            self._ends.screen.shows_frame(drawn.reel.first)
        self._standing, self._standing_for, self._unreported = drawn, wanted, drawn
        self._since_ms = at.mono_ms

    def _end_film(self) -> None:
        if self._playing is None:
            return
        self.soundtrack.ends()
        if self._playing.broken and isinstance(self.standing, PageScene):
            page = self.standing.page
            if self._strikes.strike((page.notice_id, page.version)):
                self._leave_out(page)
        self._playing.close()
        self._ended_film, self._playing = self._playing, None

    def _leave_out(self, page: WallPage) -> None:
        refused = ReportRefused(notice_id=page.notice_id, version=page.version, village=page.village, why="broken")
        self._ends.tell(refused)
        self._ends.skip(page)

    def _report(self, drawn: Drawn) -> None:
        because = self._standing_for.because if self._standing_for else None
        ended, self._ended_film = self._ended_film, None
        self._ends.tell(
            ReportPage(
                page=shown(drawn, because),
                frames_before=ended.presented.frames if ended else 0,
                film_sha256_before=ended.presented.sha256 if ended else "",
            )
        )
        self._report_alarm(drawn)

    def _report_alarm(self, drawn: Drawn) -> None:
        emergency = drawn.scene.emergency if isinstance(drawn.scene, AlarmScene) else None
        if emergency == self._alarm:
            return
        before, self._alarm = self._alarm, emergency
        if before and (emergency is None or emergency.emergency_id != before.emergency_id):
            self._ends.tell(_of(before, "ended", ""))
        if emergency:
            self._ends.tell(_of(emergency, "shown", drawn.cut.bitmap.sha256))


def _of(emergency: Emergency, state: str, pixels: str) -> ReportEmergency:
    return ReportEmergency(
        emergency_id=emergency.emergency_id,
        version=emergency.version,
        state="shown" if state == "shown" else "ended",
        pixels_sha256=pixels,
    )
