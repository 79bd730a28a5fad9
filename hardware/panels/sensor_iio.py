"""A light sensor that the kernel knows: a folder of /sys/bus/iio/devices.

`in_illuminance_input` is lux; else lux is (`in_illuminance_raw` + offset) x scale. Linux: Documentation/ABI/testing/
sysfs-bus-iio.
"""

import math
from pathlib import Path
from typing import Final

from hardware.errors import NoSensor

DEVICES: Final = Path("/sys/bus/iio/devices")
_NAMES: Final = ("in_illuminance", "in_illuminance0")
_BRIGHTEST: Final = 300_000.0
"""More than the sun gives is a broken sensor."""


class IioSensor:
    """`folder`: one with a file whose name begins with in_illuminance."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> float:
        lux = next((found for found in map(self._lux, _NAMES) if found is not None), None)
        if lux is None or not 0 <= lux <= _BRIGHTEST:
            raise NoSensor(str(self._folder))
        return lux

    def _lux(self, name: str) -> float | None:
        ready = self._number(f"{name}_input")
        if ready is not None:
            return ready
        raw = self._number(f"{name}_raw")
        if raw is None:
            return None
        offset, scale = self._number(f"{name}_offset"), self._number(f"{name}_scale")
        return (raw + (offset or 0.0)) * (1.0 if scale is None else scale)

    def _number(self, name: str) -> float | None:
        try:
            number = float((self._folder / name).read_text())
        except (OSError, ValueError):
            return None
        return number if math.isfinite(number) else None
