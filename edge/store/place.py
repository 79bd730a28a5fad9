"""Where a terminal lives: its settings, its keys, its home, which one agent keeps, and the names of its pictures."""

import fcntl
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from edge.errors import AlreadyRunning, BadHome
from edge.keys import Keys
from edge.store.durable import make_directory
from wire.terminal_config import TerminalConfig

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # RAM on purpose: the live picture never touches a disk


@dataclass(frozen=True)
class Place:
    """One terminal's settings, keys and home."""

    home: Path
    config: TerminalConfig
    keys: Keys
    lock: int = field(repr=False)
    """Held as long as the agent lives, so that a home has one keeper."""

    @classmethod
    def take(cls, home: Path, config: TerminalConfig, keys: Keys) -> "Place":
        """Raises AlreadyRunning, or BadHome."""
        try:
            make_directory(home / "run")
            lock = os.open(home / "run" / "edge.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise BadHome(f"{error.filename}: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(lock)
            raise AlreadyRunning(f"{home} is kept by another agent") from error
        return cls(home, config, keys, lock)

    def leave(self) -> None:
        """Another agent may keep this home now."""
        os.close(self.lock)

    @property
    def picture_path(self) -> Path:
        digest = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return _SHARED_MEMORY / f"zhitong-{self.config.terminal.id}-{digest}"

    @property
    def far_path(self) -> Path:
        """The picture of whom the villager talks to."""
        return self.picture_path.with_name(f"{self.picture_path.name}-far")
