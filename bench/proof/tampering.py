"""Every way to change a log of proof: each byte, each line, each order, each earlier past; who finds it is verify.py.

Mallory may hold the terminal and its key. What he cannot make is the county's countersignature, of which whoever
checks keeps the last one.
"""

import importlib.util
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import msgspec

from bench.figures import Figure
from bench.proof.place import T002, WallPlace
from edge.keys import DeviceKey
from wire.codec import from_json
from wire.seal.signed import Signed, payload_sha256, signed
from wire.wall.chain import entry_sha256
from wire.wall.log import ProofLog, write_log
from wire.wall.proof import COUNTERSIGN_CONTEXT, FIRST_PREV, ROOT_CONTEXT, ProofEntry, ProofRoot

SCRIPT = Path(__file__).parents[2] / "docs" / "proof" / "verify.py"
_FLIPS = (1, 0x20, 0xFF)
_BY_PROCESS = 5
Lines = list[bytes]


def load_script() -> ModuleType:
    """The script itself, as it lies in docs."""
    spec = importlib.util.spec_from_file_location("verify", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Trial:
    """One log that holds, and what its checker has kept of it."""

    lines: Lines
    kept: Lines
    script: ModuleType
    tried: Counter[str]
    found: Counter[str]

    def finds(self, kind: str, lines: Lines, *, sealed: bool = True) -> None:
        """Count it as tried, and as found when the script refuses it."""
        self.tried[kind] += 1
        try:
            self.script.verify(lines, kept=self.kept, sealed=sealed)
        except self.script.Wrong:
            self.found[kind] += 1


def tamper(log: Path, place: WallPlace, *, every: int = 1) -> dict[str, Figure]:
    """Figures; one of `every` so many bytes is edited. The log must hold, and end in a root that was countersigned."""
    script = load_script()
    lines = log.read_bytes().splitlines(keepends=True)
    script.verify(lines)
    kept = [line for line in lines if COUNTERSIGN_CONTEXT.encode() in line]
    trial = Trial(lines, kept, script, Counter(), Counter())
    _edit_bytes(trial, every)
    _move_lines(trial)
    _go_back(trial)
    _write_anew(trial, place)
    _by_process(trial, log.with_suffix(".edited"))
    return {
        "tampering_tried": trial.tried.total(),
        "tampering_found": trial.found.total(),
        "log_bytes": sum(map(len, lines)),
        "log_lines": len(lines),
        **{f"tried_{kind}": times for kind, times in sorted(trial.tried.items())},
    }


def _edit_bytes(trial: Trial, every: int) -> None:
    """Three other values for each byte; and one for each byte of chain and roots, without the file's signature."""
    last = len(trial.lines) - 1
    for number, line in enumerate(trial.lines):
        for at in range(0, len(line), every):
            for flip in _FLIPS:
                trial.finds("byte", _with(trial.lines, number, _flipped(line, at, flip)))
            if 0 < number < last:
                trial.finds("byte_unsealed", _with(trial.lines[:-1], number, _flipped(line, at, 1)), sealed=False)


def _move_lines(trial: Trial) -> None:
    """All without the signature over the file, which would find each of them at once."""
    lines = trial.lines[:-1]
    for number in range(len(lines)):
        trial.finds("line_gone", lines[:number] + lines[number + 1 :], sealed=False)
        trial.finds("line_twice", lines[: number + 1] + lines[number:], sealed=False)
        if number + 1 < len(lines):
            swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
            trial.finds("lines_swapped", swapped, sealed=False)


def _go_back(trial: Trial) -> None:
    """Cut after each line; with the signature over the file and without it."""
    for upto in range(1, len(trial.lines)):
        trial.finds("cut", trial.lines[:upto])
        if upto < len(trial.lines) - 1:
            trial.finds("cut_unsealed", trial.lines[:upto], sealed=False)


def _write_anew(trial: Trial, place: WallPlace) -> None:
    """By whoever holds the terminal's key: back to each earlier entry, each entry another, and all signed again."""
    entries = [from_json(line[:-1], ProofEntry) for line in trial.lines if b'"type":"ProofEntry"' in line]
    counts = [from_json(_payload(line), ProofRoot).count for line in trial.lines if ROOT_CONTEXT.encode() in line]
    head, key = from_json(trial.lines[0][:-1], ProofLog), place.keys.device
    for upto in range(1, len(entries)):
        shorter = [count for count in counts if count <= upto]
        trial.finds("rolled_back", _log_of(head, entries[:upto], [*shorter, upto], key=key))
    for number, entry in enumerate(entries):
        other = msgspec.structs.replace(entry, brightness_pct=(entry.brightness_pct + 1) % 100)
        changed = _chained([*entries[:number], other, *entries[number + 1 :]])
        trial.finds("written_anew", _log_of(head, changed, counts, key=key))


def _by_process(trial: Trial, path: Path) -> None:
    """The script as whoever checks starts it: some of the edits once more."""
    for number in range(0, len(trial.lines), max(len(trial.lines) // _BY_PROCESS, 1)):
        path.write_bytes(b"".join(_with(trial.lines, number, _flipped(trial.lines[number], -2, 1))))
        done = subprocess.run([sys.executable, SCRIPT, path], capture_output=True, check=False)
        trial.tried["by_process"] += 1
        trial.found["by_process"] += done.returncode == 1 and b"DOES NOT HOLD" in done.stdout


def _log_of(head: ProofLog, entries: Sequence[ProofEntry], counts: Sequence[int], *, key: DeviceKey) -> Lines:
    """As true as the terminal's key can make it."""
    roots: list[tuple[Signed, None]] = []
    previous = FIRST_PREV
    for serial, count in enumerate(counts):
        last = entries[count - 1] if count else None
        root = ProofRoot(
            terminal_id=T002,
            serial=serial,
            count=count,
            head=entry_sha256(last) if last else FIRST_PREV,
            day="2026-11-27",
            previous_sha256=previous,
            at=entries[-1].ended,
        )
        envelope = signed(root, key, ROOT_CONTEXT)
        previous = payload_sha256(envelope)
        roots.append((envelope, None))
    made: list[bytes] = []
    write_log(made.append, head, entries=entries, roots=roots, signer=key)
    return made


def _chained(entries: Sequence[ProofEntry]) -> list[ProofEntry]:
    made: list[ProofEntry] = []
    prev = FIRST_PREV
    for entry in entries:
        made.append(msgspec.structs.replace(entry, prev=prev))
        prev = entry_sha256(made[-1])
    return made


def _payload(line: bytes) -> bytes:
    return from_json(line[:-1], Signed).payload


def _with(lines: Lines, number: int, line: bytes) -> Lines:
    return b"".join([*lines[:number], line, *lines[number + 1 :]]).splitlines(keepends=True)


def _flipped(line: bytes, at: int, flip: int) -> bytes:
    edited = bytearray(line)
    edited[at] ^= flip
    return bytes(edited)
