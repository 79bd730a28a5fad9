"""Breaking text into lines: measured in ems of the font or in pixels, by the rules of Chinese and Latin setting.

No line begins with closing punctuation (it hangs instead, or takes what it closes along), none ends with an opening
one, a Latin word or a number stays whole, and a paragraph's last line is never a single character.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_CLOSING = frozenset([*"，。、；：？！）》〉」』】〕］｝”’…％‰℃%·,.;:?!)]}～", "……"])
_SIGNS = "−－＋￥¥$€£"
"""Of an amount: it never loses them to the line above."""
_OPENING = frozenset("（《〈「『【〔［｛“‘([{" + _SIGNS)
_MORE = "\u2026"
_INDENT = "\u3000\u3000"
_ACCENTS = {"Mn", "Me"}
_MOST_ACCENTS = 2
_KEEP = 3
"""A line this short gives nothing away."""
_PIECE = re.compile(
    rf"(?:[{_SIGNS}]{{1,2}}(?=[+\-]?[0-9０-９]))?"
    r"(?:[0-9A-Za-zÀ-ɏ'@#&/+\-]+(?:[.,:][0-9]+)*|[０-９]+(?:[，．：][０-９]+)*)"
    r"| +|—{2}|…{2}|.",
    re.DOTALL,
)
_NARROW_EM = {" ": 0.23, ".": 0.28, ",": 0.28, ":": 0.28, ";": 0.28, "i": 0.28, "l": 0.29, "-": 0.35}


def width_em(text: str) -> float:
    """How wide `text` stands, at most; full-width characters are 1."""
    return sum(_char_em(char) for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _char_em(char: str) -> float:
    if char in _NARROW_EM:
        return _NARROW_EM[char]
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char.isupper() or char in "mwMW%@":
        return 0.72 if char not in "MWmw@%" else 0.92
    return 0.57


@dataclass(frozen=True)
class Measure:
    """How wide a text stands, and whether a mark may hang in the margin."""

    width: Callable[[str], float]
    hangs: bool


_EMS = Measure(width_em, hangs=True)


def broken(text: str, width: float, measure: Measure = _EMS) -> tuple[str, ...]:
    """Lines of `text`, whose paragraphs stand apart by newlines, none wider than `width` save hanging marks."""
    return tuple(line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure))


def plain(text: str) -> str:
    """Without what has no shape of its own: signs that turn the direction, control signs, heaps of accents.

    A text from elsewhere then stands as it was written, on as many lines as it has.
    """
    kept, accents = [], 0
    for char in "\n".join(text.splitlines()):
        category = unicodedata.category(char)
        accents = accents + 1 if category in _ACCENTS else 0
        if char == "\n" or not (category.startswith("C") or accents > _MOST_ACCENTS):
            kept.append(char)
        elif char == "\t":
            kept.append(" ")
    return "".join(kept)


def set_body(text: str, width: float, measure: Measure = _EMS) -> tuple[str, ...]:
    """As `broken`, of plain text, with its paragraphs told apart: Chinese ones begin two characters in."""
    paragraphs = [paragraph.strip() for paragraph in plain(text).split("\n") if paragraph.strip()]
    if len(paragraphs) > 1:
        paragraphs = [_INDENT + one if any(map(_is_wide, one)) else one for one in paragraphs]
    return broken("\n".join(paragraphs), width, measure) if paragraphs else ()


def shortened(text: str, width: float) -> str:
    """As much of it as one line takes; an ellipsis says that there is more."""
    if width_em(text) <= width:
        return text
    kept = ""
    for char in text:
        if width_em(kept + char) > width - 1:
            break
        kept += char
    return kept.rstrip() + _MORE


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[list[str]] = [[]]
    room = width
    for piece in _pieces(text, width, measure):
        size = measure.width(piece)
        if size > room and not (measure.hangs and _may_hang(piece, lines[-1])):
            if _is_space(piece):
                room = 0
                continue
            lines.append(_carried(lines[-1], piece))
            room = width - measure.width("".join(lines[-1]))
        lines[-1].append(piece)
        room -= size
    return ["".join(line).strip(" ") for line in _without_widow(lines, width, measure)]


def _pieces(text: str, width: float, measure: Measure) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        pieces += [piece] if measure.width(piece) <= width else list(piece)
    return pieces


def _may_hang(piece: str, line: list[str]) -> bool:
    """One closing mark may stand in the margin."""
    return len(piece) == 1 and piece in _CLOSING and bool(line) and line[-1] not in _CLOSING


def _is_space(piece: str) -> bool:
    return not piece.strip(" ")


def _may_begin(pieces: list[str], at: int) -> bool:
    """Whether a line may be broken before this piece."""
    if pieces[at] in _CLOSING or _is_space(pieces[at]):
        return False
    before = next((piece for piece in reversed(pieces[:at]) if not _is_space(piece)), "")
    return before not in _OPENING


def _carried(line: list[str], piece: str) -> list[str]:
    """What goes down with `piece`: the marks that open it, or, if it closes, what it closes."""
    pieces, at = [*line, piece], len(line)
    while at > 0 and not _may_begin(pieces, at):
        at -= 1
    carried = line[at:] if "".join(line[:at]).strip() else []
    del line[len(line) - len(carried) :]
    return carried


def _without_widow(lines: list[list[str]], width: float, measure: Measure) -> list[list[str]]:
    """What stood before a single character goes down to it, where both lines can bear that."""
    *_, before, last = [[], *lines]
    marks = "".join(_CLOSING)
    if len("".join(last).strip(marks)) != 1 or len("".join(before).strip(marks)) <= _KEEP:
        return lines
    at = len(before) - 1
    while at > 0 and not _may_begin(before, at):
        at -= 1
    longer = before[at:] + last
    hanging = measure.width(last[-1]) if measure.hangs and _may_hang(last[-1], longer[:-1]) else 0
    if "".join(before[:at]).strip() and measure.width("".join(longer)) - hanging <= width:
        lines[-2:] = [before[:at], longer]
    return lines
