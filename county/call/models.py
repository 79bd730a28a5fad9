"""Seats and calls.

Of a call there stays who called from where and when, who took it, and the officer's note; never what was said, and of
the connection nothing once it has ended.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LEVELS: Final = (("county", _("county")), ("township", _("township")), ("village", _("village")))
STATES: Final = (("waiting", _("waiting")), ("taken", _("taken")), ("ended", _("ended")))
SEEN_FOR: Final = timedelta(seconds=20)
"""Whose page has said nothing for so long does not sit there."""
SILENT_AFTER: Final = timedelta(seconds=15)
"""A terminal that waits says so every two seconds."""
LANGUAGES: Final = (("zh_CN", _("Chinese")), ("en", _("English")))


class Seat(models.Model):
    """An officer who may take calls. Whoever has no seat neither takes calls nor sees any."""

    officer = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seat")
    level = models.CharField(_("level"), max_length=8, choices=LEVELS, default="county")
    on_duty = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the officer's page was last there."""

    def __str__(self) -> str:
        return f"{self.officer} ({self.level})"


class Call(models.Model):
    """One call, by the id that the terminal made."""

    call_id = models.CharField(max_length=32, primary_key=True)
    terminal_id = models.CharField(max_length=63)
    point = models.CharField(max_length=60, blank=True)
    concerns = models.CharField(max_length=8, default="nobody")
    """The level that the matter is about; its officers are not asked."""
    language = models.CharField(max_length=5, choices=LANGUAGES, default="zh_CN")
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    """When the terminal last said that it is still there."""
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("asked_at",)
        indexes = (models.Index(fields=["state"]),)

    def __str__(self) -> str:
        return self.call_id


class Signal(models.Model):
    """Something for the officer's page; gone when the call has ended."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=8)
    body = models.JSONField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.kind


def seated(call: Call, now: datetime) -> "models.QuerySet[Seat]":
    """Who sits there now and may take this call: nobody of the level that it is about."""
    return Seat.objects.filter(on_duty=True, seen_at__gt=now - SEEN_FOR).exclude(level=call.concerns)
