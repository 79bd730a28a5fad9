"""Plain values as YAML in block style. Reading YAML is hard, writing it is not: every JSON scalar is a YAML scalar.

So the wire needs no YAML library, and the document still reads and diffs line by line.
"""

import json
import re
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z$][A-Za-z0-9_-]*\Z")
_WORDS_WITH_A_MEANING: Final = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def yaml_text(value: Any) -> str:
    """A document; dicts keep their order."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict) and value:
        return [line for key, inner in value.items() for line in _entry(f"{_scalar(key)}:", inner)]
    if isinstance(value, list) and value:
        return [line for inner in value for line in _item(inner)]
    return [_scalar(value)]


def _entry(key: str, inner: Any) -> list[str]:
    if isinstance(inner, dict | list) and inner:
        return [key, *(f"  {line}" for line in _lines(inner))]
    return [f"{key} {_scalar(inner)}"]


def _item(inner: Any) -> list[str]:
    first, *rest = _lines(inner)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _scalar(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS_WITH_A_MEANING:
        return value
    return json.dumps(value, ensure_ascii=False)
