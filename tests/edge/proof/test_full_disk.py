"""A disk that takes nothing: the wall goes on, and so does its proof when there is room again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edge.wall.proof import proof as proof_module
from edge.wall.proof.proof import Proof
from tests.edge.proof.machine import Machine, kept_proof, told, written
from tests.wire.wall.shown import page
from wire.port_wall import ReportPage, StillShowing


def shows(proof: Proof, machine: Machine, number: int, *, for_s: int = 4) -> None:
    proof.page(ReportPage(page=page(number)))
    for _ in range(for_s // 2):
        machine.passes(2000)
        proof.still(StillShowing(pixels_sha256=page(number).pixels_sha256))
        proof.tick()


@contextmanager
def full(proof: Proof) -> Iterator[None]:
    """As SQLite sees it: no page more than there are."""
    database: sqlite3.Connection = proof.store._database
    database.execute("PRAGMA max_page_count = 1")
    try:
        yield
    finally:
        database.execute("PRAGMA max_page_count = 1000000")


def test_pages_that_found_no_room_are_written_when_there_is_some(tmp_path: Path) -> None:
    machine = Machine()
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, machine, 1)
        with full(proof):
            for number in range(2, 40):
                shows(proof, machine, number)
            assert len(written(proof)) < 39
        shows(proof, machine, 40)

        pages = [line for line in told(written(proof)) if line.startswith("page")]
        assert pages == [f"page {number} for 4 s" for number in range(1, 40)]


def test_what_waited_too_long_becomes_a_gap(tmp_path: Path) -> None:
    machine = Machine()
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, machine, 1)
        with full(proof):
            for number in range(2, proof_module._MOST_UNWRITTEN + 10):
                shows(proof, machine, number % 50, for_s=2)
        shows(proof, machine, 7)
        shows(proof, machine, 8)

        lines = told(written(proof))
        assert any(line.startswith("gap unknown for") for line in lines)
        assert lines[-1] == "page 7 for 4 s"
