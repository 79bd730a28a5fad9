"""What a voice is to the rest of the terminal: prompts and texts go in, sound comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from wire.language import Language


@dataclass(frozen=True)
class Words:
    """What is to be said, in this order."""

    prompts: Sequence[str]
    text: str
    language: Language


class Voice(Protocol):
    """Turns words into sound. `sound` is used by one thread at a time."""

    @property
    def recorded(self) -> tuple[Language, ...]:
        """Languages with prompts."""

    @property
    def reads_text(self) -> tuple[Language, ...]:
        """Languages in which it reads any text."""

    def can_say(self, words: Words) -> bool:
        """Whether any of it can be said; quick."""

    def sound(self, words: Words) -> Iterator[bytes]:
        """The house's samples in pieces as they are made. What cannot be said is passed over."""


class Engine(Protocol):
    """Reads any text of its languages."""

    @property
    def languages(self) -> tuple[Language, ...]: ...

    def read(self, text: str) -> Iterator[bytes]:
        """The house's samples, sentence by sentence. `text` has its numbers read out already."""
