"""`zhitong voices record` and `zhitong voices check`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from edge.speech import catalogue
from edge.speech.console import Console, sentence
from edge.speech.errors import BadPack
from edge.speech.pack_check import faults
from edge.speech.packs import LIST, About, Pack, begin_pack, open_pack
from edge.speech.recorder import Recorder, Room
from wire.language import Language
from wire.terminal_config import TerminalConfig, load_terminal_config

_FOLDER: Final = "voices"
MakeRoom = Callable[[TerminalConfig, Console], Room]


def parser() -> argparse.ArgumentParser:
    """`action` is record or check."""
    made = argparse.ArgumentParser(prog="zhitong voices", description=sentence("about"))
    actions = made.add_subparsers(dest="action", required=True)
    record = actions.add_parser("record", help=sentence("about_record"))
    record.add_argument("--home", type=Path, required=True, help=sentence("option_home"))
    record.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN", help=sentence("option_language"))
    record.add_argument("--again", metavar="PROMPT", help=sentence("option_again"))
    check = actions.add_parser("check", help=sentence("about_check"))
    check.add_argument("pack", type=Path, help=sentence("option_pack"))
    return made


def record(arguments: argparse.Namespace, console: Console, make_room: MakeRoom) -> int:
    """Raises BadConfig, BadPack, or OSError for a disk that takes nothing."""
    config = load_terminal_config(arguments.home / "terminal.toml")
    packs = config.voice.packs or _FOLDER
    texts = catalogue.texts(arguments.language)
    if arguments.again and arguments.again not in texts:
        raise BadPack(f"there is no prompt {arguments.again}")
    pack = _pack(arguments.home / packs / arguments.language, arguments.language, config.terminal.point)
    recorder = Recorder(pack, texts, make_room(config, console))
    left = [arguments.again] if arguments.again else recorder.left()
    if not left:
        console.show(sentence("all_there", all=len(texts)))
        return 0
    console.show(sentence("welcome", left=len(left), all=len(texts), folder=pack.folder))
    recorder.walk(left)
    console.show(sentence("done", left=len(recorder.left()), folder=pack.folder))
    if not config.voice.packs:
        console.show(sentence("switch_on", packs=packs))
    return 0


def check(folder: Path, console: Console) -> int:
    """0 when every prompt is there and good. Raises BadPack."""
    pack = open_pack(folder)
    texts = catalogue.texts(pack.about.language)
    if pack.about.synthetic:
        console.show(sentence("synthetic", origin=pack.about.origin))
    found = faults(pack, texts)
    for fault in found:
        console.show(f"{fault.prompt_id}: {sentence(f'fault_{fault.what}')}")
    bad = {fault.prompt_id for fault in found if fault.what != "unknown"}
    console.show(sentence("good", good=len(texts) - len(bad), all=len(texts)))
    return 1 if bad else 0


def _pack(folder: Path, language: Language, point: str) -> Pack:
    if (folder / LIST).exists():
        return open_pack(folder)
    about = About(language=language, synthetic=False, origin=f"recorded at {point}", licence="given to the county")
    return begin_pack(folder, about)
