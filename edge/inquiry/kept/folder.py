"""What lies on the disk of one recording of both sides until it is promised. All but the head sheet is sealed.

    head.json                                      what the next start needs to promise it: nothing that was said
    recording/00000.age ...                        pieces of the recording
    log/FIRST-LAST-SEGMENTS-TAPEMS-SHA256.age      lines of the log, and the digest of the last of them; while the
                                                   line is broken `-brokenTAPEMS`, behind the signature `-signed`,
                                                   behind the end `-end`
    document.age, signature.age                    as they were last

Each file is written durably: bytes, then its name. One thread writes.
"""

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from edge.inquiry.errors import NotKept
from edge.store.durable import make_directory, remove_leftovers, write_durably
from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.ids import CallId, InquiryId, MailboxId, PetitionId
from wire.petition.recipients import RecipientList
from wire.record import Record
from wire.seal.age import seal

_NAME: Final = re.compile(r"(\d{5})-(\d{5})-(\d{5})-(\d{9})-([0-9a-f]{64})(-broken(\d{9}))?(-signed)?(-end)?\.age\Z")
_HEAD: Final = "head.json"
TOGETHER: Final = 64
"""So many lines that were sealed one by one are sealed as one piece: a log of an hour is then a handful of parts."""


class Head(Record, frozen=True, kw_only=True):
    """Written before the first picture."""

    inquiry_id: InquiryId
    """Of a recorded call: the call's id."""
    call_id: CallId
    purpose: Literal["inquiry", "call"]
    petition_ids: Annotated[tuple[PetitionId, ...], msgspec.Meta(min_length=1)]
    """One for each volume there can be."""
    mailbox: MailboxId
    reply_recipient: str
    recipients: RecipientList
    """To whom all of it is sealed, whatever list the next start has."""
    began_at_ms: int
    clock_trusted: bool


@dataclass(frozen=True)
class LogFile:
    """One sealed piece of the log."""

    first: int
    last: int
    segments: int
    """Pieces of the recording that the log speaks of up to here."""
    tape_ms: int
    sha256: str
    broken_ms: int | None
    """Since when the line has been broken."""
    signed: bool
    ended: bool
    path: Path


class Folder:
    """Of one recording."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recording = path / "recording"
        self._log = path / "log"

    @classmethod
    def make(cls, path: Path, head: Head) -> "Folder":
        """Raises OSError."""
        folder = cls(path)
        for directory in (path, folder.recording, folder._log):
            make_directory(directory)
        content = to_json(head)
        write_durably(path / _HEAD, lambda file: file.write(content))
        return folder

    @property
    def was_begun(self) -> bool:
        """Its head sheet is on the disk: without one nothing was recorded, or all of it is promised."""
        return (self.path / _HEAD).exists()

    def head(self) -> Head:
        """Raises NotKept when it is no more what was written."""
        try:
            return from_json((self.path / _HEAD).read_bytes(), Head)
        except (OSError, BadMessage) as error:
            raise NotKept(f"{self.path.name} has no head sheet that can be read") from error

    def tidy(self) -> None:
        """Half-written files of a cut are gone."""
        for directory in (self.path, self.recording, self._log):
            if directory.is_dir():
                remove_leftovers(directory)

    def segments(self) -> list[Path]:
        """Sealed pieces of the recording, in order, up to the first that is missing."""
        paths = sorted(self.recording.glob("[0-9]*.age"))
        return [path for index, path in enumerate(paths) if path.stem == f"{index:05d}"]

    def write_lines(self, lines: Sequence[bytes], after: LogFile, recipients: Sequence[str]) -> Path:
        """`after` says which lines they are; its path is not read. Raises OSError."""
        broken = "" if after.broken_ms is None else f"-broken{after.broken_ms:09d}"
        marks = f"{broken}{'-signed' * after.signed}{'-end' * after.ended}"
        name = f"{after.first:05d}-{after.last:05d}-{after.segments:05d}-{after.tape_ms:09d}-{after.sha256}{marks}.age"
        sealed = seal(b"".join(line + b"\n" for line in lines), recipients)
        write_durably(self._log / name, lambda file: file.write(sealed))
        return self._log / name

    def drop_lines(self, files: Sequence[Path]) -> None:
        """Those that another file holds as well."""
        for path in files:
            path.unlink(missing_ok=True)

    def log_files(self) -> list[LogFile]:
        """The fewest files that hold the log from its first line on, in order; what does not follow is left out."""
        found = [file for path in self._log.glob("*.age") if (file := _log_file(path))]
        chosen: list[LogFile] = []
        while True:
            first = chosen[-1].last + 1 if chosen else 0
            next_ones = [file for file in found if file.first == first]
            if not next_ones:
                return chosen
            chosen.append(max(next_ones, key=lambda file: file.last))

    def write(self, name: Literal["document", "signature"], content: bytes, recipients: Sequence[str]) -> None:
        """Sealed, in the place of the one before. Raises OSError."""
        sealed = seal(content, recipients)
        write_durably(self.path / f"{name}.age", lambda file: file.write(sealed))

    def sealed(self, name: Literal["document", "signature"]) -> Path | None:
        path = self.path / f"{name}.age"
        return path if path.exists() else None

    def drop_signature(self) -> None:
        """One that no link of the log speaks of was never acknowledged."""
        (self.path / "signature.age").unlink(missing_ok=True)

    def remove(self) -> None:
        """The head sheet first: what is half gone is nothing."""
        (self.path / _HEAD).unlink(missing_ok=True)
        shutil.rmtree(self.path, ignore_errors=True)


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _log_file(path: Path) -> LogFile | None:
    match = _NAME.match(path.name)
    if match is None:
        return None
    first, last, segments, tape_ms = map(int, match.groups()[:4])
    return LogFile(
        first,
        last,
        segments=segments,
        tape_ms=tape_ms,
        sha256=match[5],
        broken_ms=int(match[7]) if match[7] else None,
        signed=match[8] is not None,
        ended=match[9] is not None,
        path=path,
    )
