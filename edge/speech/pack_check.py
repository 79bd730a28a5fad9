"""What is wrong with a pack: prompts that are missing, changed since they were read, damaged, too quiet or too loud."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from edge.speech.errors import BadSound
from edge.speech.loudness import flaw
from edge.speech.packs import Pack
from edge.speech.sound import decoded

What = Literal["missing", "stale", "damaged", "too_short", "too_quiet", "too_loud", "unknown"]


@dataclass(frozen=True)
class Fault:
    """One prompt of which something is wrong."""

    prompt_id: str
    what: What


def faults(pack: Pack, texts: Mapping[str, str]) -> list[Fault]:
    """In the order of the catalogue; `unknown` are recordings of prompts that are no more."""
    found = [Fault(prompt_id, what) for prompt_id, text in texts.items() if (what := _fault(pack, prompt_id, text))]
    return found + [Fault(prompt_id, "unknown") for prompt_id in pack.about.prompts if prompt_id not in texts]


def _fault(pack: Pack, prompt_id: str, text: str) -> What | None:
    recording = pack.about.prompts.get(prompt_id)
    if recording is None:
        return "missing"
    if recording.text != text:
        return "stale"
    content = pack.content(prompt_id)
    if content is None:
        return "damaged"
    try:
        found = flaw(b"".join(decoded(content)))
    except BadSound:
        return "damaged"
    return found.value if found else None
