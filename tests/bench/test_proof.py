"""The bench of the proof tries what it says, and a short log withstands it."""

import asyncio
from pathlib import Path

from bench.proof.days import short_log
from bench.proof.place import T002
from bench.proof.tampering import tamper
from edge.wall.proof.log import export_proof


def test_every_kind_of_tampering_is_tried_and_found(tmp_path: Path) -> None:
    place = asyncio.run(short_log(tmp_path, pages=2))
    log = tmp_path / "proof.jsonl"
    export_proof(place.home, T002, place.keys, to=log)

    figures = tamper(log, place, every=61)

    assert figures["tampering_found"] == figures["tampering_tried"]
    kinds = {name for name in figures if name.startswith("tried_")}
    assert len(kinds) == 10
