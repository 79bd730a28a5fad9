"""Terminals: who they are by certificate, and what they last said of themselves."""

from datetime import timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wire.fleet.state import HEARTBEAT_S

SILENT_AFTER: Final = timedelta(seconds=3 * HEARTBEAT_S)
"""A last will alone is not believed, nor its absence: three missed heartbeats are silence."""


class Terminal(models.Model):
    """One kiosk or wall. What it may send is decided by the certificate kept here, not by the broker alone."""

    terminal_id = models.CharField(_("terminal"), max_length=63, primary_key=True)
    site = models.CharField(_("site"), max_length=63)
    point = models.CharField(_("point"), max_length=60, blank=True)
    township = models.CharField(_("township"), max_length=40, blank=True)
    """Whose officers a call from here may ring, by the name that their seats bear as well."""
    certificate = models.TextField()
    enrolled_as = models.CharField(max_length=8, blank=True)
    """`kiosk` or `wall`; empty for those of before, of which only their own word is known."""
    registered_at = models.DateTimeField(auto_now_add=True)

    online = models.BooleanField(default=False)
    birth = models.BigIntegerField(default=0)
    beat = models.BigIntegerField(default=0)
    role = models.CharField(max_length=8, blank=True)
    version = models.CharField(max_length=40, blank=True)
    clock_trusted = models.BooleanField(default=False)
    face_connected = models.BooleanField(default=False)
    shown_sha256 = models.CharField(max_length=64, blank=True)
    index_serial = models.BigIntegerField(default=0)
    waiting_petitions = models.IntegerField(default=0)
    disk_free_bytes = models.BigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)
    """By the county's clock, of a message that was not a retained memory of the broker."""

    class Meta:
        ordering = ("terminal_id",)

    def __str__(self) -> str:
        return self.terminal_id

    @property
    def presence(self) -> str:
        """`never`, `there`, `left` (it said so, or its will did) or `silent`."""
        if self.heard_at is None:
            return "never"
        if not self.online:
            return "left"
        return "there" if timezone.now() - self.heard_at < SILENT_AFTER else "silent"


def is_wall(terminal: Terminal) -> bool:
    """By its enrolment; one that was enrolled without a role is what it says it is."""
    return (terminal.enrolled_as or terminal.role) == "wall"


def device_key(terminal_id: str) -> EllipticCurvePublicKey | None:
    """The key that a terminal signs manifests with; None when no such terminal is registered."""
    try:
        pem = Terminal.objects.values_list("certificate", flat=True).get(terminal_id=terminal_id)
    except ObjectDoesNotExist:
        return None
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    return key if isinstance(key, EllipticCurvePublicKey) else None


def point_of(terminal_id: str) -> str:
    """Where it stands, by the name villagers know; empty for an unknown one."""
    return Terminal.objects.values_list("point", flat=True).filter(terminal_id=terminal_id).first() or ""


def township_of(terminal_id: str) -> str:
    """In which township it stands; empty for an unknown one."""
    return Terminal.objects.values_list("township", flat=True).filter(terminal_id=terminal_id).first() or ""
