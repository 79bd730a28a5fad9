"""The villager's side of a measured call: the EdgePort as the kiosk speaks it, and an eye on the officer's picture."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from edge.call.pictures import NearPicture
from wire import port
from wire.ids import CallId, new_id
from wire.port import Frames, frame
from wire.record import Record

E = TypeVar("E", bound=Record)


class Kiosk:
    """Connected while the `with` lasts. What it heard, and when."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._frames = Frames(port.Event)
        self._lock = threading.Lock()
        self.heard: list[tuple[float, Any]] = []
        self.call_id = CallId("")

    def __enter__(self) -> Self:
        ends = time.monotonic() + 20
        while True:
            self._door = socket.socket(socket.AF_UNIX)
            try:
                self._door.connect(str(self._path))
                break
            except OSError:
                self._door.close()
                if time.monotonic() > ends:
                    raise
                time.sleep(0.05)
        threading.Thread(target=self._listen, daemon=True).start()
        self._says(port.Hello(face="kiosk"))
        self.until(lambda: any(isinstance(one, port.EdgeStatus) and one.link_up for _, one in self.heard))
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def calls(self) -> float:
        """Touch; returns when that was."""
        self.call_id = CallId(new_id())
        touched = time.monotonic()
        self._says(port.StartCall(call_id=self.call_id))
        return touched

    def hangs_up(self) -> None:
        self._says(port.EndCall(call_id=self.call_id))
        self.until(lambda: self.when(port.CallEnded) is not None)

    def when(self, kind: type[E], *, after: float = 0.0) -> float | None:
        """The first time that this was told of the call of now."""
        with self._lock:
            return next(
                (at for at, one in self.heard if isinstance(one, kind) and at > after and self._is_of_now(one)), None
            )

    def all_of(self, kind: type[E]) -> list[E]:
        """Whatever of this kind was told of the call of now."""
        with self._lock:
            return [one for _, one in self.heard if isinstance(one, kind) and self._is_of_now(one)]

    def far_path(self) -> Path:
        with self._lock:
            taken = next(one for _, one in self.heard if isinstance(one, port.CallTaken) and self._is_of_now(one))
        return Path(taken.far_path)

    def until(self, holds: Callable[[], bool], *, within_s: float = 30.0) -> None:
        ends = time.monotonic() + within_s
        while not holds():
            if time.monotonic() > ends:
                raise TimeoutError(f"heard {[one for _, one in self.heard[-6:]]}")
            time.sleep(0.005)

    def _is_of_now(self, event: Any) -> bool:
        return bool(getattr(event, "call_id", "") == self.call_id)

    def _says(self, request: Record) -> None:
        self._door.sendall(frame(request))

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while content := self._door.recv(1 << 16):
                with self._lock:
                    self.heard += [(time.monotonic(), one) for one in self._frames.feed(content)]


class Eye:
    """Notes when a new picture of the officer came, on a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._far = NearPicture(path)
        self._closing = False
        self.times: list[float] = []
        self.height = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing = True
        self._thread.join()
        self._far.close()

    def longest_gap_s(self) -> float:
        return max((later - earlier for earlier, later in zip(self.times, self.times[1:], strict=False)), default=0.0)

    def _look(self) -> None:
        while not self._closing:
            picture = self._far.newest()
            if picture is not None:
                self.times.append(time.monotonic())
                self.height = int(picture.shape[0])
            time.sleep(0.005)
