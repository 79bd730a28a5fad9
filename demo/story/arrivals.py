"""What has arrived at the county whole, told from the names in its object store."""

import time
from pathlib import Path

from demo.errors import StepFailed
from demo.station import stored_parts
from demo.system import System

_LOOK_S = 0.02


class Arrivals:
    """From now on; what an earlier run in the same place left is not counted."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._before = set(stored_parts(system.place))
        self.ids: list[str] = []
        """In the order in which they were waited for."""

    def waits(self, *, within_s: float = 60) -> str:
        """The id of one more; raises StepFailed or ChildEnded."""
        ends = time.monotonic() + within_s
        while not (new := sorted(self._whole() - set(self.ids))):
            self._system.check()
            if time.monotonic() > ends:
                raise StepFailed("nothing arrived at the county")
            time.sleep(_LOOK_S)
        self.ids.append(new[0])
        return new[0]

    def parts(self, petition_id: str) -> list[Path]:
        """Its sealed parts, in the manifest's order."""
        return [part for part in self._new() if part.parent.name == petition_id]

    def _whole(self) -> set[str]:
        return {part.parent.name for part in self._new() if part.parent.suffix != ".incoming"}

    def _new(self) -> list[Path]:
        return [part for part in stored_parts(self._system.place) if part not in self._before]
