"""A screen that is the first to be shown knows every widget that its rules name, whoever was shown before."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import kiosk
from kiosk.flows.step import Step
from kiosk.flows.steps import STEPS

HOUSE = Path(kiosk.__file__).parent
NAMED = re.compile(r"^\s+([A-Z]\w+):", re.MULTILINE)


def _file(module: str) -> Path:
    return HOUSE.parent / f"{module.replace('.', '/')}.py"


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_file(module).read_text(encoding="utf-8"))


def _imported(module: str) -> set[str]:
    """All of ours that is imported with it."""
    found, left = set[str](), [module]
    while left:
        one = left.pop()
        if one in found or not _file(one).exists():
            continue
        found.add(one)
        for node in ast.walk(_tree(one)):
            if isinstance(node, ast.ImportFrom) and node.module:
                left += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return found


def _widgets(modules: set[str]) -> set[str]:
    return {node.name for one in modules for node in _tree(one).body if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize("step", STEPS)
def test_rules_name_only_what_their_screen_imports(step: type[Step]) -> None:
    modules = (str(path.relative_to(HOUSE.parent).with_suffix("")) for path in HOUSE.glob("widgets/**/*.py"))
    ours = _widgets({module.replace("/", ".") for module in modules})
    place = HOUSE / "screens" / STEPS[step] / step.name()

    named = set(NAMED.findall(place.with_suffix(".kv").read_text(encoding="utf-8"))) & ours

    known = _widgets(_imported(f"kiosk.screens.{STEPS[step]}.{place.name}") | _imported("kiosk.stage"))
    assert named <= known
