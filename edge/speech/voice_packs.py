"""The voice of a terminal: recorded prompts first, then text, where an engine reads it."""

import logging
from collections.abc import Iterator, Sequence
from typing import Final

from edge.speech import reading
from edge.speech.errors import BadSound
from edge.speech.packs import Pack
from edge.speech.sound import decoded, silence
from edge.speech.tones import NAMES, tone
from edge.speech.voice import Engine, Words
from wire.language import Language

_log = logging.getLogger(__name__)
_BETWEEN: Final = silence(0.35)
_BETWEEN_DIGITS: Final = silence(0.12)
_BETWEEN_GROUPS: Final = silence(0.7)
_GROUP: Final = 4
_DIGIT: Final = "digit."


class PackVoice:
    """Of several packs of a language the first that has a prompt says it: a county's own before the shipped one."""

    def __init__(self, packs: Sequence[Pack], engine: Engine | None = None) -> None:
        self._packs = tuple(packs)
        self._engine = engine
        self.recorded: tuple[Language, ...] = tuple(dict.fromkeys(pack.about.language for pack in packs))
        self.reads_text: tuple[Language, ...] = tuple(engine.languages) if engine else ()

    def can_say(self, words: Words) -> bool:
        if words.text and words.language in self.reads_text:
            return True
        return any(self._has(prompt, words.language) for prompt in words.prompts)

    def sound(self, words: Words) -> Iterator[bytes]:
        digits = 0
        for prompt in words.prompts:
            if not self._has(prompt, words.language):
                continue
            digits = digits + 1 if prompt.startswith(_DIGIT) else 0
            if digits > 1:
                yield _BETWEEN_GROUPS if digits % _GROUP == 1 else _BETWEEN_DIGITS
            yield from self._prompt(prompt, words.language)
            if not digits:
                yield _BETWEEN
        if words.text and self._engine and words.language in self.reads_text:
            if digits:
                yield _BETWEEN
            yield from self._engine.read(reading.spoken(words.text))

    def _has(self, prompt: str, language: Language) -> bool:
        return prompt in NAMES or any(prompt in pack.about.prompts for pack in self._of(language))

    def _prompt(self, prompt: str, language: Language) -> Iterator[bytes]:
        if prompt in NAMES:
            yield tone(prompt)
            return
        for pack in self._of(language):
            content = pack.content(prompt)
            if content is None:
                continue
            try:
                yield from decoded(content)
            except BadSound:
                _log.warning("a recording of the pack %s cannot be played", pack.folder.name)
                continue
            return

    def _of(self, language: Language) -> list[Pack]:
        return [pack for pack in self._packs if pack.about.language == language]
