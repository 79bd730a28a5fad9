"""Text broken to whole pixels: lines as wide as they are drawn, and blocks of them."""

import re

from kiosk.flows.typeset.lines import Measure, broken, plain, set_body
from kiosk.render.letters.face import Face
from kiosk.render.letters.policy import leading
from kiosk.render.marks import Ink, Run
from kiosk.render.room.flow import Block

_MORE = "\u2026"
_MARKS = tuple("\uff0c\u3002\uff01\uff1f\uff1b\u3001\uff1a,.!?;:")
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:+\-]+")
_PAUSE = re.compile("(?<=[\uff0c\u3002\uff01\uff1f\uff1b\u3001\uff1a])|(?<=[,.!?;:]) |\n")
"""After a mark; an English one counts before a space."""


def lines(text: str, face: Face, width: int) -> tuple[str, ...]:
    """`text` on lines none of which is wider than `width`."""
    return _held(broken(plain(text), width, Measure(face.width, hangs=False)), face, width)


def paragraphs(text: str, face: Face, width: int) -> tuple[str, ...]:
    """As `lines`, with paragraphs told apart."""
    return _held(set_body(text, width, Measure(face.width, hangs=False)), face, width)


def balanced(text: str, face: Face, width: int) -> tuple[str, ...]:
    """On as few lines as `lines` needs: broken where the sentence pauses if it can be, else about equally long."""
    cut = lines(text, face, width)
    paused = clauses(text)
    if len(paused) == len(cut) and all(face.width(part) <= width for part in paused):
        return paused
    narrower = max(width * (len(cut) - 1) // len(cut), face.px)
    for at in range(narrower, width, max(face.px // 2, 1)):
        trial = lines(text, face, at)
        if len(trial) == len(cut) and all(face.width(line) <= at for line in trial) and _as_whole(trial, cut):
            return trial
    return cut


def clauses(text: str) -> tuple[str, ...]:
    """The parts between which a sentence pauses, each with its mark; at least one."""
    return tuple(part.strip() for part in _PAUSE.split(plain(text)) if part.strip()) or (text,)


def pauses(cut: tuple[str, ...]) -> bool:
    """Whether every line but the last ends where the sentence pauses."""
    return all(line.endswith(_MARKS) for line in cut[:-1])


def _as_whole(trial: tuple[str, ...], cut: tuple[str, ...]) -> bool:
    """Whether no number or word is torn that was not torn before."""
    return all(any(word in line for line in trial) for whole in cut for word in _WORD.findall(whole))


def _held(cut: tuple[str, ...], face: Face, width: int) -> tuple[str, ...]:
    """What the rules would let out into the margin is cut off and goes on below."""
    held = list[str]()
    for line in cut:
        rest = line
        while face.width(rest) > width and len(rest) > 1:
            at = max(_room(rest, face, width), 1)
            held.append(rest[:at])
            rest = rest[at:]
        held.append(rest)
    return tuple(held)


def _room(text: str, face: Face, width: int) -> int:
    used = 0
    for at, char in enumerate(text):
        used += face.width(char)
        if used > width:
            return at
    return len(text)


def one_line(text: str, face: Face, width: int) -> str:
    """As much of it as one line takes; an ellipsis says that there is more. Never for figures."""
    text = " ".join(plain(text).split())
    if face.width(text) <= width:
        return text
    return text[: _room(text, face, max(width - face.width(_MORE), 0))].rstrip() + _MORE


def line_blocks(cut: tuple[str, ...], face: Face, *, ink: Ink = "white", tight: bool = False) -> list[Block]:
    """One block a line; the air between lines is above the next one."""
    air = leading(face.px, tight=tight) - face.px
    deep = descent(face)
    return [Block(face.px + deep, (Run(0, 0, line, face, ink),), max(air - deep, 0)) for line in cut]


def descent(face: Face) -> int:
    """How far letters reach below their box."""
    return round(face.px * 0.13) if face.px >= 24 else 0  # noqa: PLR2004


def centred(text: str, face: Face, width: int) -> int:
    return max((width - face.width(text)) // 2, 0)
