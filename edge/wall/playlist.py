"""What a site's walls shall show beside plain rotation: the newest playlist that the county signed."""

import logging
from collections.abc import Callable

from edge.store.shelf import Kept, Shelf
from edge.wall.authority import County
from edge.wall.errors import Stale
from wire.errors import WireError
from wire.port_wall import PlaylistChanged
from wire.seal.signed import Signed
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist

_log = logging.getLogger(__name__)
_NAME = "playlist"


class Playlists:
    """Kept over restarts; an older serial never comes back."""

    def __init__(self, shelf: Shelf, county: County, *, changed: Callable[[PlaylistChanged], None]) -> None:
        self._shelf = shelf
        self._county = county
        self._changed = changed
        self._kept: Playlist | None = None
        self._load()

    def current(self) -> PlaylistChanged:
        return PlaylistChanged(playlist=self._kept)

    def heard(self, envelope: Signed) -> None:
        """Raises WireError for what the county did not sign for this site, Stale for what is older than ours."""
        playlist = self._read(envelope)
        if playlist == self._kept:
            return
        if self._kept and playlist.serial <= self._kept.serial:
            raise Stale(f"a playlist of serial {playlist.serial} came after {self._kept.serial}")
        self._shelf.keep(_NAME, Kept(envelope))
        self._kept = playlist
        self._changed(self.current())

    def published_at_ms(self) -> int:
        """0 without a playlist."""
        return self._kept.published_at_ms if self._kept else 0

    def _read(self, envelope: Signed) -> Playlist:
        playlist = self._county.says(envelope, Playlist, PLAYLIST_CONTEXT)
        if playlist.site != self._county.site:
            raise Stale("a playlist of another site")
        return playlist

    def _load(self) -> None:
        kept = self._shelf.get(_NAME)
        if kept is None:
            return
        try:
            self._kept = self._read(kept.envelope)
        except WireError as error:
            _log.warning("the kept playlist is not the county's: %s", error)
