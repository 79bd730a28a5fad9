"""The socket that a wall's cable hangs in, as the kernel sees it: `status` of the folders below /sys/class/drm.

The file says `connected`, `disconnected` or `unknown`; reading it wakes nothing. Linux: drivers/gpu/drm/drm_sysfs.c.
"""

from pathlib import Path
from typing import Final

from hardware.errors import NoConnector

CLASS: Final = Path("/sys/class/drm")
_OUT: Final = "disconnected"


class DrmConnector:
    """`folder`: one below CLASS, as `card1-HDMI-A-1`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> bool:
        said = _status(self._folder)
        if not said:
            raise NoConnector(str(self._folder))
        return said != _OUT


class AnyDrmConnector:
    """All sockets of the machine together. Believed from when something was first seen there.

    Some machines never tell: a splitter that hides its panel, a driver that does not look.
    """

    def __init__(self, folder: Path = CLASS) -> None:
        self._folder = folder
        self._tells = False

    def look(self) -> bool:
        found = [said for folder in sorted(self._folder.glob("card*-*")) if (said := _status(folder))]
        if not found:
            raise NoConnector(str(self._folder))
        hangs = any(said != _OUT for said in found)
        self._tells = self._tells or hangs
        return hangs or not self._tells


def _status(folder: Path) -> str:
    """Empty where nothing is told."""
    try:
        return (folder / "status").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
