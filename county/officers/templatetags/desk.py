"""How a date that runs out is said: by days left, in words and shape, never by colour alone."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

register = template.Library()
SOON_DAYS = 3


_PRESENCE = {
    "never": gettext_lazy("not heard yet"),
    "there": gettext_lazy("there"),
    "left": gettext_lazy("switched off"),
    "silent": gettext_lazy("silent"),
}


@register.simple_tag
def presence(word: str) -> str:
    """A terminal's presence in the officer's language."""
    return str(_PRESENCE[word])


@register.simple_tag
def due(due_at: datetime | None) -> str | SafeString:
    """`13 days left`; a frame around what is soon over, a full ground under what is."""
    if due_at is None:
        return "–"
    days = (timezone.localtime(due_at).date() - timezone.localtime().date()).days
    if days < 0:
        text = ngettext("%d day over", "%d days over", -days) % -days
        return format_html('<span class="due over">{}</span>', text)
    text = ngettext("%d day left", "%d days left", days) % days if days else _("last day")
    return format_html('<span class="due{}">{}</span>', " soon" if days <= SOON_DAYS else "", text)
