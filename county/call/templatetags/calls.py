"""Words of the duty roster: weekdays, levels, and how a seat stands."""

from typing import Final

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from county.call.models import LEVELS

register = template.Library()
_STATES: Final = {"there": _("sits there"), "busy": _("in a call"), "away": _("away")}
_SEATS: Final = {"county": _("Seats of the county"), "township": _("Seats of the townships"), "village": _("Villages")}


@register.simple_tag
def weekday(number: int) -> str:
    """0 is Monday."""
    return str(WEEKDAYS_ABBR[number])


@register.simple_tag
def seat_level(level: str) -> str:
    return str(_SEATS.get(level, dict(LEVELS)[level]))


@register.simple_tag
def seat_state(state: str, planned: bool) -> SafeString:  # noqa: FBT001  # a template names no arguments
    """Who should sit there and does not is told by word and shape."""
    if state == "away" and planned:
        return format_html('<span class="presence presence-silent">{}</span>', _("should be there"))
    shape = "left" if state == "away" else "there"
    return format_html('<span class="presence presence-{}">{}</span>', shape, _STATES[state])
