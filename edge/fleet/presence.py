"""What the county knows of this terminal's life: births, heartbeats, what is shown, what waits."""

from dataclasses import dataclass, replace
from typing import Literal

from wire.fleet.state import Ping, TerminalState
from wire.ids import PingId, TerminalId, new_id

Role = Literal["kiosk", "wall"]


@dataclass(frozen=True)
class Vitals:
    """What changes while the edge lives."""

    clock_trusted: bool = False
    face_connected: bool = False
    shown_sha256: str = ""
    index_serial: int = 0
    waiting_petitions: int = 0
    disk_free_bytes: int = 0


def last_will(terminal_id: TerminalId, birth: int, role: Role) -> TerminalState:
    """What the broker says of us when we are gone."""
    return TerminalState(terminal_id=terminal_id, online=False, birth=birth, role=role)


class Presence:
    """Makes the states to publish; publishing is the agent's."""

    def __init__(self, terminal_id: TerminalId, *, birth: int, role: Role, version: str) -> None:
        self._terminal_id = terminal_id
        self._birth = birth
        self._role = role
        self._version = version
        self._beat = 0
        self._shown_sha256 = ""
        self._asked: PingId | None = None

    def shown(self, sha256: str) -> bool:
        """A face said what stands on it, or "" for nothing. Whether anything stands there now is news, or not."""
        news = bool(sha256) != bool(self._shown_sha256)
        self._shown_sha256 = sha256
        return news

    def state(self, vitals: Vitals, *, at_ms: int) -> TerminalState:
        """The next heartbeat."""
        self._beat += 1
        told = replace(vitals, shown_sha256=self._shown_sha256 if vitals.face_connected else "")
        return TerminalState(
            terminal_id=self._terminal_id,
            online=True,
            birth=self._birth,
            beat=self._beat,
            version=self._version,
            at_ms=at_ms,
            role=self._role,
            **vars(told),
        )

    def ping(self, *, at_ms: int) -> Ping:
        """A new question whether the county is there; an older one is given up."""
        self._asked = PingId(new_id())
        return Ping(ping_id=self._asked, at_ms=at_ms)

    def pong(self, ping_id: PingId) -> bool:
        """Whether this answers what we asked last; once."""
        answers = ping_id == self._asked
        if answers:
            self._asked = None
        return answers
