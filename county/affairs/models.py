"""Notices as the officer wrote them, their pictures and films, and the serial of the index that makes them current."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Village(models.Model):
    """A village whose affairs are published."""

    name = models.CharField(_("village"), max_length=40, unique=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """One version of one notice; earlier versions stay as they were published."""

    notice_id = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    village = models.ForeignKey(Village, on_delete=models.PROTECT, verbose_name=_("village"))
    title = models.CharField(_("title"), max_length=60)
    period = models.CharField(_("period"), max_length=30, blank=True)
    body = models.TextField(_("text"), blank=True)
    table = models.JSONField(null=True, blank=True)
    """`wire.affairs.notice.Table` as JSON."""
    content = models.JSONField(default=list, blank=True)
    """`wire.content.Content` records as JSON, in the order to show."""
    as_of = models.DateField(_("as of"))
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    """Over the published record's canonical JSON, as the index names it."""
    current = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("village__order", "village__name", "-as_of", "-published_at")
        constraints = (models.UniqueConstraint(fields=["notice_id", "version"], name="one_row_a_version"),)

    def __str__(self) -> str:
        return f"{self.notice_id} v{self.version}"


class MediaFile(models.Model):
    """A picture or film that lies in the county's store under its SHA-256; fields as in `wire.content.Media`."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=12)
    length = models.PositiveIntegerField()
    pieces = models.JSONField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    length_ms = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.sha256


class IndexSerial(models.Model):
    """The last index serial of each site; it only grows."""

    site = models.CharField(max_length=63, primary_key=True)
    serial = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.site} {self.serial}"
