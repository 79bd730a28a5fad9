"""The whole face but its socket: what the edge says goes in, what stands in the window comes out."""

import hashlib
import time
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bench.walls.film import Flashes, make_film, make_flashes
from kiosk.render.bitmap import Bitmap
from kiosk.wall.scene import AlarmScene, EmptyScene, PageScene, PatternScene
from kiosk.wall.turns.turn import Instant
from kiosk.wall.workshop import Done
from kiosk.words import Words
from tests.kiosk.cast import NOTICES, POINT, letter
from tests.kiosk.glass import Glass
from tests.kiosk.wall.test_director import flood
from tests.kiosk.wall.yard import NOW_MS, NoMoon
from wire import port
from wire.affairs.notice import Notice
from wire.content import Media, Video
from wire.port_wall import SOUND_LEAD_MS
from wire.record import Record
from wire.wall.profile import WallProfile
from wire.wall.settings import Pattern

pytestmark = pytest.mark.gl
WALL = WallProfile(width_px=384, height_px=192)
OTHER = WallProfile(width_px=640, height_px=64, strips=2, left_px=9, top_px=9)


class Hands:
    """A workshop that works when it is told, in the order of a workshop."""

    def __init__(self) -> None:
        self.jobs: list[tuple[int, Hashable, Callable[[], object]]] = []

    def give(self, rank: int, name: Hashable, work: Callable[[], object]) -> None:
        self.jobs = [job for job in self.jobs if job[1] != name]
        self.jobs.append((rank, name, work))

    def drop(self, rank: int) -> None:
        self.jobs = [job for job in self.jobs if job[0] < rank]

    def work(self) -> Done:
        job = min(self.jobs, key=lambda one: one[0])
        self.jobs.remove(job)
        try:
            return Done(job[1], job[2]())
        except Exception as error:  # noqa: BLE001  # as the workshop does
            return Done(job[1], failed=type(error).__name__)


class Yard:
    """A wall in the window, and whoever speaks to it. Time stands still until `waits`."""

    def __init__(self, glass: Glass) -> None:
        from kiosk.wall.screen.outputs import Outputs
        from kiosk.wall.screen.player import Player
        from kiosk.wall.wall import Place, Wall

        self._glass = glass
        self.mono_ms = 5000
        self.told: list[Record] = []
        self.hands = Hands()
        self.player = Player(WALL)
        place = Place(
            words=Words.of("zh_CN"),
            point=POINT,
            calendar=NoMoon(),
            outputs=Outputs(self.player, None),
            workshop=self.hands,
            send=self.told.append,
        )
        self.wall = Wall(WALL, place)
        glass.hang(self.player)
        self.wall.ticks(self.at)
        self.settles()

    @property
    def at(self) -> Instant:
        return Instant(self.mono_ms, NOW_MS + self.mono_ms, self.wall.clock_trusted)

    def hears(self, *events: Any) -> None:
        for event in events:
            self.wall.hears(event, self.at)
        self.settles()

    def settles(self) -> None:
        while self.hands.jobs:
            self.wall.done(self.hands.work(), self.at)
            self.wall.flipped(still=False)
        self.wall.flipped(still=True)

    def waits(self, ms: int, *, step_ms: int = 250) -> None:
        for _ in range(0, ms, step_ms):
            self.mono_ms += step_ms
            self.wall.ticks(self.at)
            self.settles()

    def frame(self) -> Any:
        from kiosk.photograph import photograph_window

        self._glass.window.canvas.ask_update()
        self._glass.window.dispatch("on_draw")
        return photograph_window(self._glass.window)

    @property
    def is_lit(self) -> bool:
        """Neither black nor white."""
        seen = self.frame()
        reds = Image.frombytes("RGBA", (seen.width, seen.height), seen.rgba).getchannel("R").histogram()
        return bool(0 < sum(reds[128:]) < seen.width * seen.height / 2)

    @property
    def bitmap(self) -> Bitmap:
        assert self.player.standing is not None
        return self.player.standing

    @property
    def stands(self) -> Any:
        return self.wall.director.standing

    def heard(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.told if isinstance(one, kind)]

    def close(self) -> None:
        self.wall.director.close()
        self._glass.take_down(self.player)


@pytest.fixture
def yard(glass: Glass) -> Iterator[Yard]:
    yard = Yard(glass)
    yield yard
    yard.close()


def published(*notices: Notice) -> port.NoticesChanged:
    return port.NoticesChanged(serial=1, notices=list(notices), checked_at_ms=NOW_MS)


def test_before_the_edge_is_there_the_wall_is_not_black(yard: Yard) -> None:
    assert isinstance(yard.stands, EmptyScene)
    assert yard.is_lit


def test_what_the_edge_kept_stands_at_once(yard: Yard) -> None:
    yard.hears(published(*NOTICES))

    assert isinstance(yard.stands, PageScene)
    assert yard.stands.page.village == NOTICES[0].village
    assert yard.heard(port.ReportPage)[-1].page.pixels_sha256 == yard.bitmap.sha256


def test_when_the_edge_is_gone_the_turns_go_on(yard: Yard) -> None:
    yard.hears(published(NOTICES[0], NOTICES[3]))
    first = yard.stands.page.village

    yard.waits(120_000)

    villages = {report.page.village for report in yard.heard(port.ReportPage) if report.page}
    assert first in villages
    assert len(villages) == 2


def test_another_profile_shows_nothing_of_the_old_one(yard: Yard) -> None:
    yard.hears(published(*NOTICES))
    yard.hears(port.WallSet(version=2, profile=OTHER))

    bitmap = yard.bitmap
    assert (bitmap.width, bitmap.height) == (OTHER.width_px, OTHER.height_px)
    assert yard.player.profile == OTHER
    assert yard.is_lit


def test_an_emergency_comes_before_everything_that_is_still_to_be_set(yard: Yard) -> None:
    yard.wall.hears(published(*NOTICES), yard.at)
    yard.wall.hears(port.EmergencyChanged(emergency=flood()), yard.at)

    yard.wall.done(yard.hands.work(), yard.at)
    yard.wall.flipped(still=False)

    assert isinstance(yard.stands, AlarmScene)
    assert yard.heard(port.ReportEmergency)[-1].state == "shown"


def test_a_villager_calls_a_village_up(yard: Yard) -> None:
    yard.hears(published(*NOTICES))
    yard.hears(port.VillageCalled(summon_id="s1", village=NOTICES[3].village))

    assert yard.heard(port.AnswerSummon) == [port.AnswerSummon(summon_id="s1", state="now", starts_in_s=0)]
    assert yard.stands.page.village == NOTICES[3].village


def test_the_county_sees_what_stands_there(yard: Yard) -> None:
    yard.hears(published(*NOTICES))
    yard.hears(port.LookAsked(look_id="l1"))

    (look,) = yard.heard(port.AnswerLook)
    assert look.pixels_sha256 == yard.bitmap.sha256
    assert look.png.startswith(b"\x89PNG")
    assert len(look.png) <= 100 * 1024
    assert look.village == NOTICES[0].village


def test_a_test_pattern_goes_by_itself_where_the_clock_cannot_tell(yard: Yard) -> None:
    yard.hears(published(*NOTICES))
    yard.hears(port.WallSet(version=2, profile=WALL, pattern="grid", pattern_until_ms=1))
    pattern = yard.stands

    yard.waits(601_000, step_ms=1000)

    assert pattern == PatternScene("grid")
    assert isinstance(yard.stands, PageScene)


def test_each_showing_on_a_tagged_wall_has_a_number_of_its_own(yard: Yard) -> None:
    tagged = WallProfile(width_px=384, height_px=192, tags=True)
    yard.hears(port.WallSet(version=2, profile=tagged), published(letter("柳河村", number=60)))

    yard.waits(120_000, step_ms=500)

    tags = [report.page.tag for report in yard.heard(port.ReportPage) if report.page]
    assert len(tags) > 1
    assert all(tag >= 0 for tag in tags)
    assert len(set(tags)) == len(tags)


def video(path: Path, *, length_ms: int = 800) -> Notice:
    body = path.read_bytes()
    sha256 = hashlib.sha256(body).hexdigest()
    media = Media(
        sha256=sha256,
        length=len(body),
        media_type="video/mp4",
        pieces=[sha256],
        width=64,
        height=32,
        length_ms=length_ms,
    )
    plain = letter("柳河村", number=50)
    named = {name: getattr(plain, name) for name in plain.__struct_fields__}
    return Notice(**(named | {"body": "", "content": (Video(media=media, caption="防汛"),)}))


def test_a_film_plays_and_its_presented_frames_are_proved(yard: Yard, tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4", frames=20)
    notice = video(path)
    yard.hears(port.MediaKept(paths={notice.content[0].media.sha256: str(path)}))  # type: ignore[union-attr]
    yard.hears(published(notice, NOTICES[0]))

    for _ in range(21):
        time.sleep(0.01)
        yard.waits(40, step_ms=40)

    films = [report for report in yard.heard(port.ReportPage) if report.frames_before]
    assert films[0].frames_before > 10
    assert len(films[0].film_sha256_before) == 64


def test_a_film_s_sound_begins_with_it_begins_anew_with_its_next_turn_and_ends_for_an_emergency(
    yard: Yard, tmp_path: Path
) -> None:
    path = make_flashes(tmp_path / "film.mp4", Flashes((0.1,), length_s=0.8))
    notice = video(path)
    sha256 = notice.content[0].media.sha256  # type: ignore[union-attr]
    yard.hears(wall_set(msgspec.structs.replace(WALL, loudspeaker=True), "none"))
    yard.hears(port.MediaKept(paths={sha256: str(path)}))
    yard.hears(published(notice))

    yard.waits(4000)
    yard.hears(port.EmergencyChanged(emergency=flood()))

    told = [one for one in yard.told if isinstance(one, port.PlaySound | port.StopSound)]
    begun = [one for one in told if isinstance(one, port.PlaySound)]
    assert {one.film_sha256 for one in begun} == {sha256}
    assert len({one.began_ms for one in begun}) == len(begun) >= 2
    assert begun[1].began_ms - begun[0].began_ms >= 800 + SOUND_LEAD_MS
    assert [type(one) for one in told[:3]] == [port.PlaySound, port.StopSound, port.PlaySound]
    assert isinstance(told[-1], port.StopSound)


def test_a_film_that_has_not_arrived_does_not_keep_the_wall(yard: Yard, tmp_path: Path) -> None:
    notice = video(make_film(tmp_path / "film.mp4"), length_ms=600_000)
    yard.hears(published(notice, NOTICES[0]))
    assert yard.stands.page.kind == "Video"

    yard.waits(8000)

    assert yard.stands.page.kind != "Video"


def test_a_broken_film_is_left_out_and_the_others_stay(yard: Yard, tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mp4")
    notice = video(path)
    path.write_bytes(b"no film" * 100)
    yard.hears(port.MediaKept(paths={notice.content[0].media.sha256: str(path)}))  # type: ignore[union-attr]
    other = letter("石桥村", number=51)
    yard.hears(published(notice, other))

    yard.waits(240_000, step_ms=500)

    refused = [one for one in yard.heard(port.ReportRefused) if one.why == "broken"]
    assert [one.notice_id for one in refused] == [notice.notice_id]
    assert yard.stands.page.village == other.village


def wall_set(profile: WallProfile, pattern: Pattern) -> port.WallSet:
    return port.WallSet(version=1, profile=profile, pattern=pattern, pattern_until_ms=NOW_MS * 2)


PATTERNS: tuple[Pattern, ...] = ("none", "grid", "profile")
LISTS = st.lists(
    st.sampled_from([*NOTICES, letter("新村", number=91)]), max_size=3, unique_by=lambda one: one.notice_id
)
SHARES = st.dictionaries(st.sampled_from(["柳河村", "x"]), st.integers(0, 10**9))
EVENTS = st.one_of(
    LISTS.map(lambda some: published(*some)),
    st.builds(wall_set, st.sampled_from([WALL, OTHER]), st.sampled_from(PATTERNS)),
    st.sampled_from([None, flood(), flood(drill=True)]).map(lambda one: port.EmergencyChanged(emergency=one)),
    st.booleans().map(lambda on: port.PanelChanged(on=on, brightness_pct=50)),
    SHARES.map(lambda had: port.SharesTold(readable_ms=had)),
    st.sampled_from(["柳河村", "新村", "nowhere"]).map(lambda one: port.VillageCalled(summon_id="s", village=one)),
    st.just(port.LookAsked(look_id="l")),
    st.just(port.MediaKept(paths={"0" * 64: "/nowhere"})),
    st.just(port.PlaylistChanged(playlist=None)),
    st.just(port.Welcome(terminal_id="t002", point=POINT, birth=2, picture_path="")),
    st.booleans().map(lambda trusted: port.EdgeStatus(link_up=True, waiting_petitions=0, clock_trusted=trusted)),
    st.just(port.SayingEnded(say_id="not for a wall")),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(EVENTS, st.sampled_from([0, 250, 30_000])), max_size=12))
def test_no_storm_of_events_ends_or_blanks_the_wall(glass: Glass, storm: list[tuple[Any, int]]) -> None:
    yard = Yard(glass)
    try:
        for event, ms in storm:
            yard.hears(event)
            yard.waits(ms, step_ms=max(ms, 250))

            assert yard.stands is not None
            assert yard.is_lit
    finally:
        yard.close()
