"""Petitions as the county has them: sealed, with the facts that officers may act on.

An Upload becomes a Petition in the one transaction that also writes the receipt. All that came under one receipt code
is one Matter, and the state is the matter's. What a later submission is (a message, a request for review, a rating) is
sealed: the county learns of it when an officer opens it. `visible_to` is the only door through which a page reaches
matters and petitions.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wire.codec import from_json
from wire.petition.manifest import Manifest
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from county.officers.models import Officer

ACCEPT_WITHIN: Final = timedelta(days=15)
"""Regulations on petition work, art. 22 and 23: told within 15 days whether it is taken up."""
DECIDE_WITHIN: Final = timedelta(days=60)
"""The same, art. 34: decided within 60 days of being taken up."""
REVIEW_WITHIN: Final = timedelta(days=30)
"""The same, art. 35: a review may be asked for within 30 days of the answer, and is decided within 30 days."""


class Upload(models.Model):
    """A petition on its way in: what was offered and which chunks are on the disk."""

    petition_id = models.CharField(max_length=32, primary_key=True)
    terminal_id = models.CharField(max_length=63, db_index=True)
    manifest = models.BinaryField()
    """The Signed envelope as canonical JSON."""
    manifest_sha256 = models.CharField(max_length=64)
    device_spki = models.BinaryField()
    """The key that signed the manifest (DER); a terminal's certificate may be renewed later."""
    total_bytes = models.BigIntegerField()
    chunk_bytes = models.IntegerField()
    received = models.BinaryField()
    serial = models.BigIntegerField(default=0)
    offered_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.petition_id


class State(models.TextChoices):
    """How far the county is with a petition."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Taken up")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters, and who may know of them."""

    def visible_to(self, user: "Officer | AnonymousUser") -> "MatterQuerySet":
        """What this user may list, count, open or learn of."""
        if user.is_authenticated and user.is_active and user.reads_petitions:
            return self.all()
        return self.none()

    def first_due_first(self) -> "MatterQuerySet":
        """What runs out first stands on top; what nothing runs out for comes last, newest first."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "-newest_at", "mailbox")


class Matter(models.Model):
    """All that came under one receipt code: one row in the inbox, one state."""

    mailbox = models.CharField(max_length=64, primary_key=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    newest_at = models.DateTimeField()
    """When the newest submission came."""
    more_at = models.DateTimeField(null=True, blank=True)
    """Since when a further submission waits for somebody to see it."""

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["due_at", "-newest_at"], name="petition_matter_due"),)

    def __str__(self) -> str:
        return self.mailbox


class PetitionQuerySet(models.QuerySet["Petition"]):
    """Submissions, and who may know of them."""

    def visible_to(self, user: "Officer | AnonymousUser") -> "PetitionQuerySet":
        """What this user may list, count, open or learn of."""
        if user.is_authenticated and user.is_active and user.reads_petitions:
            return self.all()
        return self.none()


class Petition(models.Model):
    """One whole submission; its sealed parts lie in the object store under its id."""

    petition_id = models.CharField(_("petition"), max_length=32, primary_key=True)
    terminal_id = models.CharField(_("terminal"), max_length=63, db_index=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="submissions")
    reply_recipient = models.CharField(max_length=62, blank=True)
    """To whom the county seals how far the matter is; empty when the manifest names none that can be used."""
    manifest = models.BinaryField()
    """The Signed envelope as canonical JSON."""
    manifest_sha256 = models.CharField(max_length=64)
    device_spki = models.BinaryField()
    """The key that signed the manifest (DER); a terminal's certificate may be renewed later."""
    total_bytes = models.BigIntegerField()
    received_at = models.DateTimeField(_("received"))

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ("received_at", "petition_id")

    def __str__(self) -> str:
        return self.petition_id

    @property
    def envelope(self) -> Signed:
        return from_json(bytes(self.manifest), Signed)

    @property
    def contents(self) -> Manifest:
        """The manifest; its signature was checked when it was offered."""
        return from_json(self.envelope.payload, Manifest)


class StateChange(models.Model):
    """One step of a matter: kept as a row of its own, never changed."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="changes")
    old = models.CharField(max_length=10, choices=State, blank=True)
    new = models.CharField(max_length=10, choices=State)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    """Nobody, when a submission came in by itself."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.new}"


class Receipt(models.Model):
    """The county's signed word for a petition: written once, given again for every offer of it."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, primary_key=True)
    signed = models.BinaryField()
    """The Signed envelope as canonical JSON."""

    def __str__(self) -> str:
        return self.petition_id


class Reply(models.Model):
    """One answer, sealed by the officer's browser to the petitioner; the county cannot read it back."""

    reply_id = models.CharField(max_length=32, primary_key=True)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="replies")
    mailbox = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()
    written_at_ms = models.BigIntegerField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        ordering = ("written_at_ms", "reply_id")

    def __str__(self) -> str:
        return self.reply_id


class Asked(models.Model):
    """How often a terminal has asked for mailboxes lately; kept so that a restart forgives no guesser."""

    terminal_id = models.CharField(max_length=63, primary_key=True)
    """Empty: all terminals together."""
    score = models.FloatField()
    at = models.FloatField()
    """Unix seconds at which the score was as it is."""
    until = models.FloatField()
    """Unix seconds before which nothing is looked up."""

    def __str__(self) -> str:
        return self.terminal_id
