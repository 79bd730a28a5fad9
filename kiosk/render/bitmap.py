"""A drawn page: width, height and RGB. The same bytes are shown, hashed, proved, previewed and sent to a matrix."""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property

from PIL import Image


@dataclass(frozen=True)
class Bitmap:
    """RGB, three bytes a pixel, top row first, no padding."""

    width: int
    height: int
    rgb: bytes

    @cached_property
    def sha256(self) -> str:
        """64 hex digits over the line `<width>x<height>` and the pixels: what the proof calls `pixels_sha256`."""
        return hashlib.sha256(f"{self.width}x{self.height}\n".encode() + self.rgb).hexdigest()

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image().save(out, "PNG", optimize=True)
        return out.getvalue()

    def image(self) -> Image.Image:
        return Image.frombytes("RGB", (self.width, self.height), self.rgb)

    @classmethod
    def of(cls, image: Image.Image) -> "Bitmap":
        return cls(image.width, image.height, image.convert("RGB").tobytes())
