"""A studio, where it keeps what it records, and all it told, in order."""

import io
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from demo.slate.clip import LAMP
from edge.capture.drafts import DraftDirectory
from edge.capture.facts import Fact, Level, RecordingEnded
from edge.capture.profile import PROFILES
from edge.capture.segments import SegmentSink
from edge.capture.studio import Devices, Studio
from wire.picture import HEADER_BYTES, read_header
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


class Watcher:
    """Looks at the live picture as a face does, and notes when the slate's lamp flashes."""

    def __init__(self, path: Path) -> None:
        self._memory = np.memmap(path, np.uint8, "r")

    def watch(self, over: Callable[[], bool]) -> list[float]:
        """Monotonic times at which the lamp went on, until `over` says so."""
        flashes: list[float] = []
        lit = True
        while not over():
            now_lit = self._is_lit()
            if now_lit and not lit:
                flashes.append(time.monotonic())
            lit = now_lit
            time.sleep(0.005)
        return flashes

    def _is_lit(self) -> bool:
        header = read_header(self._memory[:HEADER_BYTES].tobytes())
        if header is None or not header.length:
            return False
        picture = self._memory[header.offset : header.offset + header.length]
        rows, columns = LAMP
        return bool(picture.reshape(header.height, header.width, 3)[rows, columns].mean() > 150)
