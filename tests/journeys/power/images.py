"""The disk of a terminal as it was at one moment, and what an edge that begins with it makes of it."""

import shutil
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from demo.processes import Child
from edge.inquiry.kept.folder import Folder, Head
from tests.journeys.power.walks import At
from tests.journeys.remains.canary import Canary
from tests.journeys.remains.places import files_with
from tests.journeys.switched import Terminal, standing_still
from tests.journeys.terminal_face import TerminalFace
from wire.port import EdgeStatus

_FLEETING = "run"
"""Sockets, locks, and what Kivy writes: on a terminal none of it outlives the power."""
_GONE_WITHIN_S = 10.0


@dataclass(frozen=True)
class Image:
    """What lay on the disk when the power went."""

    at: At
    home: Path
    told: tuple[str, ...]
    """Where a canary stood in clear."""

    @property
    def content(self) -> str:
        """The same for the same files."""
        digest = sha256(str(self.at.promised).encode())
        for path in sorted(self.home.rglob("*")):
            digest.update(bytes(path.relative_to(self.home)) + (path.read_bytes() if path.is_file() else b""))
        return digest.hexdigest()

    @property
    def recordings(self) -> list[Head]:
        """Of both sides, and of what purpose, that were running."""
        folders = [Folder(path) for path in sorted((self.home / "inquiries").glob("*")) if path.is_dir()]
        return [folder.head() for folder in folders if folder.was_begun]

    def begins(self) -> list[str]:
        """An edge starts with it; what is not as it should be."""
        (self.home / _FLEETING).mkdir(mode=0o700)
        edge = Child(
            "image", ["edge", "--config", str(self.home / "terminal.toml")], log=self.home / "log", environment={}
        )
        edge.start()
        try:
            with TerminalFace(self.home / _FLEETING / "edge.sock") as face:
                waiting = self._waiting(face)
            drafts = self._left()
        finally:
            edge.stop(signal.SIGKILL)
        kept = [] if waiting == self.waits else [f"{self.at}: {waiting} petitions wait"]
        return [*kept, *(f"{self.at}: {path} is left" for path in drafts)]

    @property
    def waits(self) -> int:
        """What the next start has for the county: what was promised, and what ran."""
        return self.at.promised + bool(self.at.recorded)

    def _waiting(self, face: TerminalFace) -> int:
        """What ran is promised when the edge has started, which may be after it answers."""
        waiting = face.hears(EdgeStatus).waiting_petitions
        if waiting < self.waits:
            waiting = face.waits_for(EdgeStatus, lambda one: one.waiting_petitions >= self.waits).waiting_petitions
        return waiting

    @property
    def drafts(self) -> list[Path]:
        """Nothing of them is left when it has started: it was thrown away, or promised."""
        return [
            path for folder in ("drafts", "inquiries") for path in (self.home / folder).rglob("*") if path.is_file()
        ]

    def _left(self) -> list[Path]:
        """Drafts go when the edge has started, which may be after it answers."""
        ends = time.monotonic() + _GONE_WITHIN_S
        while self.drafts and time.monotonic() < ends:
            time.sleep(0.02)
        return self.drafts


class Images:
    """Of one terminal, in the order in which they were taken."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self._terminal = terminal
        self._folder = folder
        self.taken: list[Image] = []

    def takes(self, at: At, canaries: Iterable[Canary]) -> None:
        home = self._folder / str(len(self.taken))
        with standing_still(*self._terminal.processes):
            shutil.copytree(self._terminal.home, home, ignore=shutil.ignore_patterns(_FLEETING))
            told = files_with(canaries, self._terminal.home)
        self.taken.append(Image(at, home, tuple(told)))

    @property
    def steps(self) -> set[str]:
        return {one.at.step for one in self.taken}

    @property
    def different(self) -> list[Image]:
        """One of each content."""
        return list({one.content: one for one in self.taken}.values())
