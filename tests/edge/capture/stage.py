"""A studio, where it keeps what it records, and all it told, in order."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from edge.capture.drafts import DraftDirectory
from edge.capture.facts import Fact, Level, RecordingEnded
from edge.capture.profile import PROFILES
from edge.capture.segments import SegmentSink
from edge.capture.studio import Devices, Studio
from wire.port_words import TakeKind
from wire.seal.age import DraftIdentity

F = TypeVar("F")
PATIENCE_S = 15.0


class Told:
    """The facts so far; waits for one to come."""

    def __init__(self) -> None:
        self._facts: list[Fact] = []
        self._came = threading.Condition()

    def post(self, fact: Fact) -> None:
        with self._came:
            self._facts.append(fact)
            self._came.notify_all()

    def all(self, *, but: tuple[type, ...] = (Level,)) -> list[Fact]:
        with self._came:
            return [fact for fact in self._facts if not isinstance(fact, but)]

    def count(self, kind: type) -> int:
        return sum(isinstance(fact, kind) for fact in self.all(but=()))

    def wait_for(self, kind: type[F], *, number: int = 1) -> F:
        """The `number`-th fact of this kind."""
        with self._came:
            self._came.wait_for(lambda: len(self._of(kind)) >= number, timeout=PATIENCE_S)
            found = self._of(kind)
            assert len(found) >= number, f"no {kind.__name__} was told, only {self._facts[-5:]}"
            return found[number - 1]

    def _of(self, kind: type[F]) -> list[F]:
        return [fact for fact in self._facts if isinstance(fact, kind)]


class Stage:
    """Everything a recording needs."""

    def __init__(self, devices: Devices, *, folder: Path, identity: DraftIdentity) -> None:
        self.told = Told()
        self.identity = identity
        self.draft = DraftDirectory(folder / "draft")
        self.picture_path = folder / "picture"
        self.studio = Studio(devices, profile=PROFILES["480p"], picture_path=self.picture_path, post=self.told.post)

    def record(
        self,
        sink: SegmentSink | None = None,
        *,
        max_s: float = 600,
        kind: TakeKind = "video",
        cover_face: bool = False,
        change_voice: bool = False,
    ) -> None:
        self.studio.start_recording(
            sink or self.draft,
            [self.identity.recipient],
            max_s=max_s,
            kind=kind,
            cover_face=cover_face,
            change_voice=change_voice,
        )

    def stop(self) -> RecordingEnded:
        self.studio.stop_recording()
        return self.told.wait_for(RecordingEnded)

    def movie(self, segments: Sequence[Path] | None = None) -> io.BytesIO:
        """All kept segments, opened, one after the other."""
        paths = self.draft.segments() if segments is None else segments
        return io.BytesIO(b"".join(self.identity.open(path.read_bytes()) for path in paths))
