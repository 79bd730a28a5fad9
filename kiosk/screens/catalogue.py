"""From a Step to its screen: kiosk/screens/<feature>/<step_name>.py and .kv, loaded when first shown."""

import importlib
from pathlib import Path

from kivy.lang import Builder

from kiosk.errors import NoSuchScreen
from kiosk.flows.step import Step
from kiosk.flows.steps import STEPS
from kiosk.widgets.frame import Screen
from kiosk.widgets.rules import load_rules

_FOLDER = Path(__file__).parent


def screen_for(step: type[Step]) -> type[Screen]:
    """The class that shows this kind of Step; raises NoSuchScreen."""
    if step not in STEPS:
        raise NoSuchScreen(f"{step.__name__} is not in kiosk/flows/steps.py")
    load_rules()
    name = step.name()
    rules = _FOLDER / STEPS[step] / f"{name}.kv"
    module = importlib.import_module(f"kiosk.screens.{STEPS[step]}.{name}")
    if str(rules) not in Builder.files:
        Builder.load_file(str(rules))
    screen: type[Screen] = getattr(module, f"{step.__name__}Screen")
    return screen
