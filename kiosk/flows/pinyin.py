"""What a nine-key pinyin keyboard asks of a dictionary. It learns nothing: the next villager types in the same one."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Composing:
    """What is being spelled at this moment."""

    typed: str = ""
    """What was pressed, with what was chosen of it already."""
    candidates: tuple[str, ...] = ()
    """Words it may be, the likeliest first."""
    readings: tuple[str, ...] = ()
    """Syllables that its first keys may be; to choose one leaves fewer candidates."""
    done: str = ""
    """The whole of it, once all of it is chosen."""


NOTHING = Composing()


class Pinyin(Protocol):
    """One spelling at a time. Keys are the digits 2 to 9 or the letters a to z."""

    def press(self, key: str) -> Composing: ...
    def erase(self) -> Composing: ...
    def choose(self, at: int) -> Composing:
        """Take one of the candidates; what of the spelling it does not cover stays."""
        ...

    def narrow(self, reading: str) -> Composing:
        """The first keys mean this syllable."""
        ...

    def clear(self) -> Composing: ...


class NoPinyin:
    """A terminal without a dictionary: there is the finger."""

    def press(self, key: str) -> Composing:
        del key  # nothing can be made of it
        return NOTHING

    def erase(self) -> Composing:
        return NOTHING

    def choose(self, at: int) -> Composing:
        del at  # nothing was offered
        return NOTHING

    def narrow(self, reading: str) -> Composing:
        del reading  # nothing was offered
        return NOTHING

    def clear(self) -> Composing:
        return NOTHING
