"""What a wall is doing, in the officer's language; durations as people say them."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from county.wall.clocks import told

register = template.Library()

_SETTINGS = {
    "own": gettext_lazy("its own file"),
    "working": gettext_lazy("as set here"),
    "waits": gettext_lazy("not taken up yet"),
    "refused": gettext_lazy("refused by the wall"),
}
_BRIGHTNESS = {
    "sun": gettext_lazy("by the sun"),
    "sensor": gettext_lazy("by the sensor"),
    "lost": gettext_lazy("neither clock nor sensor"),
    "fixed": gettext_lazy("fixed"),
}
_WHY = {
    "turn": gettext_lazy("its turn"),
    "called": gettext_lazy("called up"),
    "duty": gettext_lazy("duty"),
    "filler": gettext_lazy("filler"),
    "silent": gettext_lazy("said to have published nothing"),
    "emergency": gettext_lazy("emergency"),
    "drill": gettext_lazy("drill"),
    "pattern": gettext_lazy("test pattern"),
    "off_hours": gettext_lazy("panel off by its hours"),
    "power": gettext_lazy("no power"),
    "face": gettext_lazy("the player was not running"),
    "panel": gettext_lazy("panel dark"),
    "unplugged": gettext_lazy("no screen connected"),
    "nothing_published": gettext_lazy("nothing published"),
    "unknown": gettext_lazy("unknown"),
}
_TROUBLE = {
    "dimmer": gettext_lazy("What dims the panel does not answer: look at its cable"),
    "sensor": gettext_lazy("The light sensor is silent: look at its cable"),
    "unplugged": gettext_lazy(
        "No screen hangs at the machine: look at the cable to the panel; of a matrix, whether zhitong-matrix runs"
    ),
    "canvas": gettext_lazy("The picture does not fit the canvas where it is to begin: measure again"),
    "settings": gettext_lazy("It does not know these settings: its program is older than the county's"),
}
_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS


@register.filter
def setting(word: str) -> str:
    """How far the settings are."""
    return str(_SETTINGS.get(word, word))


@register.filter
def brightness_by(word: str) -> str:
    return str(_BRIGHTNESS.get(word, word))


@register.filter
def why(word: str) -> str:
    """Why something stood there, or did not."""
    return str(_WHY.get(word, word))


@register.filter
def trouble(word: str) -> str:
    """What a wall says is wrong."""
    return str(_TROUBLE.get(word, word))


@register.filter
def of_day(ms: int) -> str:
    """`10:42`: milliseconds from midnight."""
    minutes = ms // _MINUTE_MS
    return f"{minutes // 60:02}:{minutes % 60:02}"


@register.filter
def long(ms: int) -> str:
    """`12.5 min`, or hours from two on."""
    if ms >= 2 * _HOUR_MS:
        return _("%.1f h") % (ms / _HOUR_MS)
    return _("%.1f min") % (ms / _MINUTE_MS)


@register.filter
def moment(ms: int | None) -> datetime | None:
    """Milliseconds as a time of the county's zone."""
    return None if ms is None else told(ms)


@register.filter
def short(sha256: str) -> str:
    """As much of a hash as eyes compare."""
    return sha256[:12]


@register.filter
def one_decimal(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def decimals(thousandths: int) -> str:
    """Thousandths as a plain number."""
    return f"{thousandths / 1000:g}"


@register.filter
def seconds_of(ms: int) -> int:
    """Whole seconds."""
    return round(ms / 1000)


@register.filter
def hundredths(percent: int) -> str:
    """0.5 of 50."""
    return f"{percent / 100:g}"
