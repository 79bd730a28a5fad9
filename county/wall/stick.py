"""The county's words on a USB stick for a terminal that no link reaches, and its proof on the way back.

    zhitong/*.json                     what is signed and retained at the broker, a word a file; pieces of pictures
    zhitong/out/TERMINAL-proof.jsonl   what the terminal wrote: its log of proof, as `docs/proof` describes it

Nothing on a stick is believed for coming by hand: a log counts when the terminal signed its end.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from county.durable import write_whole
from county.errors import Unbelievable
from county.fleet.models import Terminal, device_key, is_wall
from county.keys import CountySigner
from county.outgoing.models import OutgoingMessage
from county.wall.proofs import current_chain, take_batch, take_root
from wire import topics
from wire.affairs.piece import Piece
from wire.codec import from_json, from_msgpack, to_json
from wire.errors import BadMessage, WireError
from wire.ids import is_name
from wire.seal.signed import Signed, verified
from wire.wall.chain import MAX_BATCH_ENTRIES, MAX_ENTRY_BYTES, packed
from wire.wall.log import LOG_CONTEXT, ProofLog, ProofLogEnd
from wire.wall.proof import ROOT_CONTEXT, ProofEntry, ProofRoot

FOLDER: Final = "zhitong"
OUT: Final = "out"
ROWS: Final = frozenset(
    {topics.EMERGENCY, topics.PLAYLIST, topics.WALL_SETTINGS, topics.NOTICE, topics.INDEX, topics.PIECE}
)
MAX_LOG_BYTES: Final = 1024 * 1024 * 1024
_ENDING: Final = "-proof.jsonl"


@dataclass(frozen=True)
class Read:
    """What became of one log."""

    terminal_id: str
    entries: int
    """That the county has now."""
    new: int
    roots: int
    """That were countersigned, now or before."""
    broken: bool


def write_stick(stick: Path) -> int:
    """Everything that is published now; what an earlier stick held is taken off. How many words."""
    folder = stick / FOLDER
    folder.mkdir(exist_ok=True)
    written = set()
    for row in OutgoingMessage.objects.filter(retain=True).exclude(payload=b"").iterator(chunk_size=20):
        address = topics.parse(row.topic)
        if address.row in ROWS:
            name = "-".join(word for word in (address.row.kind, address.owner, address.subject_id) if word) + ".json"
            write_whole(folder / name, _as_json(address.row, bytes(row.payload)), mode=0o644)
            written.add(name)
    for old in folder.glob("*.json"):
        if old.name not in written and not old.is_symlink():
            old.unlink()
    return len(written)


def logs_on(stick: Path) -> list[tuple[str, Path]]:
    """Terminals and their logs."""
    found = sorted((stick / FOLDER / OUT).glob(f"*{_ENDING}"))
    named = [(path.name.removesuffix(_ENDING), path) for path in found if not path.is_symlink()]
    return [(name, path) for name, path in named if is_name(name)]


def read_log(terminal_id: str, path: Path) -> Read:
    """Take the log in as if its batches had come by the link; raises Unbelievable or WireError, OSError."""
    terminal = Terminal.objects.filter(terminal_id=terminal_id).first()
    if terminal is None or not is_wall(terminal):
        raise Unbelievable("no wall of ours")
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        if os.fstat(descriptor).st_size > MAX_LOG_BYTES:
            raise Unbelievable("longer than a log")
        _check_end(terminal_id, file)
        before = current_chain(terminal_id).upto
        broken = _take_entries(terminal_id, file)
        roots = 0 if broken else _take_roots(terminal_id, file)
    chain = current_chain(terminal_id)
    return Read(terminal_id, entries=chain.upto, new=chain.upto - before, roots=roots, broken=broken)


def _as_json(row: topics.Row, payload: bytes) -> bytes:
    return payload if row.encoding == "json" else to_json(from_msgpack(payload, Piece))


def _check_end(terminal_id: str, file: BinaryIO) -> None:
    """The last line is the terminal's signature over all before it."""
    seen, last = hashlib.sha256(), b""
    for line in _lines(file):
        seen.update(last)
        last = line
    key = device_key(terminal_id)
    if key is None:
        raise Unbelievable("no such terminal")
    end = verified(from_json(last, Signed), ProofLogEnd, key=key, context=LOG_CONTEXT)
    if (end.terminal_id, end.sha256) != (terminal_id, seen.hexdigest()):
        raise BadMessage("signed over another log")


def _take_entries(terminal_id: str, file: BinaryIO) -> bool:
    """Whether somewhere the chain broke."""
    upto = current_chain(terminal_id).upto
    waiting: list[ProofEntry] = []
    for line in _lines(file):
        if not line.startswith(b'{"began"'):
            continue
        waiting.append(from_json(line, ProofEntry))
        if len(waiting) == MAX_BATCH_ENTRIES:
            waiting, broken = _taken(terminal_id, waiting, upto)
            if broken:
                return True
    while waiting:
        waiting, broken = _taken(terminal_id, waiting, upto)
        if broken:
            return True
    return False


def _taken(terminal_id: str, waiting: list[ProofEntry], upto: int) -> tuple[list[ProofEntry], bool]:
    """What is left of them after one batch; what the county has is passed over but for the last one, which binds."""
    if waiting[-1].n < upto - 1:
        return [], False
    batch = packed(waiting)
    size = next((at for at, entry in enumerate(waiting, 1) if _is_head(entry, batch.head)), len(waiting))
    return waiting[size:], take_batch(terminal_id, batch).broken


def _is_head(entry: ProofEntry, head: str) -> bool:
    return hashlib.sha256(to_json(entry)).hexdigest() == head


def _take_roots(terminal_id: str, file: BinaryIO) -> int:
    """Those that the present key signed; what an earlier key signed comes by the link, signed anew."""
    key, signer, count = device_key(terminal_id), CountySigner.read(settings.COUNTY.keys), 0
    for line in _lines(file):
        if key is None or not line.startswith(b'{"alg"'):
            continue
        envelope = from_json(line, Signed)
        try:
            verified(envelope, ProofRoot, key=key, context=ROOT_CONTEXT)
        except WireError:
            continue
        count += take_root(terminal_id, envelope, signer) is not None
    return count


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """From the beginning, each with its newline."""
    file.seek(0)
    most = 2 * MAX_ENTRY_BYTES + 64 * 1024
    for number, line in enumerate(iter(lambda: file.readline(most), b"")):
        if not line.endswith(b"\n"):
            raise BadMessage("a log that is cut")
        if number == 0:
            from_json(line, ProofLog)
        yield line
