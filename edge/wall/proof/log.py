"""The terminal's own log of proof as a file that anybody can check: for a stick, a court, or whoever asks.

Read from the store beside the agent, which goes on writing; call it off the loop, for months are long.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from edge.fleet.clock import system_ms
from edge.keys import Keys
from edge.store.durable import write_durably
from edge.store.proof_rows import KeptRoot, reading
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER
from edge.wall.proof.roots import root_in
from wire.ids import TerminalId
from wire.seal.signed import payload_sha256
from wire.wall.log import ProofLog, ProofLogEnd, write_log
from wire.wall.piece import Days, Mark, cut

ALL: Final = Days()


def export_proof(home: Path, terminal_id: TerminalId, keys: Keys, *, to: Path, days: Days = ALL) -> ProofLogEnd:
    """`to` is whole on return, or what it was. Raises BadHome when nothing was ever proved here, OSError for `to`."""
    ends: list[ProofLogEnd] = []

    def write(file: BinaryIO) -> None:
        ends.append(write_proof(home, terminal_id, keys, write=file.write, days=days))

    write_durably(to, write)
    return ends[0]


def write_proof(
    home: Path, terminal_id: TerminalId, keys: Keys, *, write: Callable[[bytes], object], days: Days = ALL
) -> ProofLogEnd:
    """The whole log, or the piece that tells these days. Raises BadHome when nothing was ever proved here."""
    with reading(home / WALL_FOLDER / PROOF_FILE, terminal_id) as rows:
        own = keys.link.certificate_path.read_text(encoding="ascii")
        head = ProofLog(
            terminal_id=terminal_id,
            certificates=tuple(dict.fromkeys([*rows.certificates(), own])),
            county_key=base64.b64encode(keys.county.public_bytes_raw()).decode(),
            made_by=terminal_id,
            made_at_ms=max(system_ms(), 0),
        )
        if days.are_all:
            roots = ((kept.envelope, kept.countersigned) for kept in rows.roots())
            return write_log(write, head, entries=rows.entries(), roots=roots, signer=keys.device)
        kept = rows.roots()
        piece = cut([_mark(one) for one in kept], days, entries=rows.next_number())
        return write_log(
            write,
            msgspec.structs.replace(head, piece=piece.head),
            entries=rows.entries(piece.head.first, piece.upto),
            roots=((one.envelope, one.countersigned) for one in kept[piece.head.first_root : piece.upto_root]),
            signer=keys.device,
        )


def _mark(kept: KeptRoot) -> Mark:
    root = root_in(kept)
    return Mark(root.count, root.head, root.day, payload_sha256(kept.envelope))
