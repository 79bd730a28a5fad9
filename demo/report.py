"""What the demo did and measured. A step that is not in the report did not happen."""

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from demo.errors import StepFailed

Figure = int | float | str | bool


@dataclass
class Step:
    """One act of the story."""

    name: str
    seconds: float
    pictures: list[str] = field(default_factory=list)


class Report:
    """Collects steps, pictures and figures; tells each step on the terminal as it begins."""

    def __init__(self, home: Path, tell: Callable[[str], str]) -> None:
        """`tell` gives a step's sentence."""
        self._tell = tell
        self._pictures = home / "pictures"
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._started = time.monotonic()
        self._current: Step | None = None
        self.steps: list[Step] = []
        self.figures: dict[str, Figure] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Run one act. A failure keeps its step's name."""
        print(f"[{len(self.steps) + 1:2}] {self._tell(name)}", flush=True)
        step = self._current = Step(name=name, seconds=0.0)
        started = time.monotonic()
        try:
            yield step
        except Exception as error:
            raise StepFailed(f"{name}: {error}") from error
        finally:
            self._current = None
        step.seconds = round(time.monotonic() - started, 2)
        self.steps.append(step)

    def picture(self, name: str) -> Path:
        """Where the next picture goes; it belongs to the step that runs."""
        if self._current is None:
            raise StepFailed(f"picture {name} belongs to no step")
        path = self._pictures / f"{len(self.steps) + 1:02}-{name}.png"
        self._current.pictures.append(path.name)
        return path

    def write(self, path: Path, *, failed: str = "") -> None:
        """The report as JSON; raises StepFailed when a picture that was promised is not there."""
        missing = [name for step in self.steps for name in step.pictures if not (self._pictures / name).is_file()]
        content = {
            "name": "demo",
            "ok": not failed and not missing,
            "failed": failed or (f"pictures missing: {missing}" if missing else ""),
            "seconds": round(time.monotonic() - self._started, 2),
            "machine": {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()},
            "figures": self.figures,
            "steps": [vars(step) for step in self.steps],
            "pictures": self._hashes(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if missing:
            raise StepFailed(f"pictures missing: {missing}")

    def _hashes(self) -> dict[str, str]:
        paths = sorted(self._pictures.glob("*.png"))
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
