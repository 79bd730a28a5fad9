"""What is wanted of walls, and what they said. Terminals are named, not referred to: what a struck one sent stays.

Settings, playlists and emergencies are never changed, only followed by a later version.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from county.wall.lines import line_of


class Settings(models.Model):
    """One version of how a wall is built; the highest holds."""

    terminal_id = models.CharField(max_length=63)
    version = models.PositiveIntegerField()
    record = models.JSONField()
    """`wire.wall.settings.WallSettings`."""
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("terminal_id", "-version")
        constraints = (models.UniqueConstraint(fields=["terminal_id", "version"], name="one_row_a_settings_version"),)

    def __str__(self) -> str:
        return f"{self.terminal_id} v{self.version}"


class Report(models.Model):
    """What a wall last said of itself; fields as in `wire.wall.settings.WallReport`."""

    terminal_id = models.CharField(max_length=63, primary_key=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=8)
    why = models.CharField(max_length=200, blank=True)
    panel_on = models.BooleanField(default=True)
    brightness_pct = models.PositiveSmallIntegerField(default=0)
    brightness_by = models.CharField(max_length=8)
    refused_pages = models.PositiveIntegerField(default=0)
    at_ms = models.BigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)
    """By the county's clock; empty while it is only the broker's memory."""

    def __str__(self) -> str:
        return self.terminal_id


class PlaylistVersion(models.Model):
    """One playlist of a site; the highest serial holds."""

    site = models.CharField(max_length=63)
    serial = models.PositiveBigIntegerField()
    record = models.JSONField()
    """`wire.wall.playlist.Playlist`."""
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("site", "-serial")
        constraints = (models.UniqueConstraint(fields=["site", "serial"], name="one_row_a_playlist"),)

    def __str__(self) -> str:
        return f"{self.site} {self.serial}"


class Emergency(models.Model):
    """One emergency on its way: asked for by one officer, on the walls by the word of a second, ended by either."""

    STATES = (
        ("asked", _("waits for the second officer")),
        ("on", _("on the walls")),
        ("ended", _("ended")),
        ("dropped", _("not shown")),
    )

    emergency_id = models.CharField(max_length=32, primary_key=True)
    site = models.CharField(max_length=63)
    terminals = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=8)
    headline = models.CharField(max_length=60)
    lines = models.JSONField(default=list, blank=True)
    rank = models.PositiveSmallIntegerField(default=5)
    drill = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField()
    """So long it is shown, from the second officer's word."""
    state = models.CharField(max_length=8, choices=STATES, default="asked")
    version = models.PositiveIntegerField(default=0)
    """Last published; 0 for none."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    retained = models.BooleanField(default=False)
    """Whether the broker still holds it."""

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("asked_by")),
                name="the_second_officer_is_another",
            ),
        )

    def __str__(self) -> str:
        return self.emergency_id


class EmergencySeen(models.Model):
    """A wall confirmed by its rendered frame; the first word counts."""

    emergency_id = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    terminal_id = models.CharField(max_length=63)
    state = models.CharField(max_length=8)
    pixels_sha256 = models.CharField(max_length=64, blank=True)
    after_ms = models.BigIntegerField()
    shown_at_ms = models.BigIntegerField()
    clock_trusted = models.BooleanField()
    came_at = models.DateTimeField(auto_now_add=True)
    signed = models.BinaryField()

    class Meta:
        ordering = ("terminal_id", "version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["emergency_id", "version", "terminal_id", "state"], name="the_first_word_of_a_wall"
            ),
        )

    def __str__(self) -> str:
        return f"{self.terminal_id} {self.state}"


class Look(models.Model):
    """An officer asked to see a wall, and what came back."""

    look_id = models.CharField(max_length=32, primary_key=True)
    terminal_id = models.CharField(max_length=63)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    """By the county's clock."""
    at_ms = models.BigIntegerField(default=0)
    pixels_sha256 = models.CharField(max_length=64, blank=True)
    png = models.BinaryField(default=b"")
    village = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["terminal_id", "asked_at"]),)

    def __str__(self) -> str:
        return self.look_id


class Summons(models.Model):
    """A village called up at a kiosk, on its way; forgotten after some minutes."""

    summon_id = models.CharField(max_length=32, primary_key=True)
    kiosk = models.CharField(max_length=63)
    village = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    walls = models.JSONField(default=list)
    """Those that were asked and have not said no."""
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["kiosk", "asked_at"]), models.Index(fields=["asked_at"]))

    def __str__(self) -> str:
        return self.summon_id


class Chain(models.Model):
    """One chain of proof. A terminal has one, and another when an officer accepted that it began anew."""

    terminal_id = models.CharField(max_length=63)
    number = models.PositiveIntegerField(default=0)
    upto = models.PositiveBigIntegerField(default=0)
    """Entries held, without holes."""
    head = models.CharField(max_length=64, blank=True)
    certificates = models.JSONField(default=list)
    """PEM, of all keys that roots of this chain were signed with."""
    begun_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("terminal_id", "-number")
        constraints = (models.UniqueConstraint(fields=["terminal_id", "number"], name="one_row_a_chain"),)

    def __str__(self) -> str:
        return f"{self.terminal_id} {self.number}"


class Entry(models.Model):
    """One link, as it was sent; the columns are taken out of the line and repeat it."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    n = models.PositiveBigIntegerField()
    pressed = models.BinaryField()
    """Canonical JSON of `wire.wall.proof.ProofEntry`, by `county.wall.lines`."""
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    """`shown`, `gap` or `step`."""
    why = models.CharField(max_length=20, blank=True)
    """Of a page why it was its turn, of a gap its reason, of a step what it was."""
    village = models.CharField(max_length=60, blank=True)
    notice_id = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    began_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField()
    trusted = models.BooleanField()
    readable_ms = models.BigIntegerField(default=0)
    pixels_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("chain", "n")
        constraints = (models.UniqueConstraint(fields=["chain", "n"], name="one_row_a_link"),)
        indexes = (
            models.Index(fields=["village", "began_ms"]),
            models.Index(fields=["chain", "kind", "began_ms"]),
        )

    def __str__(self) -> str:
        return f"{self.chain_id} {self.n}"

    @property
    def line(self) -> bytes:
        """As it was sent, and hashed."""
        return line_of(bytes(self.pressed))


class Root(models.Model):
    """A root that a terminal signed, and the county's countersignature."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="roots")
    serial = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    day = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    """Of its payload."""
    signed = models.BinaryField()
    countersigned = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("chain", "serial")
        constraints = (models.UniqueConstraint(fields=["chain", "serial"], name="one_row_a_root"),)

    def __str__(self) -> str:
        return f"{self.chain_id} {self.serial}"


class Alarm(models.Model):
    """Something about a wall's proof that somebody has to look at; nothing it speaks of was taken in."""

    KINDS = (
        ("broken", _("entries do not fit the chain")),
        ("rollback", _("a root contradicts an earlier one")),
        ("forged", _("a signature is not the terminal's")),
    )

    terminal_id = models.CharField(max_length=63)
    kind = models.CharField(max_length=10, choices=KINDS)
    about = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)
    evidence = models.BinaryField(default=b"")
    """What came, as it came; of the first time."""
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-last_at",)
        indexes = (models.Index(fields=["terminal_id", "settled_at"]),)

    def __str__(self) -> str:
        return f"{self.terminal_id} {self.kind}"
