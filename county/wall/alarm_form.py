"""The form in which an officer writes an emergency."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from county.wall.emergencies import Words
from county.wall.forms import choice, control, whole
from county.wall.wanted import walls

KINDS: Final = (
    ("flood", _("flood")),
    ("fire", _("fire")),
    ("storm", _("storm")),
    ("quake", _("earthquake")),
    ("gas", _("gas")),
    ("missing", _("a person is missing")),
    ("other", _("something else")),
)


class AlarmForm(forms.Form):
    """Short words: they are read from far away, in a hurry."""

    kind = choice(_("What it is"), KINDS)
    rank = choice(
        _("Rank"),
        ((9, _("9: life in danger now")), (5, _("5: danger is coming")), (2, _("2: must be known"))),
        coerce=int,
    )
    headline = forms.CharField(
        label=_("Headline, in a few large words"), max_length=24, widget=forms.TextInput(attrs=control())
    )
    lines = forms.CharField(
        label=_("What to do, a line each, six at most"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=control(rows=4)),
    )
    minutes = whole(_("Ends by itself after"), 5, 2880, unit=_("minutes"))
    drill = forms.BooleanField(label=_("A drill: every page says so"), required=False)
    only = forms.MultipleChoiceField(
        label=_("Only on these walls; none ticked: on all"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = settings.COUNTY.station.site
        field = self.fields["only"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (wall.terminal_id, f"{wall.terminal_id} {wall.point}".strip()) for wall in walls() if wall.site == site
            ]

    def clean_lines(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip())
        if len(lines) > 6 or any(len(line) > 60 for line in lines):  # noqa: PLR2004  # what a wall takes
            raise forms.ValidationError(_("At most six lines of 60 characters."))
        return lines

    def words(self) -> Words:
        """What was written; call it on a valid form only."""
        given = self.cleaned_data
        return Words(
            kind=given["kind"],
            headline=given["headline"],
            lines=given["lines"],
            minutes=given["minutes"],
            rank=given["rank"],
            drill=given["drill"],
            terminals=tuple(given["only"]),
        )
