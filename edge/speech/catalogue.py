"""The prompts of the house: an id each, and what is said for it in each language. The texts stand in prompts/."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from edge.speech.errors import BadPack
from wire.language import Language

PROMPTS: Final = Path(__file__).parent / "prompts"
INTO_RECORDING: Final = frozenset({"told.two_minutes_left", "told.half_minute_left"})
"""The only words that are spoken into a running recording."""
INTO_CALL: Final = frozenset(
    {"step.agree_to_recording", "step.agree_to_inquiry", "told.call_held", "told.call_joined", "told.call_sound_only"}
    | {"told.call_recorded", "told.call_not_recorded"}
)
"""The only words that are spoken while an officer listens: of the call itself, and short."""


@cache
def texts(language: Language, folder: Path = PROMPTS) -> dict[str, str]:
    """Prompt id -> what a speaker reads, in the order of the file. Raises BadPack."""
    path = folder / f"{language}.toml"
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            f"{section}.{name}": text.strip() for section, found in sections.items() for name, text in found.items()
        }
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise BadPack(f"{path}: {error}") from error
