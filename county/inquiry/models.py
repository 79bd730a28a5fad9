"""Inquiries as the county has them: who led it and how far, sealed pages, and every act in its order.

The server never has the words: a page is an age file that the officer's browser sealed. `visible_to` is the only door
through which a page of the console reaches inquiries.
"""

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from county.call.models import Call
from county.petition.models import Matter, Petition
from wire.codec import from_json
from wire.inquiry.sheet import STEPS, InquiryTold
from wire.seal.signed import Signed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from county.officers.models import Officer

STEP_NAMES: Final = (
    ("credentials", _("Show credentials")),
    ("rights", _("Rights and duties")),
    ("identity", _("Verify identity")),
    ("questions", _("Questions")),
    ("read_back", _("Read back")),
    ("signature", _("Signature")),
    ("end", _("End")),
)
TAPES: Final = (
    ("", _("not answered yet")),
    ("asked", _("the villager is asked")),
    ("refused", _("the villager does not want it")),
    ("unanswered", _("ended before it began")),
    ("runs", _("recorded")),
    ("stopped", _("recording ended")),
    ("kept", _("kept")),
    ("failed", _("not kept")),
)
ENDS: Final = (
    ("", ""),
    ("done", _("went to its end")),
    ("closed", _("broken off by the officers")),
    ("refused", _("the villager does not want it")),
    ("left", _("ended at the terminal")),
    ("call_ended", _("the call has ended")),
    ("officers_left", _("the officers were gone")),
    ("failed", _("the terminal could not record")),
)
TERMINAL_ENDS: Final = (
    ("done", _("went to its end")),
    ("officers_left", _("the officers ended it or were gone")),
    ("villager_left", _("the villager has left it")),
    ("line_lost", _("the line was lost")),
    ("disk_full", _("the terminal's disk was full")),
    ("devices_lost", _("camera or microphone failed")),
    ("screen_stopped", _("the terminal's screen stopped working")),
    ("terminal_stopped", _("the terminal was stopped or started anew")),
    ("power_cut", _("the power went")),
    ("refused", _("the villager does not want it")),
)
"""As the terminal's log says it."""


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries, and who may know of them."""

    def visible_to(self, user: "Officer | AnonymousUser") -> "InquiryQuerySet":
        """To the two who led it, and to whoever may read a matter that it belongs to."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        matters = Matter.objects.visible_to(user)
        theirs = models.Q(first=user) | models.Q(second=user)
        return self.filter(theirs | models.Q(matter__in=matters) | models.Q(submission__matter__in=matters))


class Inquiry(models.Model):
    """One formal inquiry within a call, by the id that the officer's page made."""

    inquiry_id = models.CharField(max_length=32, primary_key=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="inquiries")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """Who took the call."""
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """Who sits beside, and said so with an own password."""
    office = models.CharField(max_length=80, blank=True)
    first_credential = models.CharField(max_length=40)
    second_credential = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries")
    """The case it belongs to, when the officers named one."""
    submission = models.OneToOneField(Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiry")
    """Recording, log and case document, once they are here."""
    step = models.CharField(max_length=12, choices=STEP_NAMES, default=STEPS[0])
    reading = models.IntegerField(default=0)
    serial = models.BigIntegerField(default=1)
    """Of the newest sheet."""
    over = models.BooleanField(default=False)
    why = models.CharField(max_length=16, choices=ENDS, blank=True)
    begun_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)
    told = models.BinaryField(default=b"")
    """The newest word of the terminal, as it signed it: a Signed InquiryTold as canonical JSON."""
    told_at = models.DateTimeField(null=True, blank=True)
    told_serial = models.BigIntegerField(default=0)
    tape = models.CharField(max_length=10, choices=TAPES, blank=True)
    """What the terminal said of the recording; `unanswered` when the officers ended it before there was one."""

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ("begun_at", "inquiry_id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="inquiry_two_officers"),
            models.UniqueConstraint(fields=["call"], condition=models.Q(over=False), name="inquiry_one_at_a_time"),
        )

    def __str__(self) -> str:
        return self.inquiry_id

    @property
    def terminal(self) -> InquiryTold | None:
        """What the terminal last told; its signature was checked when it came."""
        return from_json(from_json(bytes(self.told), Signed).payload, InquiryTold) if self.told else None

    @property
    def newest_pages(self) -> "list[SealedPage]":
        """Of each page the newest version, in order."""
        newest = {page.page: page for page in self.sealed_pages.order_by("page", "version")}
        return [newest[number] for number in sorted(newest)]


class SealedPage(models.Model):
    """One page of the transcript in one version. Those that the villager has judged stay, also when corrected."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="sealed_pages")
    page = models.IntegerField()
    version = models.IntegerField()
    sealed = models.BinaryField()
    serial = models.BigIntegerField()
    """Of the sheet that went behind it: a terminal that has not heard that one may lack this."""
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["inquiry", "page", "version"], name="inquiry_page_version"),)

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.page}.{self.version}"


class Act(models.Model):
    """What happened, by whom; written with the fact, never changed."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="acts")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody, when the terminal told it."""
    what = models.CharField(max_length=20)
    of = models.CharField(max_length=40, blank=True)
    """The step, page or end that it was about."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.what} {self.of}".strip()

    @property
    def said(self) -> str:
        """What it was about, in the officer's language."""
        if self.what in ("line_broke", "line_back"):
            return f"{int(self.of) // 60_000}:{int(self.of) // 1000 % 60:02}"
        return str((_WHY if self.what == "ended" else _SAID).get(self.of, self.of))


_WHY: Final = dict(TERMINAL_ENDS)
_SAID: Final = {word: name for words in (STEP_NAMES, TAPES, ENDS) for word, name in words if word}
