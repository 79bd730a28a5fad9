"""What a terminal has beside camera and microphone, as the agent sees it: a voice and a printer, or none.

Whoever implements these keeps no text, sound or picture longer than it takes to say or print it.
"""

from collections.abc import Callable
from typing import Protocol

from edge.errors import NoPrinter, NoVoice
from wire import port
from wire.language import Language

SpeechFact = port.SayingStarted | port.SayingEnded
Languages = tuple[Language, ...]


class Tongue(Protocol):
    """What speech says; every method returns at once."""

    def say(self, words: port.Say) -> None:
        """Breaks off what is being said. Raises NoVoice when nothing of it can be spoken."""

    def play(self, say_id: str, webm: bytes, *, private: bool) -> None:
        """An officer's voice, WebM with Opus. Raises NoVoice without anything to play it on."""

    def hush(self) -> None:
        """Silent at once."""

    def close(self) -> None:
        """Waits for its threads: call it off the loop."""


class Speech(Tongue, Protocol):
    """Also which languages there are; facts come from any thread, each SayingStarted with one SayingEnded."""

    @property
    def voices(self) -> Languages: ...
    @property
    def reads_text(self) -> Languages: ...
    @property
    def handset(self) -> bool: ...


class Printing(Protocol):
    """The slip printer."""

    @property
    def state(self) -> port.PrinterState: ...
    @property
    def width_px(self) -> int: ...

    async def print(self, png: bytes) -> None:
        """Returns when the printer has it. Raises NoPrinter, NoPaper, or BadMessage for what is no slip."""

    def close(self) -> None: ...


MakeSpeech = Callable[[Callable[[SpeechFact], None]], Speech]
MakePrinting = Callable[[], Printing]


class Mute:
    """A terminal without a voice."""

    voices: Languages = ()
    reads_text: Languages = ()
    handset = False

    def __init__(self, post: Callable[[SpeechFact], None]) -> None:
        del post

    def say(self, words: port.Say) -> None:
        del words
        raise NoVoice("this terminal has no voice")

    def play(self, say_id: str, webm: bytes, *, private: bool) -> None:
        del say_id, webm, private
        raise NoVoice("this terminal has no voice")

    def hush(self) -> None:
        """It is silent already."""

    def close(self) -> None:
        """Nothing is open."""


class Unprinted:
    """A terminal without a printer."""

    state: port.PrinterState = "none"
    width_px = 384

    async def print(self, png: bytes) -> None:
        del png
        raise NoPrinter("this terminal has no printer")

    def close(self) -> None:
        """Nothing is open."""
