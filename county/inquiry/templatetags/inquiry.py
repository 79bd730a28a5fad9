"""What the pages of calls and petitions show of inquiries, without knowing of them."""

from typing import Any

from django import template

from county.inquiry.models import STEP_NAMES, Inquiry
from county.inquiry.pages import offices
from county.inquiry.words import WORDS
from county.officers.models import Officer
from county.petition.models import Matter

register = template.Library()


@register.inclusion_tag("inquiry/panel.html", takes_context=True)
def inquiry_panel(context: dict[str, Any]) -> dict[str, Any]:
    """Beside the call: the checklist and the transcript."""
    request = context["request"]
    mine = Inquiry.objects.filter(first=request.user).last()
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "steps": STEP_NAMES,
        "offices": " ".join(offices()),
        "credential": mine.first_credential if mine else "",
        "words": {name: str(text) for name, text in WORDS.items()},
    }


@register.inclusion_tag("inquiry/of_matter.html")
def inquiries_of(matter: Matter, user: Officer) -> dict[str, Any]:
    """In a matter's page: those that belong to it, and the one whose recording it is."""
    seen = Inquiry.objects.visible_to(user).select_related("first", "second")
    return {"inquiries": (seen.filter(matter=matter) | seen.filter(submission__matter=matter)).distinct()}
