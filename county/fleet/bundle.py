"""What a terminal is given before it is carried to its village: keys, trust and settings, in one folder.

The keys are made here, written once and kept nowhere else; the folder is whole before it has its name.
"""

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from county.durable import sync_folder, write_whole
from county.fleet.authority import Authority
from county.fleet.errors import BadBundle
from wire.codec import to_json
from wire.errors import BadConfig
from wire.seal.signed import Signed
from wire.terminal_config import TerminalConfig, load_terminal_config

_KEY_BYTES: Final = 32


def write_terminal_home(
    home: Path, config: TerminalConfig, authority: Authority, *, county_key: bytes, recipients: Signed
) -> None:
    """Make terminal.toml and keys/. Refuses a home that has keys; its blobs may be waiting for their receipt.

    `county_key` is the county's raw Ed25519 public key; `recipients` is signed by it.
    """
    keys = home / "keys"
    if keys.exists():
        raise BadBundle(f"{home} has keys already; a new terminal gets a new folder")
    if len(county_key) != _KEY_BYTES:
        raise BadBundle("the county's public key has 32 bytes")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_settings(home / "terminal.toml", config)
    link, bulk = authority.issue_terminal(config.terminal.id)
    draft = home / ".keys.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    link.write(draft / "device.key", draft / "device.crt")
    bulk.write(draft / "bulk.key", draft / "bulk.crt")
    write_whole(draft / "ca.crt", authority.server_ca.read_bytes(), mode=0o644)
    write_whole(draft / "county.pub", base64.b64encode(county_key) + b"\n", mode=0o644)
    write_whole(draft / "recipients.json", to_json(recipients), mode=0o644)
    draft.rename(keys)
    sync_folder(home)


def write_settings(path: Path, config: TerminalConfig) -> None:
    """terminal.toml, every key with its value; what could not be read back is not written."""
    draft = path.with_name(f".{path.name}.check")
    draft.write_text(_toml(config), encoding="utf-8")
    try:
        if load_terminal_config(draft) != config:
            raise BadBundle("these settings change when written")
    except BadConfig as problem:
        raise BadBundle(str(problem)) from problem
    finally:
        draft.unlink()
    write_whole(path, _toml(config).encode(), mode=0o644)


def _toml(config: TerminalConfig) -> str:
    return "\n".join(_lines(config)) + "\n"


def _lines(config: TerminalConfig) -> Iterator[str]:
    for section, values in msgspec.to_builtins(config).items():
        yield f"[{section}]"
        # A JSON string, number or boolean is also a TOML one, but for the delete character, which is checked.
        yield from (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
        yield ""
