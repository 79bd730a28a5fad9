"""The log of one recording: each link follows the one before, and lies sealed on the disk before anybody is told.

One thread appends. A link that could not be written is none: the next one takes its number.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edge.inquiry.kept.folder import TOGETHER, Folder, LogFile
from wire.codec import to_json
from wire.ids import InquiryId
from wire.inquiry.log import (
    Fact,
    InquiryEnded,
    LineBack,
    LineBroke,
    Link,
    SegmentKept,
    SignatureGiven,
    digest,
    first_prev,
)


@dataclass(frozen=True)
class Moment:
    """When a fact happened."""

    at_ms: int
    clock_trusted: bool
    tape_ms: int


@dataclass(frozen=True)
class Stand:
    """How far the log is on the disk."""

    links: int
    segments: int
    head: str
    tape_ms: int = 0
    broken_ms: int | None = None
    """Into the recording, while the line is broken."""
    signed: bool = False
    ended: bool = False


class Chain:
    """Appends links to a folder."""

    def __init__(self, folder: Folder, inquiry_id: InquiryId, recipients: Sequence[str]) -> None:
        """Goes on behind what lies in the folder."""
        self._folder = folder
        self._recipients = tuple(recipients)
        self.lines: list[bytes] = []
        """Those that this chain wrote itself."""
        self._single: list[tuple[Path, bytes]] = []
        """Sealed one by one so far, behind each other."""
        files = folder.log_files()
        last = files[-1] if files else None
        self.stand = _stand(last) if last else Stand(0, 0, first_prev(inquiry_id))

    def append(self, fact: Fact, moment: Moment) -> Stand:
        """On return the link survives a power cut. Raises OSError, and nothing has changed."""
        before = self.stand
        link = Link(
            n=before.links,
            prev=before.head,
            at_ms=moment.at_ms,
            clock_trusted=moment.clock_trusted,
            tape_ms=max(moment.tape_ms, 0),
            fact=fact,
        )
        line = to_json(link)
        file = LogFile(
            link.n,
            link.n,
            segments=before.segments + isinstance(fact, SegmentKept),
            tape_ms=link.tape_ms,
            sha256=digest(line),
            broken_ms=_broken_ms(before, link),
            signed=before.signed or isinstance(fact, SignatureGiven),
            ended=isinstance(fact, InquiryEnded),
            path=self._folder.path,
        )
        path = self._folder.write_lines([line], file, self._recipients)
        self.stand = _stand(file)
        self.lines.append(line)
        self._single.append((path, line))
        if len(self._single) >= TOGETHER:
            with contextlib.suppress(OSError):  # singly they are as safe
                self._put_together(file)
        return self.stand

    def _put_together(self, last: LogFile) -> None:
        lines = [line for _, line in self._single]
        self._folder.write_lines(lines, replace(last, first=last.last - len(lines) + 1), self._recipients)
        self._folder.drop_lines([path for path, _ in self._single])
        self._single.clear()


def _stand(file: LogFile) -> Stand:
    return Stand(
        file.last + 1,
        file.segments,
        file.sha256,
        tape_ms=file.tape_ms,
        broken_ms=file.broken_ms,
        signed=file.signed,
        ended=file.ended,
    )


def _broken_ms(before: Stand, link: Link) -> int | None:
    if isinstance(link.fact, LineBroke):
        return link.tape_ms
    return None if isinstance(link.fact, LineBack) else before.broken_ms
