"""A voice and a printer that only remember, and refuse what the real ones refuse."""

from collections.abc import Callable

from edge.equipment import Languages, SpeechFact
from edge.errors import NoPaper, NoVoice
from wire import port
from wire.errors import BadMessage


class FakeSpeech:
    """Says nothing and ends only when it is told to, or by `finish`."""

    voices: Languages = ("zh_CN",)
    reads_text: Languages = ("zh_CN",)
    handset = True

    def __init__(self, post: Callable[[SpeechFact], None]) -> None:
        self._post = post
        self._now = ""
        self.said: list[port.Say] = []
        self.played: list[bytes] = []
        self.closed = False

    @property
    def speaking(self) -> bool:
        return bool(self._now)

    def say(self, words: port.Say) -> None:
        if words.language not in self.voices:
            raise NoVoice("no prompts of this language")
        self.said.append(words)
        self._begin(words.say_id)

    def play(self, say_id: str, webm: bytes, *, private: bool) -> None:
        del private
        self.played.append(webm)
        self._begin(say_id)

    def hush(self) -> None:
        self.finish()

    def finish(self) -> None:
        ended, self._now = self._now, ""
        if ended:
            self._post(port.SayingEnded(say_id=ended))

    def close(self) -> None:
        self.closed = True

    def _begin(self, say_id: str) -> None:
        self.finish()
        self._now = say_id
        self._post(port.SayingStarted(say_id=say_id))


class FakePrinting:
    """Has paper until it is told otherwise."""

    width_px = 576

    def __init__(self) -> None:
        self.state: port.PrinterState = "ready"
        self.printed: list[bytes] = []
        self.closed = False

    async def print(self, png: bytes) -> None:
        if not png.startswith(b"\x89PNG"):
            raise BadMessage("the slip is no picture")
        if self.state != "ready":
            raise NoPaper("out of paper")
        self.printed.append(png)

    def close(self) -> None:
        self.closed = True
