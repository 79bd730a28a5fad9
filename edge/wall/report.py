"""What the wall made of its settings, told to the county: retained, at once when it matters, else now and then."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wire.affairs.notice import Notice
from wire.port_wall import ReportRefused
from wire.wall.settings import WallReport

DIMMED_MS = 5 * 60 * 1000
"""How often a brightness alone is told: a sunset is no news each second."""


@dataclass
class Told:
    """The last report, and when it was taken by the link."""

    report: WallReport | None = None
    at_mono_ms: int = 0


@dataclass(frozen=True)
class Reporting:
    """`make`: the report as it is now, without a time."""

    make: Callable[[], WallReport]
    send: Callable[[WallReport], bool]
    mono_ms: Callable[[], int]
    told: Told = field(default_factory=Told)
    current: dict[str, int] = field(default_factory=dict)
    """The version of each notice that is published."""
    illegible: set[str] = field(default_factory=set)
    """Which of these cannot be read on this wall."""

    @property
    def refused_pages(self) -> int:
        return len(self.illegible)

    def refused(self, report: ReportRefused) -> None:
        """The face cannot make a content legible on this wall."""
        if self.current.get(report.notice_id) == report.version:
            self.illegible.add(report.notice_id)

    def published(self, notices: Iterable[Notice]) -> None:
        """All that are current: what was withdrawn is in nobody's way, and of a newer version the face speaks anew."""
        before = dict(self.current)
        self.current.clear()
        self.current.update({one.notice_id: one.version for one in notices})
        self.illegible.intersection_update(
            [notice_id for notice_id, version in self.current.items() if before.get(notice_id) == version]
        )

    def profile_changed(self) -> None:
        """What could not be read on the old one may be legible now."""
        self.illegible.clear()

    def go_on(self) -> None:
        """Called each second."""
        report, told = self.make(), self.told
        if told.report is not None and not self._is_news(report, told.report):
            return
        if self.send(report):
            told.report, told.at_mono_ms = report, self.mono_ms()

    def again(self) -> None:
        """The link is new: the broker may have forgotten."""
        self.told.report = None
        self.go_on()

    def _is_news(self, report: WallReport, before: WallReport) -> bool:
        if _without_dimming(report) != _without_dimming(before):
            return True
        dimmed = report.brightness_pct != before.brightness_pct
        return dimmed and self.mono_ms() - self.told.at_mono_ms >= DIMMED_MS


def _without_dimming(report: WallReport) -> tuple[object, ...]:
    return (
        report.version,
        report.status,
        report.why,
        report.panel_on,
        report.brightness_by,
        report.refused_pages,
    )
