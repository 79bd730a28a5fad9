"""How this wall is built: the county's word, kept, or until there is one what the terminal's own file says."""

import logging
from collections.abc import Callable

from edge.store.shelf import Kept, Shelf
from edge.wall.authority import County
from edge.wall.errors import NoRoomOnCanvas, Stale
from wire.errors import BadMessage, BadSignature, WireError
from wire.port_wall import WallSet
from wire.seal.signed import Signed
from wire.terminal_config import PanelSection
from wire.wall.panel import profile_of
from wire.wall.profile import WallProfile, strip_size
from wire.wall.settings import WALL_CONTEXT, Refused, WallSettings

_log = logging.getLogger(__name__)
_NAME = "settings"


class Settings:
    """The newest settings that the county signed for this terminal."""

    def __init__(
        self, shelf: Shelf, county: County, *, panel: PanelSection, changed: Callable[[WallSet], None]
    ) -> None:
        self._shelf = shelf
        self._county = county
        self._changed = changed
        self._kept = WallSettings(terminal_id=county.terminal_id, version=1, profile=profile_of(panel))
        self._version = 0
        self._refused: Refused | None = None
        self._load()

    @property
    def version(self) -> int:
        """0 for those of the terminal's own file."""
        return self._version

    @property
    def refused(self) -> Refused | None:
        """Why the county's newest settings are not worked with; None when they are."""
        return self._refused

    @property
    def profile(self) -> WallProfile:
        return self._kept.profile

    def current(self) -> WallSet:
        kept = self._kept
        return WallSet(
            version=self._version,
            profile=kept.profile,
            pattern=kept.pattern,
            pattern_until_ms=kept.pattern_until_ms,
        )

    def heard(self, envelope: Signed) -> None:
        """Raises WireError for what the county did not sign for this wall, Stale for what is older than ours.

        What the county did sign and this wall cannot work with is refused, and told as such.
        """
        try:
            settings = self._read(envelope)
        except (BadSignature, Stale):
            raise
        except BadMessage as error:
            self._refused = "canvas" if isinstance(error, NoRoomOnCanvas) else "settings"
            _log.warning("settings are refused: %s", error)
            raise
        if settings.version == self._version and settings == self._kept:
            return
        if settings.version <= self._version:
            raise Stale(f"settings of version {settings.version} came after {self._version}")
        self._shelf.keep(_NAME, Kept(envelope))
        self._kept, self._version, self._refused = settings, settings.version, None
        self._changed(self.current())

    def _read(self, envelope: Signed) -> WallSettings:
        settings = self._county.says(envelope, WallSettings, WALL_CONTEXT)
        if settings.terminal_id != self._county.terminal_id:
            raise Stale("settings of another terminal")
        _require_room_on_canvas(settings.profile)
        return settings

    def _load(self) -> None:
        kept = self._shelf.get(_NAME)
        if kept is None:
            return
        try:
            self._kept = self._read(kept.envelope)
            self._version = self._kept.version
        except WireError as error:
            _log.warning("the kept settings are not the county's: %s", error)


def _require_room_on_canvas(profile: WallProfile) -> None:
    wide, high = strip_size(profile)
    fits_across = not profile.canvas_width_px or profile.left_px + wide <= profile.canvas_width_px
    fits_down = not profile.canvas_height_px or profile.top_px + high <= profile.canvas_height_px
    if not (fits_across and fits_down):
        raise NoRoomOnCanvas(f"the picture of {wide}x{high} does not fit the canvas where it is to begin")
