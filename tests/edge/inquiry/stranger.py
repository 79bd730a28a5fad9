"""docs/inquiry/verify.py, which knows nothing of us, and a desk on which a stranger lays what he was given."""

import base64
import importlib.util
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.edge.inquiry.parcel import Parcel
from wire.codec import to_json

SCRIPT = Path(__file__).parents[3] / "docs" / "inquiry" / "verify.py"


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("inquiry_verify", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verify: Any = _loaded()


@dataclass
class Desk:
    """The log, the manifests and the sealed parts; a forger changes any of them."""

    folder: Path
    parcels: tuple[Parcel, ...]
    log: bytes = b""
    document: bytes | None = None
    manifests: list[dict[str, Any]] = field(default_factory=list)
    envelopes: list[dict[str, Any]] = field(default_factory=list)
    """As they came; what they hold is `manifests`, which a forger changes."""

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.log = self.parcels[0].of("log")[0]
        documents = self.parcels[0].of("document")
        self.document = documents[0] if documents else None
        for parcel in self.parcels:
            self.manifests.append(json.loads(to_json(parcel.manifest)))
            self.envelopes.append(json.loads(to_json(parcel.envelope)))
            for number, part in enumerate(parcel.sealed):
                (self.folder / f"{len(self.manifests)}-{number:04d}.age").write_bytes(part)

    def part(self, number: int) -> Path:
        """Of the first volume."""
        return self.folder / f"1-{number:04d}.age"

    def enveloped(self) -> bytes:
        """The first manifest with the signature that it came with, or bare when there is none."""
        payload = to_json(self.parcels[0].manifest)
        if json.loads(payload) != self.manifests[0]:
            payload = json.dumps(self.manifests[0]).encode()
        if not self.envelopes:
            return payload
        return json.dumps(self.envelopes[0] | {"payload": base64.b64encode(payload).decode()}).encode()

    def judge(self, **more: Any) -> Any:
        return verify.verify(self.log, self.manifests, self.folder, document=self.document, **more)
