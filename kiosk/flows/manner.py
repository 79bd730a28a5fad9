"""How this visit wants to be shown and spoken to. It falls back to the terminal's own when the visit is over."""

from dataclasses import dataclass

from wire.language import Language


@dataclass(frozen=True)
class Manner:
    """What the help page can change, and whether there is a voice for it."""

    language: Language = "zh_CN"
    low: bool = False
    """All controls within reach from a wheelchair."""
    speaks: bool = True
    """Whether the terminal has a voice for this language."""

    @property
    def other_language(self) -> Language:
        return "en" if self.language == "zh_CN" else "zh_CN"
