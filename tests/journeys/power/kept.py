"""What a start after the power cut has for the county, opened as its office opens it."""

import io
from pathlib import Path

import av

from demo.evidence import OpenedPetition, opened_petition
from edge.store.blobs import Blobs
from edge.store.spool import Spool
from wire.codec import from_json
from wire.ids import PetitionId
from wire.inquiry.log import Fact, InquiryBegun, Link, check
from wire.petition.manifest import Manifest


def opened(home: Path, petition_id: PetitionId, office_key: Path) -> OpenedPetition:
    """Of a terminal that does not run; its parts are written beside it."""
    spool = Spool(home / "spool.sqlite")
    try:
        kept = spool.find(petition_id)
    finally:
        spool.close()
    assert kept is not None, f"{petition_id} is not promised"
    content = io.BytesIO(Blobs(home / "blobs", reserve_bytes=0).read(petition_id, 0, kept.total_bytes))
    folder = home / "parts"
    folder.mkdir()
    paths = []
    for number, part in enumerate(from_json(kept.manifest.payload, Manifest).parts):
        paths.append(folder / f"{number:05}")
        paths[-1].write_bytes(content.read(part.length))
    return opened_petition(office_key, paths)


def facts(petition: OpenedPetition) -> list[Fact]:
    """Of its log, which is whole."""
    lines = [line for line in b"".join(petition.contents("log")).splitlines() if line.strip()]
    links = [from_json(line, Link) for line in lines]
    begun = links[0].fact
    assert isinstance(begun, InquiryBegun)
    check(lines, links, begun.inquiry_id)
    return [link.fact for link in links]


def film_s(petition: OpenedPetition) -> float:
    """How long it can be seen."""
    with av.open(io.BytesIO(b"".join(petition.contents("video"))), "r") as film:
        return float([frame.time or 0.0 for frame in film.decode(video=0)][-1])
