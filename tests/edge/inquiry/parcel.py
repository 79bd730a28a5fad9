"""What came of an inquiry, as the county's office opens it."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from edge.store.blobs import Blobs
from edge.store.spool import Spool
from tests.edge.cast import Cast
from wire.codec import from_json
from wire.ids import InquiryId, PetitionId
from wire.inquiry.log import Link, check
from wire.petition.manifest import Item, Manifest, PetitionMeta
from wire.seal.signed import Signed


@dataclass(frozen=True)
class Parcel:
    """One submission, sealed and opened."""

    envelope: Signed
    manifest: Manifest
    sealed: tuple[bytes, ...]
    opened: tuple[bytes, ...]
    meta: PetitionMeta

    def of(self, kind: str) -> list[bytes]:
        """The items of this kind, their parts put together."""
        return [b"".join(parts) for item, parts in self.items() if item.kind == kind]

    def items(self) -> list[tuple[Item, tuple[bytes, ...]]]:
        at, found = 0, []
        for item in self.meta.items:
            found.append((item, self.opened[at : at + item.parts]))
            at += item.parts
        return found

    def links(self, inquiry_id: InquiryId) -> list[Link]:
        """Of the log, after it was checked."""
        lines = self.of("log")[0].splitlines()
        links = [from_json(line, Link) for line in lines]
        check(lines, links, inquiry_id)
        return links


def parcel(cast: Cast, spool: Spool, blobs: Blobs, petition_id: PetitionId) -> Parcel:
    kept = spool.find(petition_id)
    assert kept is not None
    manifest = from_json(kept.manifest.payload, Manifest)
    content, at, sealed = blobs.read(petition_id, 0, kept.total_bytes), 0, []
    for part in manifest.parts:
        sealed.append(content[at : at + part.length])
        at += part.length
    assert at == len(content)
    opened = tuple(cast.office.open(part) for part in sealed)
    return Parcel(kept.manifest, manifest, tuple(sealed), opened, from_json(opened[-1], PetitionMeta))


def facts(links: list[Link]) -> list[str]:
    return [type(link.fact).__name__ for link in links]


@dataclass(frozen=True)
class Film:
    """A recording of both sides, decoded."""

    pictures: list[tuple[float, np.ndarray]]
    left: np.ndarray
    right: np.ndarray

    @classmethod
    def of(cls, movie: bytes) -> "Film":
        pictures = [(frame.time or 0.0, frame.to_ndarray(format="rgb24")) for frame in _decoded(movie, video=0)]
        blocks = [frame.to_ndarray() for frame in _decoded(movie, audio=0)]
        sound = np.concatenate(blocks, axis=1)
        return cls(pictures, sound[0], sound[1])


def _decoded(movie: bytes, **track: int) -> list[Any]:
    container: Any = av.open(io.BytesIO(movie))
    with container:
        return list(container.decode(**track))


def pitch(sound: np.ndarray) -> float:
    """The loudest, in Hz; 0 for silence."""
    strength = np.abs(np.fft.rfft(sound))
    return float(np.argmax(strength)) * 48_000 / len(sound) if strength.max() > 1 else 0.0


def home_parcel(cast: Cast, petition_id: PetitionId) -> Parcel:
    """Of a terminal that does not run."""
    home: Path = cast.home
    spool = Spool(home / "spool.sqlite")
    try:
        return parcel(cast, spool, Blobs(home / "blobs", reserve_bytes=0), petition_id)
    finally:
        spool.close()
