"""How a wall is built, as a form; and a test pattern for whoever stands on the ladder."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import Any, ClassVar, Final

import msgspec
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wire.wall.profile import MAX_DEAD, Brightness, Rectangle, WallProfile, strip_size

MINUTES_A_DAY: Final = 1440
PATTERNS: Final = (
    ("grid", _("Grid: edges and straightness")),
    ("modules", _("Modules: numbers and borders")),
    ("colours", _("Colours, one after the other")),
    ("ramp", _("Ramp: steps of brightness")),
    ("text", _("Text: what can be read from where")),
    ("profile", _("Picture of the profile")),
)
COLOURS: Final = (("full", _("all colours")), ("red_green", _("red, green, amber")), ("red", _("red only")))
ACUITIES: Final = ((100, _("healthy, 1.0")), (70, _("0.7")), (50, _("old people, 0.5")), (30, _("weak, 0.3")))


def control(**attributes: Any) -> dict[str, Any]:
    return {"class": "form-control", **attributes}


def whole(label: Any, least: int, most: int, *, unit: Any = "") -> forms.IntegerField:
    """A whole number between bounds, with its unit in the label."""
    text = format_lazy(_("{what}, {unit}"), what=label, unit=unit) if unit else label
    return forms.IntegerField(label=text, min_value=least, max_value=most, widget=forms.NumberInput(attrs=control()))


def decimal(label: Any, least: str, most: str, *, step: str) -> forms.DecimalField:
    widget = forms.NumberInput(attrs=control(step=step))
    return forms.DecimalField(label=label, min_value=Decimal(least), max_value=Decimal(most), widget=widget)


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs=control(type="time")))


def choice(label: Any, choices: Iterable[tuple[Any, Any]], *, coerce: Any = str) -> forms.TypedChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.TypedChoiceField(label=label, choices=list(choices), coerce=coerce, widget=widget)


def minute_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def time_of(minute: int) -> time:
    """The end of the day is told as its beginning."""
    return time(minute % MINUTES_A_DAY // 60, minute % 60)


class ProfileForm(forms.Form):
    """One wall, as the installer measured it."""

    SECTIONS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("The wall"), ("width_px", "height_px", "pitch_mm", "colours")),
        (_("Who reads it"), ("farthest_m", "nearest_m", "acuity_pct")),
        (
            _("On the HDMI canvas"),
            ("canvas_width_px", "canvas_height_px", "left_px", "top_px", "strips"),
        ),
        (_("Hours and brightness"), ("on", "off", "day_pct", "twilight_pct", "night_pct", "lost_pct", "full_lux")),
        (_("Where it hangs"), ("latitude", "longitude")),
    )

    width_px = whole(_("Width"), 32, 8192, unit="px")
    height_px = whole(_("Height"), 16, 4096, unit="px")
    pitch_mm = decimal(_("Pitch, mm"), "0.2", "50", step="0.01")
    colours = choice(_("LEDs"), COLOURS)
    farthest_m = whole(_("Farthest reader"), 1, 200, unit="m")
    nearest_m = whole(_("Nearest reader"), 1, 200, unit="m")
    acuity_pct = choice(_("Eyes"), ACUITIES, coerce=int)
    canvas_width_px = whole(_("Canvas width; 0: wall"), 0, 16_384)
    canvas_height_px = whole(_("Canvas height; 0: wall"), 0, 16_384)
    left_px = whole(_("From the left"), 0, 16_384, unit="px")
    top_px = whole(_("From the top"), 0, 16_384, unit="px")
    strips = whole(_("Strips it is folded into"), 1, 32)
    on = clock(_("Panel on at"))
    off = clock(_("Panel off at"))
    day_pct = whole(_("By day"), 0, 100, unit="%")
    twilight_pct = whole(_("At dusk and dawn"), 0, 100, unit="%")
    night_pct = whole(_("At night"), 0, 100, unit="%")
    lost_pct = whole(_("When in doubt"), 0, 100, unit="%")
    full_lux = whole(_("Sensor: full sun"), 1, 200_000, unit="lx")
    latitude = decimal(_("Latitude, degrees north"), "-90", "90", step="0.001")
    longitude = decimal(_("Longitude, degrees east"), "-180", "180", step="0.001")
    dead = forms.CharField(
        label=_("Dark modules: left, top, width, height in px, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=control(rows=3, spellcheck="false")),
    )
    loudspeaker = forms.BooleanField(label=_("There is a loudspeaker"), required=False)
    tags = forms.BooleanField(label=_("A small code in a corner, for a camera that proves it was lit"), required=False)

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def clean_dead(self) -> tuple[Rectangle, ...]:
        lines = [line for line in self.cleaned_data["dead"].splitlines() if line.strip()]
        if len(lines) > MAX_DEAD:
            raise forms.ValidationError(_("At most %d dark modules.") % MAX_DEAD)
        return tuple(_rectangle(line) for line in lines)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        profile = self.profile()
        width, height = strip_size(profile)
        canvas = (profile.canvas_width_px or width, profile.canvas_height_px or height)
        if profile.left_px + width > canvas[0] or profile.top_px + height > canvas[1]:
            self.add_error("canvas_width_px", _("The wall's picture does not fit on this canvas."))
        if profile.nearest_m > profile.farthest_m:
            self.add_error("nearest_m", _("The nearest reader stands farther than the farthest."))
        return cleaned

    def profile(self) -> WallProfile:
        """What was written; only when no field is wrong."""
        words = dict(self.cleaned_data)
        brightness = {name: words.pop(name) for name in Brightness.__struct_fields__}
        return WallProfile(
            pitch_um=int(words.pop("pitch_mm") * 1000),
            latitude_mdeg=int(words.pop("latitude") * 1000),
            longitude_mdeg=int(words.pop("longitude") * 1000),
            on_minute=minute_of(words.pop("on")),
            off_minute=minute_of(words.pop("off")),
            brightness=Brightness(**brightness),
            **words,
        )

    @staticmethod
    def initial_of(profile: WallProfile) -> dict[str, Any]:
        """The fields of a profile."""
        words = {name: getattr(profile, name) for name in profile.__struct_fields__}
        return {
            **words,
            **msgspec.structs.asdict(profile.brightness),
            "pitch_mm": Decimal(profile.pitch_um) / 1000,
            "latitude": Decimal(profile.latitude_mdeg) / 1000,
            "longitude": Decimal(profile.longitude_mdeg) / 1000,
            "on": time_of(profile.on_minute),
            "off": time_of(profile.off_minute),
            "dead": "\n".join(f"{each.x} {each.y} {each.width} {each.height}" for each in profile.dead),
        }


class PatternForm(forms.Form):
    """A test pattern that ends by itself."""

    pattern = choice(_("Pattern"), PATTERNS)
    minutes = whole(_("For how long"), 1, 240, unit=_("minutes"))


def _rectangle(line: str) -> Rectangle:
    words = line.replace(",", " ").split()
    try:
        x, y, width, height = (int(word) for word in words)
        return msgspec.convert({"type": "Rectangle", "x": x, "y": y, "width": width, "height": height}, Rectangle)
    except (ValueError, msgspec.ValidationError) as error:
        raise forms.ValidationError(gettext("This is not a module: %s") % line[:40]) from error
