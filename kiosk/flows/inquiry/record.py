"""A page of the transcript as lines: who spoke stands before what was said."""

from collections.abc import Iterable

from kiosk.flows.typeset.lines import broken, plain
from kiosk.flows.typeset.paging import Paper
from kiosk.flows.typeset.sections import Says
from wire.inquiry.transcript import Entry


def said(entries: Iterable[Entry], says: Says) -> str:
    """All of it, a paragraph an entry."""
    return "\n".join(says.say(f"transcript.{one.who}", text=plain(one.text).strip()) for one in entries)


def parts(entries: Iterable[Entry], says: Says, paper: Paper) -> tuple[tuple[str, ...], ...]:
    """Screens of it, at least one."""
    lines = broken(said(entries, says), paper.width_em)
    step = max(int(paper.height_lines), 1)
    return tuple(lines[at : at + step] for at in range(0, len(lines), step)) or ((),)
