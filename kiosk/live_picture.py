"""The edge's live picture as textures. Nothing older than the villager's own looking is ever shown.

Two textures take turns: each picture is another object than the one before it, and none changes while it is drawn.
"""

import mmap
from pathlib import Path

from kivy.graphics.texture import Texture

from wire.picture import FILE_BYTES, HEADER_BYTES, PictureHeader, read_header


class LivePicture:
    """Maps the memory file when first asked, and anew after the edge has made another."""

    def __init__(self) -> None:
        self._path = ""
        self._memory: mmap.mmap | None = None
        self._texture: Texture | None = None
        self._spare: Texture | None = None
        """Where the next picture goes."""
        self._shown = (0, 0)
        """Sequence and time of what lies in the texture."""

    def follow(self, path: str) -> None:
        """The edge said where it paints; said again, it has started again."""
        self.close()
        self._path = path

    def close(self) -> None:
        if self._memory:
            self._memory.close()
        self._memory = None
        self.forget()

    def forget(self) -> None:
        """What was shown last; the edge has blacked out what it painted."""
        self._texture = self._spare = None
        self._shown = (0, 0)

    def newest(self, since_ms: float) -> Texture | None:
        """The newest picture captured after `since_ms` (monotonic), the same texture until there is a newer one."""
        memory = self._memory or self._open()
        header = read_header(memory[:HEADER_BYTES]) if memory else None
        if memory is None or header is None or not header.sequence or header.at_ms < since_ms:
            return None
        if (header.sequence, header.at_ms) != self._shown:
            self._copy(memory, header)
        return self._texture

    def _open(self) -> mmap.mmap | None:
        if not self._path:
            return None
        try:
            with Path(self._path).open("rb") as file:
                self._memory = mmap.mmap(file.fileno(), FILE_BYTES, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        return self._memory

    def _copy(self, memory: mmap.mmap, header: PictureHeader) -> None:
        pixels = memory[header.offset : header.offset + header.length]
        after = read_header(memory[:HEADER_BYTES])
        if after is None or after.sequence != header.sequence or len(pixels) != header.length:
            return
        texture, self._spare = self._spare, self._texture
        if texture is None or texture.size != (header.width, header.height):
            texture = Texture.create(size=(header.width, header.height), colorfmt="rgb")
        texture.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")
        self._texture = texture
        self._shown = (header.sequence, header.at_ms)
