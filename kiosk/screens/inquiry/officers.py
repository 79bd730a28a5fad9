"""The two who ask, a row each: name, office and, where it is to be compared, the number of the card they show."""

from kivy.metrics import mm
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.typeset.lines import shortened
from kiosk.widgets.frame import Screen
from kiosk.widgets.say import Icon, Say, Told
from wire.inquiry.sheet import Inquirer

_NAME_EM, _NUMBER_EM, _OFFICE_EM = 7.0, 9.0, 14.0
"""So much of each stands on one line."""


def officer_rows(screen: Screen, officers: tuple[Inquirer, ...], *, numbers: bool = False) -> list[Widget]:
    if screen.small and not numbers:
        return [_named(screen, one) for one in officers]
    return [_row(screen, one, numbers=numbers) for one in officers]


def _named(screen: Screen, one: Inquirer) -> Told:
    """Name and office in a sentence, which takes a second line where they are long."""
    between = " " if screen.upright else "\u3000"
    told = between.join(part for part in (shortened(one.name, _NAME_EM), shortened(one.office, _OFFICE_EM)) if part)
    return Told(icon="cover_plain", words=told, bold=True)


def _row(screen: Screen, one: Inquirer, *, numbers: bool) -> Widget:
    row = BoxLayout(size_hint_y=None, spacing=mm(3))
    row.bind(minimum_height=row.setter("height"))
    row.add_widget(Icon(name="cover_plain", role="label", tone="primary", pos_hint={"center_y": 0.5}))
    told = BoxLayout(orientation="vertical", size_hint_y=None, pos_hint={"center_y": 0.5})
    told.bind(minimum_height=told.setter("height"))
    for line in _short(one) if screen.small else _long(screen, one, numbers=numbers):
        told.add_widget(line)
    row.add_widget(told)
    return row


def _long(screen: Screen, one: Inquirer, *, numbers: bool) -> list[Say]:
    lines = [Say(words=shortened(one.name, _OFFICE_EM), role="speech", bold=True)]
    lines += [Say(words=shortened(one.office, _OFFICE_EM))] if one.office else []
    if numbers and one.credential:
        number = shortened(one.credential, _OFFICE_EM)
        lines.append(Say(words=screen.say("attend_inquiry.credential", credential=number), bold=True))
    return lines


def _short(one: Inquirer) -> list[Say]:
    """The number beside the name, and the office below."""
    name = shortened(one.name, _NAME_EM)
    number = shortened(one.credential, _NUMBER_EM)
    return [Say(words=f"{name}\u3000{number}".strip(), bold=True), Say(words=shortened(one.office, _OFFICE_EM))]
