"""When a notice is shown, as a form: windows of time, priority, filler, and what the law wants."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from county.affairs.models import Village
from county.wall.forms import MINUTES_A_DAY, choice, clock, control, minute_of, time_of, whole
from wire.ids import NoticeId
from wire.wall.playlist import MAX_HOLIDAYS, Duty, Playlist, PlaylistItem, Window

WEEKDAYS: Final = (
    (1, _("Mon")),
    (2, _("Tue")),
    (3, _("Wed")),
    (4, _("Thu")),
    (5, _("Fri")),
    (6, _("Sat")),
    (7, _("Sun")),
)
HOLIDAYS: Final = (("any", _("holidays or not")), ("only", _("holidays only")), ("never", _("not on holidays")))
RULES: Final = (
    ("", _("none")),
    ("monthly", _("monthly account")),
    ("quarterly", _("quarterly, by law")),
    ("at_once", _("at once: a major matter")),
    ("term", _("for a term")),
)
_LUNAR: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)")


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs=control(type="date"))
    return forms.DateField(label=label, required=required, widget=widget)


def _words(label: Any, *, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs=control(placeholder=hint))
    )


class WindowForm(forms.Form):
    """One window; what is left empty does not narrow."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    begins = clock(_("Begins at"))
    ends = clock(_("Ends at"))
    first_day = _day(_("First day"))
    last_day = _day(_("Last day"))
    market_days = _words(_("Lunar market days"), hint="3 6 9")
    lunar_days = _words(_("Lunar days"), hint="01-15 08-15")
    holidays = choice(_("Holidays"), HOLIDAYS)

    def clean_market_days(self) -> tuple[int, ...]:
        words = _split(self.cleaned_data["market_days"])
        if not all(len(word) == 1 and word.isdecimal() for word in words):
            raise forms.ValidationError(_("Digits only, apart by spaces: 3 6 9."))
        return tuple(int(word) for word in words)

    def clean_lunar_days(self) -> tuple[str, ...]:
        words = _split(self.cleaned_data["lunar_days"])
        if not all(_LUNAR.fullmatch(word) for word in words):
            raise forms.ValidationError(_("Month and day with two digits each: 01-15."))
        return tuple(words)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return cleaned

    def window(self) -> Window:
        words = self.cleaned_data
        return Window(
            weekdays=tuple(words["weekdays"]),
            from_minute=minute_of(words["begins"]),
            to_minute=minute_of(words["ends"]) or MINUTES_A_DAY,
            first_day=_iso(words["first_day"]),
            last_day=_iso(words["last_day"]),
            market_days=words["market_days"],
            lunar_days=words["lunar_days"],
            holidays=words["holidays"],
        )


WindowForms = forms.formset_factory(WindowForm, extra=0, max_num=8, validate_max=True, can_delete=True)


class ItemForm(forms.Form):
    """How a notice takes part, and the duty that it answers."""

    priority = whole(_("Priority, 9 before 0"), 0, 9)
    filler = forms.BooleanField(label=_("Only when nothing else is shown"), required=False)
    rule = forms.ChoiceField(
        label=_("Duty"), choices=RULES, required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    first_day = _day(_("First day"))
    last_day = _day(_("Last day"))
    times_a_day = whole(_("Times a day at least"), 1, 200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("rule"):
            for name in ("first_day", "last_day"):
                if not cleaned.get(name):
                    self.add_error(name, _("A duty has a first and a last day."))
            if not self.errors and cleaned["last_day"] < cleaned["first_day"]:
                self.add_error("last_day", _("The last day lies before the first."))
        return cleaned

    def duty(self, notice_id: str) -> Duty | None:
        words = self.cleaned_data
        if not words["rule"]:
            return None
        return Duty(
            notice_id=NoticeId(notice_id),
            rule=words["rule"],
            first_day=words["first_day"].isoformat(),
            last_day=words["last_day"].isoformat(),
            times_a_day=words["times_a_day"],
        )


class SiteForm(forms.Form):
    """Order of the villages and the days off."""

    villages = forms.CharField(
        label=_("Villages in the order to show, one a line"), widget=forms.Textarea(attrs=control(rows=8))
    )
    holidays = forms.CharField(
        label=_("Days off by the state's calendar, one a line: 2026-10-01"),
        required=False,
        widget=forms.Textarea(attrs=control(rows=8)),
    )

    def clean_villages(self) -> tuple[str, ...]:
        names = tuple(line.strip() for line in self.cleaned_data["villages"].splitlines() if line.strip())
        known = set(Village.objects.values_list("name", flat=True))
        for name in names:
            if name not in known:
                raise forms.ValidationError(gettext("There is no village %s.") % name)
        if len(set(names)) < len(names) or known - set(names):
            raise forms.ValidationError(_("Every village must stand here once: none disappears from the wall."))
        return names

    def clean_holidays(self) -> tuple[str, ...]:
        days = [line.strip() for line in self.cleaned_data["holidays"].splitlines() if line.strip()]
        if len(days) > MAX_HOLIDAYS:
            raise forms.ValidationError(_("At most %d days.") % MAX_HOLIDAYS)
        try:
            return tuple(sorted({date.fromisoformat(day).isoformat() for day in days}))
        except ValueError as error:
            raise forms.ValidationError(_("A day is written like 2026-10-01.")) from error


def window_initial(window: Window) -> dict[str, Any]:
    """The fields of a window."""
    return {
        "weekdays": list(window.weekdays),
        "begins": time_of(window.from_minute),
        "ends": time_of(window.to_minute),
        "first_day": window.first_day,
        "last_day": window.last_day,
        "market_days": " ".join(map(str, window.market_days)),
        "lunar_days": " ".join(window.lunar_days),
        "holidays": window.holidays,
    }


def item_initial(playlist: Playlist, notice_id: str) -> dict[str, Any]:
    """The fields of a notice as the playlist has it."""
    item = next((each for each in playlist.items if each.notice_id == notice_id), None)
    duty = next((each for each in playlist.duties if each.notice_id == notice_id), None)
    words: dict[str, Any] = {"priority": item.priority if item else 0, "filler": bool(item and item.filler)}
    words["times_a_day"] = duty.times_a_day if duty else 4
    if duty:
        words |= {"rule": duty.rule, "first_day": duty.first_day, "last_day": duty.last_day}
    return words


def replaced(playlist: Playlist, item: PlaylistItem, duty: Duty | None) -> dict[str, Any]:
    """The fields of the playlist in which this notice is as it shall be; what is plain needs no item."""
    others = tuple(each for each in playlist.items if each.notice_id != item.notice_id)
    duties = tuple(each for each in playlist.duties if each.notice_id != item.notice_id)
    is_plain = not (item.windows or item.priority or item.filler)
    return {
        "items": others if is_plain else (*others, item),
        "duties": (*duties, duty) if duty else duties,
    }


def told(window: Window) -> str:
    """A window in one line of the officer's language."""
    names = dict(WEEKDAYS)
    words = [f"{time_of(window.from_minute):%H:%M}–{_end(window.to_minute)}"]
    if window.weekdays:
        words.insert(0, " ".join(str(names[day]) for day in window.weekdays))
    if window.first_day or window.last_day:
        words.append(f"{window.first_day or '…'} – {window.last_day or '…'}")
    if window.market_days:
        words.append(gettext("market days %s") % " ".join(map(str, window.market_days)))
    if window.lunar_days:
        words.append(gettext("lunar %s") % " ".join(window.lunar_days))
    if window.holidays != "any":
        words.append(str(dict(HOLIDAYS)[window.holidays]))
    return ", ".join(words)


def told_duty(duty: Duty) -> str:
    """A duty in one line."""
    times = ngettext("%d time a day", "%d times a day", duty.times_a_day) % duty.times_a_day
    return f"{dict(RULES)[duty.rule]}, {duty.first_day} – {duty.last_day}, {times}"


def _end(minute: int) -> str:
    return "24:00" if minute == MINUTES_A_DAY else f"{time_of(minute):%H:%M}"


def _split(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def in_order(names: Iterable[str], order: Iterable[str]) -> list[str]:
    """As the playlist orders them; new ones at the end."""
    known, ordered = list(names), list(order)
    return [name for name in ordered if name in known] + [name for name in known if name not in ordered]
