"""Times as walls tell them: a clock may be wrong, or lie, and no page must break over it."""

from datetime import UTC, datetime
from typing import Final

_LAST_MS: Final = 253_370_764_800_000
"""The year 9999, in which calendars end."""


def told(ms: int) -> datetime:
    """In UTC; what lies beyond all calendars is their first or last year."""
    return datetime.fromtimestamp(min(max(ms, 0), _LAST_MS) / 1000, UTC)
