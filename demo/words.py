"""The demo's own sentences, in the language of whoever started it."""

import os
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "texts" / "story.toml"


def said(key: str, **facts: object) -> str:
    """One sentence of the catalogue."""
    return _catalogue()["en" if _reads_english() else "zh"][key].format(**facts)


def _reads_english() -> bool:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return not spoken.startswith("zh")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
