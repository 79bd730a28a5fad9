"""The form in which an officer writes a notice."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from county.affairs.models import Village
from county.affairs.publishing import Draft
from county.affairs.sheet import read_table
from county.errors import BadTable


def _look(**attributes: Any) -> dict[str, Any]:
    return {"class": "form-control", **attributes}


class NoticeForm(forms.Form):
    """One notice: words, and a table pasted from Excel, or either alone."""

    village = forms.ModelChoiceField(
        Village.objects.all(),
        label=_("Village"),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    title = forms.CharField(label=_("Title"), max_length=60, widget=forms.TextInput(attrs=_look()))
    period = forms.CharField(
        label=_("Month or quarter"), max_length=30, required=False, widget=forms.TextInput(attrs=_look())
    )
    as_of = forms.DateField(
        label=_("Facts as of"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=_look(type="date")),
    )
    body = forms.CharField(label=_("Text"), max_length=8000, required=False, widget=forms.Textarea(attrs=_look(rows=5)))
    table = forms.CharField(
        label=_("Table: copy the cells in Excel and paste them here; the first row is the head"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs=_look(rows=8, wrap="off", spellcheck="false")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            cleaned["read_table"] = read_table(cleaned.get("table", ""))
        except BadTable as error:
            self.add_error("table", str(error))
            return cleaned
        if not cleaned["read_table"] and not cleaned.get("body", "").strip():
            self.add_error("body", _("Write a text or paste a table."))
        return cleaned

    def draft(self, notice_id: str = "") -> Draft:
        """What was written; call it on a valid form only."""
        words = self.cleaned_data
        return Draft(
            village=words["village"],
            title=words["title"],
            period=words["period"],
            as_of=words["as_of"],
            body=words["body"].replace("\r\n", "\n").strip(),
            table=words["read_table"],
            notice_id=notice_id,
        )
