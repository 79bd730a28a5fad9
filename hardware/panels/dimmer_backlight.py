"""A screen whose backlight the kernel dims: a folder of /sys/class/backlight.

`brightness` from 0 to `max_brightness`; `bl_power` 0 is lit, 4 dark (FB_BLANK_POWERDOWN). Linux: Documentation/ABI/
stable/sysfs-class-backlight.
"""

import errno
import os
from pathlib import Path
from typing import Final

from hardware.errors import DimmerBusy, DimmerFailed, NoDimmer
from hardware.ports import PanelState

CLASS: Final = Path("/sys/class/backlight")
_LIT, _DARK = "0", "4"


class BacklightDimmer:
    """`folder`: one below CLASS."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def set_brightness(self, pct: int) -> None:
        wanted = round(min(max(pct, 0), 100) * self._most() / 100)
        self._write("brightness", str(wanted))
        if self._number("brightness") != wanted:
            raise DimmerFailed(str(self._folder))

    def set_power(self, *, on: bool) -> None:
        self._write("bl_power", _LIT if on else _DARK)

    def look(self) -> PanelState:
        return PanelState(
            on=self._number("bl_power") == int(_LIT),
            brightness_pct=round(self._number("brightness") * 100 / self._most()),
        )

    def _most(self) -> int:
        most = self._number("max_brightness")
        if most <= 0:
            raise DimmerFailed(str(self._folder))
        return most

    def _number(self, name: str) -> int:
        try:
            return int((self._folder / name).read_text())
        except OSError as error:
            raise self._said(error) from error
        except ValueError as error:
            raise DimmerFailed(str(self._folder)) from error

    def _write(self, name: str, word: str) -> None:
        try:
            descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC)
            with os.fdopen(descriptor, "w") as file:
                file.write(word)
        except OSError as error:
            raise self._said(error) from error

    def _said(self, error: OSError) -> NoDimmer | DimmerBusy | DimmerFailed:
        if error.errno in {errno.ENOENT, errno.ENODEV, errno.ENOTDIR}:
            return NoDimmer(str(self._folder))
        return DimmerBusy(str(self._folder)) if error.errno == errno.EBUSY else DimmerFailed(str(self._folder))
