"""Photographs of what is drawn: of the whole window, or of one widget away from any window."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.lang import Builder

_CHANNELS = 4
_SETTLING_TICKS = 10


@dataclass(frozen=True)
class Photograph:
    """RGBA, top row first."""

    width: int
    height: int
    rgba: bytes

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        at = (y * self.width + x) * _CHANNELS
        red, green, blue = self.rgba[at : at + 3]
        return red, green, blue

    @property
    def png(self) -> bytes:
        """Opaque 8-bit PNG."""
        row = self.width * _CHANNELS
        rows = b"".join(b"\0" + _opaque(self.rgba[at : at + row]) for at in range(0, len(self.rgba), row))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.png)


def photograph_window(window: Any) -> Photograph:
    """What stands in the window; after the first frame, on the thread that draws."""
    width, height = window.system_size
    content = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    return Photograph(width, height, _upright(bytes(content), width))


def photograph_widget(widget: Any, size: tuple[int, int]) -> Photograph:
    """`widget` laid out at `size` and drawn into a texture of its own."""
    settle(widget, size)
    texture = widget.export_as_image().texture
    return Photograph(int(texture.width), int(texture.height), bytes(texture.pixels))


def settle(widget: Any, size: tuple[int, int]) -> None:
    """Lay `widget` out at `size`, as the event loop does between frames, until nothing moves."""
    widget.size_hint = (None, None)
    widget.size, widget.pos = size, (0, 0)
    for _ in range(_SETTLING_TICKS):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()


def _upright(content: bytes, width: int) -> bytes:
    row = width * _CHANNELS
    return b"".join(content[at : at + row] for at in range(len(content) - row, -1, -row))


def _opaque(row: bytes) -> bytes:
    opaque = bytearray(len(row) // _CHANNELS * 3)
    for channel in range(3):
        opaque[channel::3] = row[channel::_CHANNELS]
    return bytes(opaque)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
