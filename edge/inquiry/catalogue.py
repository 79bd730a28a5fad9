"""The words of the picture and of the case document, and the letters they are set in."""

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

_TEXTS: Final = Path(__file__).parent / "texts" / "zh_CN.toml"
Weight = Literal["Regular", "Bold"]


@cache
def _all() -> dict[str, dict[str, str]]:
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))


class Words:
    """One chapter of the catalogue."""

    def __init__(self, chapter: str) -> None:
        self._texts = _all()[chapter]

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)


def font_path(weight: Weight) -> Path:
    """The letters that kiosk and wall are set in; they are installed with every terminal."""
    spec = find_spec("kiosk")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the fonts are not installed")
    return Path(spec.origin).parent / "fonts" / f"NotoSansSC-{weight}.ttf"
