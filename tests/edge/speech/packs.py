"""Packs and voices for tests: a prompt is a tone whose height tells it from the others."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from edge.speech.packs import About, Pack, begin_pack
from edge.speech.sound import encoded
from edge.speech.voice import Words
from hardware.ports import SOUND_RATE_HZ
from wire.language import Language

HEIGHTS_HZ = {"step.home": 400, "choice.video": 700, "digit.1": 1000, "digit.2": 1300}
TEXTS = {prompt: f"read {prompt}" for prompt in HEIGHTS_HZ}


def tone(height_hz: float, seconds: float = 0.5, *, loudness: float = 0.2) -> bytes:
    at = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    return (loudness * 32767 * np.sin(2 * np.pi * height_hz * at)).astype("<i2").tobytes()


def make_pack(folder: Path, language: Language = "zh_CN", prompts: Sequence[str] = tuple(HEIGHTS_HZ)) -> Pack:
    pack = begin_pack(folder, About(language=language, synthetic=True, origin="tests", licence="none"))
    for prompt in prompts:
        pack = pack.with_recording(prompt, TEXTS[prompt], encoded(tone(HEIGHTS_HZ[prompt])))
    return pack


def heights(samples: bytes) -> list[int]:
    """The tones that were heard, in order, each once."""
    found: list[int] = []
    sound = np.frombuffer(samples, "<i2").astype(float)
    for at in range(0, len(sound) - 4800, 4800):
        block = sound[at : at + 4800]
        if np.abs(block).mean() < 500:
            continue
        height = int(np.argmax(np.abs(np.fft.rfft(block * np.hanning(4800)))) * 10)
        nearest = min(HEIGHTS_HZ.values(), key=lambda known: abs(known - height))
        if abs(nearest - height) < 30 and (not found or found[-1] != nearest):
            found.append(nearest)
    return found


class ToneEngine:
    """Reads each letter as a tone of 1300 Hz, half a second long; `read_texts` are those it was given."""

    languages: tuple[Language, ...] = ("zh_CN",)

    def __init__(self) -> None:
        self.read_texts: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def read(self, text: str) -> Iterator[bytes]:
        self.read_texts.append(text)
        for _ in text:
            self.may_go_on.wait()
            yield tone(1300)


class BrokenVoice:
    """Breaks in the middle."""

    recorded: tuple[Language, ...] = ("zh_CN",)
    reads_text: tuple[Language, ...] = ()

    def can_say(self, _words: Words) -> bool:
        return True

    def sound(self, words: Words) -> Iterator[bytes]:
        yield tone(400)
        raise RuntimeError(f"a bug that quotes {words}")
