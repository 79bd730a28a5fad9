"""How a wall stands right now, put together from its heartbeat, its report, its last look and its chain."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from county.affairs.models import IndexSerial
from county.fleet.models import Terminal
from county.wall.clocks import told
from county.wall.models import Alarm, Chain, Entry, Look, Report
from county.wall.wanted import settings_of, walls
from wire.wall.settings import WallSettings


@dataclass(frozen=True)
class Standing:
    """One wall; everything a row of the list says."""

    terminal: Terminal
    report: Report | None
    wanted: WallSettings | None
    shows: str
    """Village and title, or empty when nothing is known."""
    since: datetime | None
    """When that was last seen or proven."""
    by_look: bool
    """Seen by a look, or proven by the chain."""
    behind: int
    """Publications that the terminal has not taken yet."""
    alarms: int
    proven_at: datetime | None
    """When the last entry came."""

    @property
    def settings(self) -> str:
        """`own`, `working`, `waits` or `refused`."""
        if self.wanted is None:
            return "own"
        if self.report is not None and self.report.status == "refused":
            return "refused"  # it goes on with the version before, and says that version
        return "working" if self.report is not None and self.report.version >= self.wanted.version else "waits"


def standings() -> list[Standing]:
    """Every wall."""
    return [standing(terminal) for terminal in walls()]


def standing(terminal: Terminal) -> Standing:
    name = terminal.terminal_id
    shows, since, by_look = _shows(name)
    chain = Chain.objects.filter(terminal_id=name).first()
    return Standing(
        terminal=terminal,
        report=Report.objects.filter(terminal_id=name).first(),
        wanted=settings_of(name),
        shows=shows,
        since=since,
        by_look=by_look,
        behind=max(0, _serial() - terminal.index_serial),
        alarms=Alarm.objects.filter(terminal_id=name, settled_at=None).count(),
        proven_at=chain.heard_at if chain and chain.upto else None,
    )


def _shows(terminal_id: str) -> tuple[str, datetime | None, bool]:
    look = Look.objects.filter(terminal_id=terminal_id).exclude(looked_at=None).order_by("-looked_at").first()
    shown = Entry.objects.filter(chain__terminal_id=terminal_id, kind="shown").order_by("-chain__number", "-n")
    entry = shown.first()
    looked = (look.looked_at, f"{look.village} {look.title}".strip()) if look else (None, "")
    proven_at = told(entry.ended_ms) if entry else None
    if entry is not None and proven_at is not None and (looked[0] is None or proven_at > looked[0]):
        return f"{entry.village} {entry.title}".strip(), proven_at, False
    return looked[1], looked[0], True


def _serial() -> int:
    row = IndexSerial.objects.filter(site=settings.COUNTY.station.site).first()
    return row.serial if row else 0
