"""A pack: a folder of recordings, one Ogg file a prompt, and pack.toml that says of each what was read and its SHA-256.

So a prompt that is missing, damaged, or was read before its text was changed is found without listening.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from edge.speech.errors import BadPack
from edge.store.durable import make_directory, write_durably
from wire.language import Language

LIST: Final = "pack.toml"
SHIPPED: Final = Path(__file__).parent / "packs"


class Recording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One prompt as it was read."""

    file: str
    text: str
    sha256: str


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What pack.toml says."""

    language: Language
    synthetic: bool
    """Read by a machine."""
    origin: str
    """Who reads, and where from."""
    licence: str
    prompts: dict[str, Recording] = {}


@dataclass(frozen=True)
class Pack:
    """A folder and its list, as they were when it was opened."""

    folder: Path
    about: About

    def content(self, prompt_id: str) -> bytes | None:
        """The Ogg file; None when it is missing, or is not what was recorded."""
        recording = self.about.prompts.get(prompt_id)
        if recording is None:
            return None
        try:
            content = (self.folder / Path(recording.file).name).read_bytes()
        except OSError:
            return None
        return content if _sum(content) == recording.sha256 else None

    def with_recording(self, prompt_id: str, text: str, content: bytes) -> "Pack":
        """The pack with one more (or one newer) recording; on return both are on the disk for good. Raises OSError."""
        file = f"{prompt_id}.ogg"
        write_durably(self.folder / file, lambda out: out.write(content))
        prompts = {**self.about.prompts, prompt_id: Recording(file=file, text=text, sha256=_sum(content))}
        return _listed(Pack(self.folder, msgspec.structs.replace(self.about, prompts=prompts)))

    def without(self, prompt_ids: set[str]) -> "Pack":
        """The pack without these recordings, also on the disk."""
        gone = [recording for prompt_id, recording in self.about.prompts.items() if prompt_id in prompt_ids]
        left = {prompt_id: kept for prompt_id, kept in self.about.prompts.items() if prompt_id not in prompt_ids}
        pack = _listed(Pack(self.folder, msgspec.structs.replace(self.about, prompts=left)))
        for recording in gone:
            (self.folder / Path(recording.file).name).unlink(missing_ok=True)
        return pack


def open_pack(folder: Path) -> Pack:
    """Raises BadPack with one sentence."""
    path = folder / LIST
    try:
        return Pack(folder, msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), About))
    except OSError as error:
        raise BadPack(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BadPack(f"{path}: {error}") from error


def begin_pack(folder: Path, about: About) -> Pack:
    """A pack without a recording. Raises OSError."""
    make_directory(folder)
    return _listed(Pack(folder, about))


def found_packs(folder: Path) -> list[Pack]:
    """The packs in the folders of `folder`; a folder without a list is none. Raises BadPack."""
    return [open_pack(path.parent) for path in sorted(folder.glob(f"*/{LIST}"))]


def _listed(pack: Pack) -> Pack:
    content = _as_toml(pack.about).encode()
    write_durably(pack.folder / LIST, lambda out: out.write(content))
    return pack


def _as_toml(about: About) -> str:
    """JSON's strings are TOML's."""
    head = {name: value for name, value in msgspec.to_builtins(about).items() if name != "prompts"}
    parts = ["".join(f"{name} = {_quoted(value)}\n" for name, value in head.items())]
    for prompt_id, recording in sorted(about.prompts.items()):
        lines = "".join(f"{name} = {_quoted(value)}\n" for name, value in msgspec.to_builtins(recording).items())
        parts.append(f"[prompts.{_quoted(prompt_id)}]\n{lines}")
    return "\n".join(parts)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
