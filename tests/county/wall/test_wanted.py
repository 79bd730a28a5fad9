"""What is wanted of walls: every change is a version with its author, and forms lose nothing of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, withdraw
from county.config import CountyConfig
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.wall.forms import ProfileForm
from county.wall.models import PlaylistVersion, Settings
from county.wall.wanted import playlist_of_site, save_playlist, save_profile, settings_of, show_pattern
from county.wall.windows import HOLIDAYS, SiteForm, WindowForm, told, window_initial
from wire import topics
from wire.codec import from_json
from wire.errors import BadMessage
from wire.ids import NoticeId
from wire.seal.signed import Signed, verified
from wire.wall.playlist import MAX_HOLIDAYS, PLAYLIST_CONTEXT, Duty, Playlist, PlaylistItem, Window
from wire.wall.profile import MAX_DEAD, Brightness, Rectangle, WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings

percents = st.integers(0, 100)
profiles = st.builds(
    WallProfile,
    width_px=st.integers(32, 8192),
    height_px=st.integers(16, 4096),
    pitch_um=st.integers(20, 5000).map(lambda hundredths: hundredths * 10),
    farthest_m=st.integers(100, 200),
    nearest_m=st.integers(1, 100),
    acuity_pct=st.sampled_from([30, 50, 70, 100]),
    colours=st.sampled_from(["full", "red_green", "red"]),
    dead=st.lists(
        st.builds(Rectangle, x=percents, y=percents, width=st.integers(1, 64), height=st.integers(1, 64)), max_size=3
    ).map(tuple),
    latitude_mdeg=st.integers(-90_000, 90_000),
    longitude_mdeg=st.integers(-180_000, 180_000),
    on_minute=st.integers(0, 1439),
    off_minute=st.integers(0, 1439),
    brightness=st.builds(Brightness, day_pct=percents, twilight_pct=percents, night_pct=percents, lost_pct=percents),
    loudspeaker=st.booleans(),
    tags=st.booleans(),
)
days = st.dates(date(2020, 1, 1), date(2090, 1, 1)).map(date.isoformat)
windows = st.builds(
    Window,
    weekdays=st.lists(st.integers(1, 7), unique=True).map(lambda each: tuple(sorted(each))),
    from_minute=st.integers(0, 1439),
    to_minute=st.integers(1, 1440),
    first_day=st.none() | days,
    market_days=st.lists(st.integers(0, 9), max_size=4).map(tuple),
    lunar_days=st.lists(st.sampled_from(["01-15", "08-15", "12-30"]), max_size=3).map(tuple),
    holidays=st.sampled_from([word for word, _ in HOLIDAYS]),
)


def posted(fields: dict[str, Any]) -> dict[str, Any]:
    """As a browser sends it: what is not ticked is not there."""
    return {name: value for name, value in fields.items() if value is not None and value is not False}


@given(profile=profiles)
def test_a_profile_goes_through_its_form_unchanged(profile: WallProfile) -> None:
    form = ProfileForm(posted(ProfileForm.initial_of(profile)))

    assert form.is_valid(), form.errors
    assert form.profile() == profile


@given(window=windows)
def test_a_window_goes_through_its_form_unchanged_and_can_be_told(window: Window) -> None:
    form = WindowForm(posted(window_initial(window)))

    assert form.is_valid(), form.errors
    assert form.window() == window
    assert told(window)


def test_settings_are_versions_with_their_authors_and_the_last_is_at_the_broker(
    home: CountyConfig, limin: Officer, zhaoqiang: Officer
) -> None:
    save_profile("t002", WallProfile(width_px=256), limin)
    show_pattern("t002", "grid", zhaoqiang, minutes=10)
    save_profile("t002", WallProfile(width_px=384), limin)

    rows = [(row.version, row.saved_by.username) for row in Settings.objects.order_by("version")]
    wanted = settings_of("t002")
    assert rows == [(1, "limin"), (2, "zhaoqiang"), (3, "limin")]
    assert wanted is not None
    assert (wanted.profile.width_px, wanted.pattern) == (384, "grid")
    (message,) = OutgoingMessage.objects.filter(topic=topics.topic(topics.WALL_SETTINGS, "t002"))
    key = CountySigner.read(home.keys).public_key
    assert verified(from_json(bytes(message.payload), Signed), WallSettings, key=key, context=WALL_CONTEXT) == wanted


def test_a_playlist_is_a_serial_and_forgets_what_was_withdrawn(home: CountyConfig, limin: Officer) -> None:
    village = Village.objects.get(name="东书村")
    notice_id = publish(Draft(village=village, title="一", as_of=date(2026, 10, 31), body="如下。"), limin).notice_id
    item = PlaylistItem(notice_id=NoticeId(notice_id), priority=3)
    duty = Duty(notice_id=NoticeId(notice_id), rule="monthly", first_day="2026-11-01", last_day="2026-11-30")
    save_playlist(limin, items=(item,), duties=(duty,))
    before = playlist_of_site()

    withdraw(notice_id, limin)
    save_playlist(limin, holidays=("2026-10-01",))

    after = playlist_of_site()
    assert (before.items, before.duties) == ((item,), (duty,))
    assert (after.serial, after.items, after.duties, after.holidays) == (2, (), (), ("2026-10-01",))
    assert PlaylistVersion.objects.count() == 2
    (message,) = OutgoingMessage.objects.filter(topic=topics.topic(topics.PLAYLIST, "liuhe"))
    key = CountySigner.read(home.keys).public_key
    assert verified(from_json(bytes(message.payload), Signed), Playlist, key=key, context=PLAYLIST_CONTEXT) == after


@pytest.mark.parametrize("line", ["1 2 3", "a b c d", "0 0 0 9", "-1 0 4 4", "1 2 3 4 5"])
def test_what_is_no_module_is_told(line: str) -> None:
    form = ProfileForm(posted({**ProfileForm.initial_of(WallProfile()), "dead": line}))

    assert not form.is_valid()
    assert line in str(form.errors["dead"])


def test_more_dark_modules_than_a_wall_reads_are_told() -> None:
    lines = "\n".join(f"{16 * at} 0 16 16" for at in range(MAX_DEAD + 1))

    form = ProfileForm(posted({**ProfileForm.initial_of(WallProfile()), "dead": lines}))

    assert not form.is_valid()
    assert str(MAX_DEAD) in str(form.errors["dead"])


def test_more_days_off_than_a_wall_reads_are_told(home: CountyConfig) -> None:
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(MAX_HOLIDAYS + 1)]
    villages = "\n".join(Village.objects.values_list("name", flat=True))

    full = SiteForm({"villages": villages, "holidays": "\n".join(map(str, days[1:]))})
    over = SiteForm({"villages": villages, "holidays": "\n".join(map(str, days))})

    assert full.is_valid(), full.errors
    assert str(MAX_HOLIDAYS) in str(over.errors["holidays"])


@pytest.mark.parametrize("word", ["²", "③", "x", "33"])
def test_what_is_no_market_day_is_told(word: str) -> None:
    form = WindowForm(posted({**window_initial(Window()), "market_days": word}))

    assert "market_days" in form.errors


def test_what_no_wall_could_read_is_not_saved(home: CountyConfig, limin: Officer) -> None:
    with pytest.raises(BadMessage):
        save_profile("t002", WallProfile(dead=(Rectangle(width=1, height=1),) * (MAX_DEAD + 1)), limin)
    with pytest.raises(BadMessage):
        save_playlist(limin, holidays=("2026-10-01",) * (MAX_HOLIDAYS + 1))

    assert settings_of("t002") is None
    assert playlist_of_site().serial == 0
    assert not OutgoingMessage.objects.exists()
