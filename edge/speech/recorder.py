"""Walks a speaker through the prompts: shows one, records it, plays it back, keeps it. What was kept stays.

Nothing is kept that is too short, too quiet or clipped; the speaker is told why and asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from edge.speech.console import Console, sentence
from edge.speech.loudness import evened, flaw, trimmed
from edge.speech.pack_check import faults
from edge.speech.packs import Pack
from edge.speech.sound import encoded, length_s
from hardware.errors import HardwareError
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Microphone, Speaker

_LONGEST_S: Final = 60.0
_WARM_UP_S: Final = 0.3
"""A sound card's first moment holds clicks, and the Enter key."""
_BLOCK_BYTES: Final = SOUND_RATE_HZ // 50 * SOUND_BYTES_PER_SAMPLE
Move = Literal["kept", "again", "back", "skip", "quit"]
_MOVES: Final[dict[str | None, Move]] = {None: "quit", "q": "quit", "b": "back", "s": "skip", "a": "again"}


@dataclass(frozen=True)
class Room:
    """Where the recording takes place."""

    console: Console
    microphone: Microphone
    speaker: Speaker


class Recorder:
    """`pack` is what is there so far; it grows with every prompt that is kept."""

    def __init__(self, pack: Pack, texts: Mapping[str, str], room: Room) -> None:
        self.pack = pack
        self._texts = texts
        self._room = room

    def left(self) -> list[str]:
        """Prompts that are not there, or not good."""
        return [fault.prompt_id for fault in faults(self.pack, self._texts) if fault.what != "unknown"]

    def walk(self, prompt_ids: list[str]) -> None:
        """Through these, in order, until all are kept or skipped, or the speaker stops."""
        at = 0
        while at < len(prompt_ids):
            move = self._prompt(prompt_ids[at])
            if move == "quit":
                return
            at = max(0, at - 1) if move == "back" else at if move == "again" else at + 1

    def _prompt(self, prompt_id: str) -> Move:
        show, text = self._room.console.show, self._texts[prompt_id]
        number = list(self._texts).index(prompt_id) + 1
        show(sentence("prompt", number=number, all=len(self._texts), prompt=prompt_id, text=text))
        show(sentence("begin"))
        asked = self._room.console.answer()
        if asked in {None, "q", "b", "s"}:
            return _MOVES[asked]
        samples = self._recorded()
        return self._kept(prompt_id, text, samples) if samples else "again"

    def _recorded(self) -> bytes:
        """A good recording, or nothing: then it was told why."""
        show, microphone = self._room.console.show, self._room.microphone
        try:
            microphone.open()
            heard = self._heard()
        except HardwareError as error:
            show(sentence("no_microphone", device=error.device))
            return b""
        finally:
            microphone.close()
        samples = trimmed(heard)
        found = flaw(samples)
        if found:
            show(sentence(found.value))
            return b""
        return evened(samples)

    def _heard(self) -> bytes:
        console, microphone = self._room.console, self._room.microphone
        for _ in range(round(_WARM_UP_S * 50)):
            microphone.listen()
        console.show(sentence("listening"))
        heard = bytearray()
        while not console.has_answered():
            heard += microphone.listen().samples
            if length_s(bytes(heard)) >= _LONGEST_S:
                console.show(sentence("too_long"))
                return bytes(heard)
        console.answer()
        return bytes(heard)

    def _kept(self, prompt_id: str, text: str, samples: bytes) -> Move:
        console = self._room.console
        answer: str | None = "l"
        while answer == "l":
            self._play(samples)
            console.show(sentence("keep"))
            answer = console.answer()
        if answer in _MOVES:
            return _MOVES[answer]
        try:
            self.pack = self.pack.with_recording(prompt_id, text, encoded(samples))
        except OSError as error:
            console.show(sentence("disk", error=error.strerror))
            return "again"
        console.show(sentence("kept"))
        return "kept"

    def _play(self, samples: bytes) -> None:
        speaker = self._room.speaker
        try:
            speaker.open()
            for at in range(0, len(samples), _BLOCK_BYTES):
                speaker.play(samples[at : at + _BLOCK_BYTES])
            speaker.play(bytes(_BLOCK_BYTES) * 10)  # the card's own buffer, so that the end is heard
        except HardwareError as error:
            self._room.console.show(sentence("no_speaker", device=error.device))
        finally:
            speaker.close()
