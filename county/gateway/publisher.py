"""Sends what the web wrote into the outgoing table, in order. After its PUBACK a row is marked, or is gone.

Marked is what the broker shall remember and may forget; all else was for one terminal at one moment, and stays nowhere.
"""

from collections.abc import Callable
from typing import Final

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from county.outgoing.models import OutgoingMessage

AT_ONCE: Final = 100


class Publisher:
    """Watches the table cheaply: SQLite counts commits of other connections in `data_version`."""

    def __init__(self, publish: Callable[..., int]) -> None:
        self._publish = publish
        self._flying: dict[int, int] = {}
        self._seen_version = -1

    def look(self, *, always: bool = False) -> None:
        """Publish what is new, if anybody wrote to the database since the last look."""
        version = _data_version()
        if version == self._seen_version and not always:
            return
        self._seen_version = version
        flying = set(self._flying.values())
        waiting = OutgoingMessage.objects.filter(sent_at=None).exclude(id__in=flying).order_by("id")
        for row in waiting[:AT_ONCE]:
            mid = self._publish(row.topic, bytes(row.payload), retain=row.retain)
            self._flying[mid] = row.id

    def sent(self, mid: int) -> None:
        """The broker has it."""
        row_id = self._flying.pop(mid, None)
        if row_id is not None:
            row = OutgoingMessage.objects.filter(id=row_id)
            row.filter(retain=False).delete()
            row.update(sent_at=timezone.now())
            if not self._flying:
                self.look(always=True)

    def start_over(self) -> None:
        """The link is new: whatever was under way, and all that is retained, goes (again).

        A broker that lost its disk has forgotten the notices; publishing them once more harms nobody.
        """
        self._flying.clear()
        last = OutgoingMessage.objects.filter(retain=True).values("topic").annotate(last=Max("id"))
        OutgoingMessage.objects.filter(id__in=[row["last"] for row in last]).update(sent_at=None)
        self.look(always=True)


def _data_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
