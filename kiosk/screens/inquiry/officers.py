"""The two who ask, a row each: name, office and, where it is to be compared, the number of the card they show."""

from kivy.metrics import mm
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flows.typeset.lines import shortened
from kiosk.widgets.frame import Screen
from kiosk.widgets.say import Icon, Say
from wire.inquiry.sheet import Inquirer

_NAME_EM, _NUMBER_EM, _OFFICE_EM = 7.0, 9.0, 14.0
"""So much of each stands on one line."""
_BESIDE_EM, _BESIDE_UPRIGHT_EM = 16.0, 9.0
"""An office beside its name, where there is little room."""


def officer_rows(screen: Screen, officers: tuple[Inquirer, ...], *, numbers: bool = False) -> list[Widget]:
    return [_row(screen, one, numbers=numbers) for one in officers]


def _row(screen: Screen, one: Inquirer, *, numbers: bool) -> Widget:
    row = BoxLayout(size_hint_y=None, spacing=mm(3))
    row.bind(minimum_height=row.setter("height"))
    row.add_widget(Icon(name="cover_plain", role="label", tone="primary", pos_hint={"center_y": 0.5}))
    told = BoxLayout(orientation="vertical", size_hint_y=None, pos_hint={"center_y": 0.5})
    told.bind(minimum_height=told.setter("height"))
    for line in _short(screen, one, numbers=numbers) if screen.small else _long(screen, one, numbers=numbers):
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


def _short(screen: Screen, one: Inquirer, *, numbers: bool) -> list[Say]:
    """The number beside the name, and the office below; or the office beside the name."""
    name = shortened(one.name, _NAME_EM)
    if not numbers:
        office = shortened(one.office, _BESIDE_UPRIGHT_EM if screen.upright else _BESIDE_EM)
        return [Say(words=f"{name}\u3000{office}", bold=True)]
    number = shortened(one.credential, _NUMBER_EM)
    return [Say(words=f"{name}\u3000{number}".strip(), bold=True), Say(words=shortened(one.office, _OFFICE_EM))]
