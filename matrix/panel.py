"""What lights the lamps: rpi-rgb-led-matrix on a Raspberry Pi, or RGBMatrixEmulator, which speaks the same."""

import importlib
from typing import Any, Protocol

from PIL import Image

from matrix.errors import NoMatrix
from wire.terminal_config import MatrixSection


class Panel(Protocol):
    """A matrix of lamps."""

    @property
    def size(self) -> tuple[int, int]: ...

    def shows(self, width: int, height: int, rgb: bytes) -> None:
        """From the top left; what is beyond the matrix is not shown. Stands until the next one."""
        ...

    def dims(self, brightness_pct: int) -> None: ...


class MatrixPanel:
    """By the library's own names, which both speak."""

    def __init__(self, settings: MatrixSection) -> None:
        """Raises NoMatrix, also for settings that the library refuses."""
        library: Any = _library(settings)
        options = library.RGBMatrixOptions()
        for name, value in _options(settings).items():
            setattr(options, name, value)
        try:
            self._matrix = library.RGBMatrix(options=options)
            self._canvas = self._matrix.CreateFrameCanvas()
        except (RuntimeError, ValueError, TypeError, OSError) as error:
            raise NoMatrix(f"the matrix cannot be driven so: {error}") from error

    @property
    def size(self) -> tuple[int, int]:
        return int(self._matrix.width), int(self._matrix.height)

    def shows(self, width: int, height: int, rgb: bytes) -> None:
        self._canvas.Clear()
        self._canvas.SetImage(Image.frombytes("RGB", (width, height), rgb))
        # whole at the next refresh: no row of the old beside one of the new
        self._canvas = self._matrix.SwapOnVSync(self._canvas)

    def dims(self, brightness_pct: int) -> None:
        self._matrix.brightness = brightness_pct

    @property
    def library(self) -> Any:
        """The library's matrix, for whoever looks at an emulated one."""
        return self._matrix


def _library(settings: MatrixSection) -> Any:
    """GPL on a terminal, so it is loaded here, in this process, and by name: nothing is built against it."""
    name = "RGBMatrixEmulator" if settings.emulated else "rgbmatrix"
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NoMatrix(f"{name} is not installed here; docs/hardware.md says how") from error


def _options(settings: MatrixSection) -> dict[str, object]:
    return {
        "rows": settings.rows,
        "cols": settings.columns,
        "chain_length": settings.chain,
        "parallel": settings.parallel,
        "hardware_mapping": settings.wiring,
        "multiplexing": settings.multiplexing,
        "pixel_mapper_config": settings.mapper,
        "gpio_slowdown": settings.slowdown,
    }
