"""What a renderer has before it: the wall's frame, its sizes, the words; and what it hands back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from kiosk.render.errors import Illegible
from kiosk.render.letters.face import Face
from kiosk.render.letters.policy import body_sizes
from kiosk.render.marks import Mark, Run
from kiosk.render.room.frame import Frame, Space
from wire.wall.profile import WallProfile


class Words(Protocol):
    """The catalogue, as far as pages need it."""

    def say(self, key: str, /, **facts: object) -> str: ...

    def date(self, iso: str) -> str: ...

    def day(self, at_ms: int) -> str: ...


_COLUMN_EM = 26
"""So wide is a row of a table that is read at a glance."""
_LONG_ROWS = 2


@dataclass(frozen=True)
class Body:
    """What one page says between head and foot."""

    marks: tuple[Mark, ...]
    label: str = ""
    """What this page speaks of, where the head has room for no more."""
    film_sha256: str = ""
    length_ms: int = 0
    """Of a film."""
    imprint: Literal["", "told", "next"] = ""
    """On a tiny wall: this half of the foot strip takes the body's place."""
    missing: str = ""
    """Why a part of its content stands on no page: a key below `wall.refused`."""

    @property
    def characters(self) -> int:
        return sum(visible(mark.text) for mark in self.marks if isinstance(mark, Run)) + visible(self.label)


def visible(text: str) -> int:
    """Characters that are read."""
    return sum(not char.isspace() for char in text)


@dataclass(frozen=True)
class Desk:
    """For one notice on one wall."""

    profile: WallProfile
    frame: Frame
    words: Words
    named: tuple[str, str] = ("", "")
    """Village, and title with its period, of the notice."""
    whole: bool = False
    """Every row is asked for, however many pages that takes."""

    @property
    def space(self) -> Space:
        return self.frame.body

    @property
    def tiny(self) -> bool:
        return self.frame.shape == "tiny"

    def columns(self, face: Face) -> Space:
        """The room of a table: on a long wall in columns side by side."""
        count = self.space.width // (_COLUMN_EM * face.px) if self.frame.shape == "long" else 1
        return self.space.columns(count, 2 * face.px) if count > 1 else self.space

    def faces(self, *, rows: int = 6) -> tuple[Face, ...]:
        """For a body of at least so many rows, the largest first; a long wall reads two or three lines."""
        rows = min(rows, _LONG_ROWS) if self.frame.shape == "long" else rows
        return tuple(Face(px) for px in body_sizes(self.profile, self.space.largest.height, rows=rows))


Pages = TypeVar("Pages", bound=Sequence[object])


def fewest(faces: Sequence[Face], cut: Callable[[Face], Pages]) -> Pages:
    """In the largest letters that cost no page more than the smallest would; raises what the smallest raises."""
    found: Pages | None = None
    reason = Illegible("too_small")
    for face in reversed(faces):
        try:
            pages = cut(face)
        except Illegible as error:
            reason = error
            continue
        if found is None or len(pages) <= len(found):
            found = pages
    if found is None:
        raise reason
    return found
