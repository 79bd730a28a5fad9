"""What a wall says of itself: the settings it works with, its panel, its brightness."""

from django.utils import timezone

from county.wall.models import Report
from wire.wall.settings import WallReport


def note_report(terminal_id: str, report: WallReport, *, remembered: bool) -> None:
    """The newest counts; `remembered` ones come out of the broker and say nothing of now."""
    facts: dict[str, object] = {
        "version": report.version,
        "status": report.status,
        "why": report.why[:200],
        "panel_on": report.panel_on,
        "brightness_pct": report.brightness_pct,
        "brightness_by": report.brightness_by,
        "refused_pages": report.refused_pages,
        "at_ms": report.at_ms,
    }
    if not remembered:
        facts["heard_at"] = timezone.now()
    Report.objects.update_or_create(terminal_id=terminal_id, defaults=facts)
