"""`zhitong proof export` and `zhitong proof see`; the sentences stand in texts/proof.toml."""

import argparse
import os
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from edge.errors import BadHome
from edge.fleet.clock import system_ms
from edge.keys import load_keys
from edge.store.proof_rows import reading
from edge.wall.proof.log import export_proof
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER
from edge.wall.proof.sighting import read_photograph
from edge.wall.proof.sightings import FOLDER, Photograph, leave, look
from hardware.ports import Camera
from wire.terminal_config import load_terminal_config
from wire.wall.piece import Days

Say = Callable[[str], None]
_WARM_UP = 5
"""Pictures after which a camera has found its exposure."""


def parser() -> argparse.ArgumentParser:
    """`action` is export or see."""
    made = argparse.ArgumentParser(prog="zhitong proof", description=sentence("about"))
    actions = made.add_subparsers(dest="action", required=True)
    export = actions.add_parser("export", help=sentence("about_export"))
    export.add_argument("--home", type=Path, required=True, help=sentence("option_home"))
    export.add_argument("--out", type=Path, required=True, help=sentence("option_out"))
    for option, name in (("--from", "first"), ("--to", "last")):
        about = sentence(f"option_{option[2:]}")
        export.add_argument(option, dest=name, metavar="YYYY-MM-DD", type=_day, default="", help=about)
    see = actions.add_parser("see", help=sentence("about_see"))
    see.add_argument("--home", type=Path, required=True, help=sentence("option_home"))
    what = see.add_mutually_exclusive_group(required=True)
    what.add_argument("photograph", type=Path, nargs="?", help=sentence("option_photograph"))
    what.add_argument("--camera", metavar="SOURCE", help=sentence("option_camera"))
    return made


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat() if word else ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(sentence("bad_day", word=word)) from error


def export(arguments: argparse.Namespace, *, say: Say) -> int:
    """Raises BadConfig, BadKeys, BadHome where nothing was proved, or OSError."""
    terminal_id = load_terminal_config(arguments.home / "terminal.toml").terminal.id
    keys = load_keys(arguments.home / "keys", terminal_id)
    days = Days(arguments.first, arguments.last)
    if days.last and days.first > days.last:
        raise BadHome(sentence("bad_days", first=days.first, last=days.last))
    end = export_proof(arguments.home, terminal_id, keys, to=arguments.out, days=days)
    say(sentence("exported", entries=end.entries, roots=end.roots, out=arguments.out))
    return 0


def see(arguments: argparse.Namespace, *, say: Say, camera: Callable[[str], Camera]) -> int:
    """0 when the page was seen, 1 when not, 3 when no code stood there. Raises as export does, and HardwareError."""
    terminal_id = load_terminal_config(arguments.home / "terminal.toml").terminal.id
    wall = arguments.home / WALL_FOLDER
    taken = _taken_by(camera(arguments.camera)) if arguments.camera else _taken_from(arguments.photograph)
    with reading(wall / PROOF_FILE, terminal_id) as rows:
        note = look(taken, rows)
    if note is None:
        say(sentence("no_code"))
        return 3
    leave(wall / FOLDER, note)
    say(sentence("seen" if note.seen else "not_seen", about=note.about))
    return 0 if note.seen else 1


def _taken_from(path: Path) -> Photograph:
    """As old as the file."""
    content = path.read_bytes()
    picture = read_photograph(content)
    if picture is None:
        raise BadHome(sentence("no_picture", path=path))
    return Photograph(picture, round(path.stat().st_mtime * 1000), content)


def _taken_by(camera: Camera) -> Photograph:
    camera.open()
    try:
        for _ in range(_WARM_UP):
            camera.look()
        picture = np.asarray(camera.look().bgr)
    finally:
        camera.close()
    return Photograph(picture, system_ms(), picture.tobytes())


def sentence(key: str, **facts: object) -> str:
    """In the reader's language, which the locale tells as everywhere on Debian."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return _catalogue()["zh" if spoken.startswith("zh") else "en"][key].format(**facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "texts" / "proof.toml").read_text(encoding="utf-8"))
