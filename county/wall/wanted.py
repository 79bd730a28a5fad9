"""What the county wants of walls, signed and retained: how each is built, and the playlist of the site.

Every change is a version of its own; the one before it is kept with who made it and when.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from county.affairs.models import Notice
from county.fleet.models import Terminal, is_wall
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import post
from county.wall.models import PlaylistVersion, Settings
from wire import topics
from wire.codec import R, from_json, to_json
from wire.ids import SiteId, TerminalId
from wire.seal.signed import Signed, signed
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, Pattern, WallSettings


def walls() -> Iterator[Terminal]:
    """Every wall that is enrolled, in order."""
    return (terminal for terminal in Terminal.objects.all() if is_wall(terminal))


def settings_of(terminal_id: str) -> WallSettings | None:
    """The newest; None while nothing was set from here and the wall works with its own file."""
    row = Settings.objects.filter(terminal_id=terminal_id).first()
    return msgspec.convert(row.record, WallSettings) if row else None


def profile_of(terminal_id: str) -> WallProfile:
    """As it was set; what nobody set is the wall of the book."""
    known = settings_of(terminal_id)
    return known.profile if known else WallProfile()


def save_profile(terminal_id: str, profile: WallProfile, officer: Officer) -> WallSettings:
    """The next version of how this wall is built; a pattern that is shown goes on."""
    last = settings_of(terminal_id)
    pattern, until_ms = (last.pattern, last.pattern_until_ms) if last else ("none", 0)
    return _save_settings(terminal_id, officer, profile=profile, pattern=pattern, pattern_until_ms=until_ms)


def show_pattern(terminal_id: str, pattern: Pattern, officer: Officer, *, minutes: int) -> WallSettings:
    """A test pattern on the wall, until somebody ends it (`none`) or the time is over."""
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    until_ms = 0 if pattern == "none" else int(until.timestamp() * 1000)
    profile = profile_of(terminal_id)
    return _save_settings(terminal_id, officer, profile=profile, pattern=pattern, pattern_until_ms=until_ms)


def envelope_of_settings(wanted: WallSettings) -> Signed:
    return signed(wanted, CountySigner.read(settings.COUNTY.keys), WALL_CONTEXT)


def _save_settings(terminal_id: str, officer: Officer, **fields: Any) -> WallSettings:
    with transaction.atomic():
        last = Settings.objects.filter(terminal_id=terminal_id).first()
        version = last.version + 1 if last else 1
        wanted = _readable(WallSettings(terminal_id=TerminalId(terminal_id), version=version, **fields))
        Settings.objects.create(
            terminal_id=terminal_id, version=version, record=msgspec.to_builtins(wanted), saved_by=officer
        )
        topic = topics.topic(topics.WALL_SETTINGS, terminal_id)
        post(topic, to_json(envelope_of_settings(wanted)), retain=True)
    return wanted


def playlist_of_site() -> Playlist:
    """The newest; an empty one while there is none."""
    site = settings.COUNTY.station.site
    row = PlaylistVersion.objects.filter(site=site).first()
    return msgspec.convert(row.record, Playlist) if row else Playlist(site=SiteId(site), serial=0, published_at_ms=0)


def save_playlist(officer: Officer, **changes: Any) -> Playlist:
    """The present playlist with these fields changed, as the next serial; what is withdrawn drops out of it."""
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    with transaction.atomic():
        last = playlist_of_site()
        wanted = msgspec.structs.replace(last, serial=last.serial + 1, published_at_ms=now_ms, **changes)
        playlist = _readable(_without_withdrawn(wanted))
        PlaylistVersion.objects.create(
            site=playlist.site, serial=playlist.serial, record=msgspec.to_builtins(playlist), saved_by=officer
        )
        post(topics.topic(topics.PLAYLIST, playlist.site), to_json(envelope_of_playlist(playlist)), retain=True)
    return playlist


def _readable(record: R) -> R:
    """As walls and the next page of the desk read it; raises BadMessage for what nobody could, and nothing is kept."""
    return from_json(to_json(record), type(record))


def _without_withdrawn(playlist: Playlist) -> Playlist:
    current = set(Notice.objects.filter(current=True).values_list("notice_id", flat=True))
    return msgspec.structs.replace(
        playlist,
        items=tuple(each for each in playlist.items if each.notice_id in current),
        duties=tuple(each for each in playlist.duties if each.notice_id in current),
    )


def envelope_of_playlist(playlist: Playlist) -> Signed:
    return signed(playlist, CountySigner.read(settings.COUNTY.keys), PLAYLIST_CONTEXT)
