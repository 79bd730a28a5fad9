"""The forms in which an officer writes a notice, one for each kind of what it shows."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from county.affairs.account import fen_of, read_chart, read_ledger
from county.affairs.media import keep_film, keep_picture, media_of
from county.affairs.models import Village
from county.affairs.publishing import Draft
from county.affairs.sheet import read_table
from county.errors import BadMedia, BadTable
from county.officers.models import Officer
from wire.content import Content, Picture, Poster, Video


def _look(**attributes: Any) -> dict[str, Any]:
    return {"class": "form-control", **attributes}


def _pasted(label: Any) -> forms.CharField:
    widget = forms.Textarea(attrs=_look(rows=8, wrap="off", spellcheck="false"))
    return forms.CharField(label=label, required=False, strip=False, widget=widget)


class WordsForm(forms.Form):
    """What every notice says: whose it is, of when, and a few words."""

    kind: ClassVar[str] = ""

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

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields that only this kind has, in order."""
        return [field for field in self if field.name not in WordsForm.base_fields and not field.is_hidden]

    def content(self) -> tuple[Content, ...]:
        """What it shows beside words and table; raises BadTable or BadMedia."""
        return ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["content"] = self.content()
            except (BadTable, BadMedia) as error:
                self.add_error(self.own[-1].name if self.own else "body", str(error))
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
            table=words.get("read_table"),
            content=words["content"],
            notice_id=notice_id,
        )


class NoticeForm(WordsForm):
    """Words, and a table pasted from Excel, or either alone."""

    kind = "text"
    table = _pasted(_("Table: copy the cells in Excel and paste them here; the first row is the head"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            cleaned["read_table"] = read_table(cleaned.get("table", ""))
        except BadTable as error:
            self.add_error("table", str(error))
            return cleaned
        if not cleaned["read_table"] and not cleaned.get("body", "").strip():
            self.add_error("body", _("Write a text or paste a table."))
        return cleaned


class LedgerForm(WordsForm):
    """An account, checked: what was there, what came and went, what is left."""

    kind = "ledger"
    opening = forms.CharField(label=_("Opening balance, yuan"), max_length=20, widget=forms.TextInput(attrs=_look()))
    closing = forms.CharField(label=_("Closing balance, yuan"), max_length=20, widget=forms.TextInput(attrs=_look()))
    rows = _pasted(_("Account: copy date, item, income, expense (handler, voucher) with their head from Excel"))

    def content(self) -> tuple[Content, ...]:
        words = self.cleaned_data
        opening, closing = fen_of(words["opening"]), fen_of(words["closing"])
        return (read_ledger(words["rows"], opening_fen=opening, closing_fen=closing),)


class ChartForm(WordsForm):
    """Lying bars, each with its name and figure."""

    kind = "chart"
    unit = forms.CharField(
        label=_("Unit; empty for yuan"), max_length=8, required=False, widget=forms.TextInput(attrs=_look())
    )
    bars = _pasted(_("Bars: copy two columns from Excel, names and figures"))

    def content(self) -> tuple[Content, ...]:
        return (read_chart(self.cleaned_data["bars"], unit=self.cleaned_data["unit"].strip()),)


class PosterForm(WordsForm):
    """One sentence as large as the wall takes it."""

    kind = "poster"
    headline = forms.CharField(label=_("Headline"), max_length=40, widget=forms.TextInput(attrs=_look()))
    lines = forms.CharField(
        label=_("Smaller lines below it, six at most"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs=_look(rows=6)),
    )

    def content(self) -> tuple[Content, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip())
        if len(lines) > 6:  # noqa: PLR2004  # as many as the record takes
            raise BadTable(str(_("A poster has at most six smaller lines.")))
        return (Poster(headline=self.cleaned_data["headline"], lines=lines),)


class PictureForm(WordsForm):
    """A photograph or drawing with what it shows in words; what was brought is kept under its hash between steps."""

    kind = "picture"
    caption = forms.CharField(
        label=_("What it shows, in words"), max_length=80, required=False, widget=forms.TextInput(attrs=_look())
    )
    file = forms.FileField(
        label=_("Picture: PNG or JPEG; places and makes in it are removed"),
        required=False,
        widget=forms.FileInput(attrs=_look(accept="image/png,image/jpeg")),
    )
    kept = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def content(self) -> tuple[Content, ...]:
        words, brought = self.cleaned_data, self.cleaned_data.get("file")
        if not brought and not words["kept"]:
            raise BadMedia(str(_("Choose a file.")))
        media = self._keep(brought.read()) if brought else media_of(words["kept"])
        # The hidden field carries it through the look and back; the browser sends no file twice by itself.
        self.data = {**{name: self.data[name] for name in self.data}, "kept": media.sha256}
        return (self._record(media, words["caption"]),)

    def _keep(self, content: bytes) -> Any:
        return keep_picture(content, self.officer)

    def _record(self, media: Any, caption: str) -> Content:
        return Picture(media=media, caption=caption)


class FilmForm(PictureForm):
    """A film, with sound where the wall has a loudspeaker."""

    kind = "film"
    file = forms.FileField(
        label=_("Film: MP4 with H.264, at most 48 MB; places and owners in it are removed"),
        required=False,
        widget=forms.FileInput(attrs=_look(accept="video/mp4")),
    )

    def _keep(self, content: bytes) -> Any:
        return keep_film(content, self.officer)

    def _record(self, media: Any, caption: str) -> Content:
        return Video(media=media, caption=caption)


FORMS: Final[dict[str, type[WordsForm]]] = {
    form.kind: form for form in (NoticeForm, LedgerForm, ChartForm, PosterForm, PictureForm, FilmForm)
}
KIND_NAMES: Final[dict[str, Any]] = {
    "text": _("Text and table"),
    "ledger": _("Account"),
    "chart": _("Chart"),
    "poster": _("Poster"),
    "picture": _("Picture"),
    "film": _("Film"),
}
