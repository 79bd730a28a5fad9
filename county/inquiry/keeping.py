"""Which inquiries have had their time: of no case, and nothing recorded. All others stay with their case."""

from datetime import datetime

from django.db.models import F, QuerySet

from county.inquiry.models import Act, Inquiry

_NEVER_RECORDED = ("", "asked", "refused", "unanswered")


def caseless(before: datetime) -> "QuerySet[Inquiry]":
    """Over before that, named no petition, and neither a recording nor a page of a transcript ever was."""
    nothing = Inquiry.objects.filter(over=True, tape__in=_NEVER_RECORDED, sealed_pages=None)
    recorded = Act.objects.filter(what="tape").exclude(of__in=_NEVER_RECORDED).values("inquiry")
    alone = nothing.filter(matter=None, submission=None).exclude(pk__in=recorded)
    return alone.annotate(since=F("over_at")).filter(since__lt=before)


def forget(inquiries: "list[str]") -> None:
    """With what had happened in them. Inside the caller's transaction."""
    Act.objects.filter(inquiry__in=inquiries).delete()
    Inquiry.objects.filter(pk__in=inquiries).delete()
