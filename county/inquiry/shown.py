"""An inquiry as the officers' page is told of it: both sides, and what the next step lacks. No words of it are here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from county.inquiry.course import lacking
from county.inquiry.models import Inquiry
from wire.inquiry.sheet import STEPS, InquiryTold


@dataclass(frozen=True)
class PageShown:
    """A page of the transcript as the record shows it."""

    page: int
    version: int
    judged: str
    """`right`, `not_right`, or empty: the terminal told nothing of this version."""


@dataclass(frozen=True)
class TerminalShown:
    """All that the terminal told, also by the edge before one that was cut: what was told once stays."""

    pages: tuple[PageShown, ...]
    breaks: int
    is_signed: bool
    was_cut: bool
    """The last word is of a later start, which knows nothing of pages, breaks and signature."""


def told_in_all(inquiry: Inquiry) -> TerminalShown:
    acts = [(act.what, act.of) for act in inquiry.acts.all()]
    judged = {of: what for what, of in acts if what in ("right", "not_right")}
    told = inquiry.terminal
    return TerminalShown(
        pages=tuple(
            PageShown(page.page, page.version, judged.get(f"{page.page}.{page.version}", ""))
            for page in inquiry.newest_pages
        ),
        breaks=sum(what == "line_broke" for what, _ in acts),
        is_signed=any(what == "signed" for what, _ in acts),
        was_cut=told is not None and told.is_of_a_later_start,
    )


def shown(inquiry: Inquiry) -> dict[str, Any]:
    told = inquiry.terminal
    return {
        "inquiry_id": inquiry.inquiry_id,
        "call_id": inquiry.call_id,
        "about": inquiry.about,
        "officers": [inquiry.first.name, inquiry.second.name],
        "step": inquiry.step,
        "next": _next(inquiry),
        "reading": inquiry.reading,
        "over": inquiry.over,
        "why": inquiry.why,
        "serial": inquiry.serial,
        "pages": [{"page": page.page, "version": page.version} for page in inquiry.newest_pages],
        "told": _told(inquiry, told) if told else None,
        "submission": reverse("petition", args=[inquiry.submission_id]) if inquiry.submission_id else "",
        "case": reverse("inquiry", args=[inquiry.pk]),
    }


def _next(inquiry: Inquiry) -> dict[str, str] | None:
    following = STEPS[STEPS.index(inquiry.step) + 1 :]
    if inquiry.over or not following:
        return None
    return {"step": following[0], "lacks": lacking(inquiry, following[0])}


def _told(inquiry: Inquiry, told: InquiryTold) -> dict[str, Any]:
    return {
        "serial": told.serial,
        "at_ms": int(inquiry.told_at.timestamp() * 1000) if inquiry.told_at else 0,
        "tape": inquiry.tape,
        "recipient": told.recipient,
        "elapsed_ms": told.elapsed_ms,
        "segments": told.segments,
        "head": told.head,
        "gaps": [{"began_ms": gap.began_ms, "ended_ms": gap.ended_ms} for gap in told.gaps],
        "agreed": list(told.agreed),
        "judged": [
            {"page": each.page, "version": each.version, "sha256": each.sha256, "right": each.right}
            for each in told.pages
        ],
        "signed": bool(told.signature_sha256),
    }
