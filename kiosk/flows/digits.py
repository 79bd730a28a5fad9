"""Digits under a finger: what a pad of ten keys, one to erase and one to clear makes of what was typed."""

from dataclasses import dataclass

_KEYS = frozenset("0123456789")


@dataclass(frozen=True)
class Pad:
    """`longest`: how many digits there is room for."""

    longest: int

    def typed(self, digits: str, choice: str, item: str) -> str | None:
        """The digits after a touch; None for a touch that is none of the pad's."""
        match choice:
            case "digit":
                return (digits + item)[: self.longest] if item in _KEYS else digits
            case "erase":
                return digits[:-1]
            case "clear":
                return ""
        return None
