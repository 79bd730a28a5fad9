"""What of calls and wishes has had its time: an answered wish is of no use, that a call was is kept for a while."""

from datetime import datetime

from django.db.models import DateTimeField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from county.call.models import Call, Wish


def served(before: datetime) -> "QuerySet[Wish]":
    """Wishes that were answered, or closed by hand, before that; `since` is when."""
    done = Coalesce("done_at", "rung_at", "wished_at", output_field=DateTimeField())
    return Wish.objects.filter(state__in=("answered", "closed")).annotate(since=done).filter(since__lt=before)


def unserved(before: datetime) -> "QuerySet[Wish]":
    """Wishes of before that which nobody has served; one that rings now is left alone."""
    return Wish.objects.filter(state="open", wished_at__lt=before).annotate(since=F("wished_at"))


def over(before: datetime) -> "QuerySet[Call]":
    """Calls that ended before that, and are no inquiry's. What is removed with one is its note and its wish."""
    done = Q(state="ended", inquiries=None) & ~Q(wish__state="rings")
    ended = Coalesce("ended_at", "heard_at", output_field=DateTimeField())
    return Call.objects.filter(done).annotate(since=ended).filter(since__lt=before)
