"""Seats and their hours, calls, wishes to be called back, and what goes between two pages or a page and a terminal.

Of a call there stays who called from where and when, who took it, and the officers' note; never what was said, and of
the connection nothing once it has ended.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LEVELS: Final = (("county", _("county")), ("township", _("township")), ("village", _("village")))
STATES: Final = (("waiting", _("waiting")), ("taken", _("taken")), ("ended", _("ended")))
SEEN_FOR: Final = timedelta(seconds=20)
"""Whose page has said nothing for so long does not sit there."""
SILENT_AFTER: Final = timedelta(seconds=40)
"""A terminal that waits says so every two seconds; half a minute without a link costs no place in the queue."""
ASKED_FOR: Final = timedelta(seconds=45)
"""So long it rings at an officer to whom a call is handed, or who is asked to join it."""
LANGUAGES: Final = (("zh_CN", _("Chinese")), ("en", _("English")))
_OFFICER: Final = settings.AUTH_USER_MODEL


class Seat(models.Model):
    """An officer who may take calls. Whoever has no seat neither takes calls nor sees any."""

    officer = models.OneToOneField(_OFFICER, on_delete=models.CASCADE, related_name="seat")
    level = models.CharField(_("level"), max_length=8, choices=LEVELS, default="county")
    township = models.CharField(_("township"), max_length=40, blank=True)
    """Of a township's seat: calls of its own terminals only are offered to it."""
    on_duty = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the officer's page was last there."""

    def __str__(self) -> str:
        return f"{self.officer} ({self.level})"

    @property
    def office(self) -> str:
        """As it stands beside the officer's name."""
        return self.township or self.get_level_display()


class Duty(models.Model):
    """When an officer should sit there, each week. It rings by who does sit there, not by this."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="duties")
    weekday = models.PositiveSmallIntegerField()
    """0 is Monday."""
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ("weekday", "begins")

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins:%H:%M}-{self.ends:%H:%M}"


class Call(models.Model):
    """One call, by the id that the terminal made."""

    call_id = models.CharField(max_length=32, primary_key=True)
    terminal_id = models.CharField(max_length=63)
    point = models.CharField(max_length=60, blank=True)
    township = models.CharField(max_length=40, blank=True)
    concerns = models.CharField(max_length=8, default="nobody")
    """The level that the matter is about; its officers are not asked."""
    wanted = models.CharField(max_length=8, choices=LEVELS, default="county")
    """Whose seats are asked."""
    language = models.CharField(max_length=5, choices=LANGUAGES, default="zh_CN")
    assisted = models.BooleanField(default=False)
    """Staff began it."""
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    serial = models.PositiveIntegerField(default=0)
    """Counts what the terminal is told of."""
    officer = models.ForeignKey(_OFFICER, null=True, blank=True, on_delete=models.PROTECT)
    page = models.CharField(max_length=32, blank=True)
    """The window of the officer's browser that has the call: another one shows it, and leaves it alone."""
    turn = models.PositiveIntegerField(default=0)
    """Counts the officers who took it."""
    held = models.BooleanField(default=False)
    joined = models.ForeignKey(_OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who is in it beside the officer."""
    joined_page = models.CharField(max_length=32, blank=True)
    asked_to_take = models.ForeignKey(_OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_to_take_at = models.DateTimeField(null=True, blank=True)
    asked_to_join = models.ForeignKey(_OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_to_join_at = models.DateTimeField(null=True, blank=True)
    leg_gen = models.PositiveIntegerField(default=0)
    """The newest connection between the two officers' pages."""
    recording = models.CharField(max_length=8, default="none")
    """`wire.call.signals.RecordingWish`."""
    sent = models.JSONField(default=dict, blank=True)
    """What the terminal last said of its side: a `wire.call.signals.Sent` without the id."""
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
    """Something for one officer's page; gone when the call has ended, or has gone to another officer."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="signals")
    to = models.ForeignKey(_OFFICER, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    body = models.JSONField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.kind


class Wish(models.Model):
    """Somebody whose call nobody took would be called back at the terminal."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="wish")
    wished_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")
    """`open`, `rings`, `answered`, or `closed` without an answer."""
    officer = models.ForeignKey(_OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who rings, or rang last."""
    page = models.CharField(max_length=32, blank=True)
    """The window from which it is rung, and which gets the call."""
    ring_id = models.CharField(max_length=32, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    heard = models.CharField(max_length=8, blank=True)
    """What the terminal said of this ring; empty: nothing."""
    became = models.CharField(max_length=8, blank=True)
    """Of the last ring: `answered`, `unheard`, `busy`, `refused`, `away` (the terminal said nothing) or `stopped`."""
    tries = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    """When it was answered or closed."""

    class Meta:
        ordering = ("wished_at",)
        indexes = (models.Index(fields=["state"]), models.Index(fields=["ring_id"]))

    def __str__(self) -> str:
        return f"{self.call_id} {self.state}"
