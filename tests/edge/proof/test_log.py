"""The terminal's own log: what was proved, in a file that the independent script takes, beside a running writer."""

import base64
import importlib.util
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from edge.errors import BadHome
from edge.wall.proof import commands
from edge.wall.proof.log import export_proof
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER, Proving, proving, seals_of
from tests.edge.cast import T002, Cast, make_wall_cast
from tests.edge.proof.machine import Broker, Machine, county_hears
from tests.wire.wall.shown import page
from wire.port_wall import ReportPage, StillShowing
from wire.wall.piece import Days

SCRIPT = Path(__file__).parents[3] / "docs" / "proof" / "verify.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


def evening(cast: Cast, machine: Machine, broker: Broker, *, pages: int = 6, heard: bool = True) -> Proving:
    """Some pages, a boot, and, where it was heard, the county's word about the first root."""
    path = cast.home / WALL_FOLDER / PROOF_FILE
    keeper = proving(T002, path=path, seals=seals_of(cast.keys), times=machine.moments, sending=broker)
    keeper.proof.start("0.2.0")
    keeper.roots.make()
    for number in range(pages):
        keeper.proof.page(ReportPage(page=page(number, village=("东书村", "石桥村")[number % 2])))
        for _ in range(3):
            machine.passes(2000)
            keeper.proof.still(StillShowing(pixels_sha256=page(number).pixels_sha256))
    if heard:
        county_hears(keeper, broker, cast.county)
    return keeper


def exported(cast: Cast, name: str = "proof.jsonl") -> Path:
    path = cast.home.parent / name
    export_proof(cast.home, T002, cast.keys, to=path)
    return path


def test_the_script_takes_the_log_of_a_running_terminal(cast: Cast) -> None:
    machine, broker = Machine(), Broker()
    keeper = evening(cast, machine, broker)
    keeper.store.close()
    machine.boots()
    machine.wall_ms += 86_400_000
    keeper = evening(cast, machine, broker, pages=3)
    log = exported(cast)
    keeper.store.close()

    key = base64.b64encode(cast.county.public).decode()
    done = subprocess.run(
        [sys.executable, SCRIPT, log, "--county-key", key], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "东书村: shown 4 times, readable 0.4 minutes, 0 cut off" in done.stdout
    assert "石桥村: shown 4 times, readable 0.4 minutes, 1 cut off" in done.stdout
    assert "nothing proved, power: 1 times, 1441.0 minutes" in done.stdout


def test_a_log_under_another_county_s_key_is_refused(cast: Cast, script: ModuleType) -> None:
    evening(cast, Machine(), Broker()).store.close()
    lines = exported(cast).read_bytes().splitlines(keepends=True)

    with pytest.raises(script.Wrong, match="line 1 names another county"):
        script.verify(lines, county_key=base64.b64encode(bytes(32)).decode())


@pytest.mark.parametrize(
    "older",
    [b'{"type":"Signed"\n', b'{"type":"Signed","context":"proof-root/v1","payload":"!"}\n', b"another file\n"],
)
def test_an_older_log_that_cannot_be_read_is_said_and_not_passed_over(cast: Cast, tmp_path: Path, older: bytes) -> None:
    evening(cast, Machine(), Broker()).store.close()
    log, kept = exported(cast), tmp_path / "older.jsonl"
    kept.write_bytes(older)

    done = subprocess.run([sys.executable, SCRIPT, log, "--kept", kept], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stdout.startswith(f"{log}: DOES NOT HOLD: the older log cannot be read")
    assert not done.stderr


def test_a_log_that_the_county_never_saw_names_no_day_of_its_own(cast: Cast) -> None:
    evening(cast, Machine(), Broker(), heard=False).store.close()

    done = subprocess.run([sys.executable, SCRIPT, exported(cast)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "The county had seen 0 of them when it was made." in done.stdout


def test_a_chain_that_was_set_back_is_told_by_an_older_log(cast: Cast, script: ModuleType) -> None:
    machine, broker = Machine(), Broker()
    store = cast.home / WALL_FOLDER / PROOF_FILE
    keeper = evening(cast, machine, broker, pages=2)
    keeper.store.close()
    before = store.read_bytes()
    keeper = evening(cast, machine, broker, pages=2)
    keeper.store.close()
    kept = exported(cast, "older.jsonl").read_bytes().splitlines(keepends=True)

    store.write_bytes(before)
    keeper = evening(cast, machine, Broker(), pages=3)
    keeper.store.close()
    lines = exported(cast).read_bytes().splitlines(keepends=True)

    script.verify(lines)
    with pytest.raises(script.Wrong, match="another past"):
        script.verify(lines, kept=kept)


def week(cast: Cast, machine: Machine, broker: Broker, *, pages: int = 2) -> None:
    """Five days with a boot, some pages and a root each; the first is 6 August 2026."""
    for _ in range(5):
        evening(cast, machine, broker, pages=pages).store.close()
        machine.boots()
        machine.wall_ms += 86_400_000


def lines_of(cast: Cast, days: Days) -> list[bytes]:
    path = cast.home.parent / "piece.jsonl"
    export_proof(cast.home, T002, cast.keys, to=path, days=days)
    return path.read_bytes().splitlines(keepends=True)


def test_a_piece_tells_its_days_and_holds_by_itself(cast: Cast, script: ModuleType) -> None:
    machine = Machine()
    day = machine.moments.day_of(machine.moments.now())
    week(cast, machine, Broker())
    whole = script.verify(lines_of(cast, Days()))
    days = [(date.fromisoformat(day) + timedelta(days=number)).isoformat() for number in range(5)]

    piece = script.verify(lines_of(cast, Days(days[2], days[3])))

    assert 0 < piece.first < piece.next < whole.next
    assert piece.hashes == whole.hashes[piece.first : piece.next]
    assert piece.before == whole.hashes[piece.first - 1]
    assert piece.rooted == piece.next, "a root holds all of it"
    assert piece.seen[0] > piece.first, "the county has seen some of it"


@pytest.mark.parametrize(
    ("first", "last"), [("", ""), ("2026-01-01", ""), ("", "2099-01-01"), ("2099-01-01", ""), ("", "1999-01-01")]
)
def test_days_of_which_there_are_none_make_a_piece_that_holds(
    cast: Cast, script: ModuleType, first: str, last: str
) -> None:
    week(cast, Machine(), Broker())

    piece = script.verify(lines_of(cast, Days(first, last)))

    assert piece.next > piece.first or not piece.hashes


def test_two_pieces_that_follow_each_other_are_told_by_their_links(cast: Cast, script: ModuleType) -> None:
    machine = Machine()
    day = date.fromisoformat(machine.moments.day_of(machine.moments.now()))
    week(cast, machine, Broker())
    middle = (day + timedelta(days=2)).isoformat()

    early, late = (script.verify(lines_of(cast, days)) for days in (Days("", middle), Days(middle, "")))

    assert late.first <= early.next
    assert late.before in early.hashes


def test_a_piece_that_was_shortened_or_begins_elsewhere_is_found(cast: Cast, script: ModuleType) -> None:
    machine = Machine()
    day = date.fromisoformat(machine.moments.day_of(machine.moments.now()))
    week(cast, machine, Broker())
    lines = lines_of(cast, Days((day + timedelta(days=2)).isoformat(), (day + timedelta(days=3)).isoformat()))
    entries = [at for at, line in enumerate(lines) if b'"type":"ProofEntry"' in line]
    head = msgspec.json.decode(lines[0])
    moved = head["piece"] | {"first": head["piece"]["first"] + 1}

    wrong = [
        [*lines[: entries[0]], *lines[entries[1] :]],
        [*lines[: entries[-1]], *lines[entries[-1] + 1 :]],
        [msgspec.json.encode(head | {"piece": moved}, order="sorted") + b"\n", *lines[1:]],
        [msgspec.json.encode(head | {"piece": None}, order="sorted") + b"\n", *lines[1:]],
    ]

    for changed in wrong:
        with pytest.raises(script.Wrong):
            script.verify(changed[:-1], sealed=False)


def test_a_piece_is_held_against_an_older_log_where_they_overlap(cast: Cast, script: ModuleType) -> None:
    machine = Machine()
    day = date.fromisoformat(machine.moments.day_of(machine.moments.now()))
    week(cast, machine, Broker())
    kept = lines_of(cast, Days())
    piece = lines_of(cast, Days((day + timedelta(days=2)).isoformat(), (day + timedelta(days=3)).isoformat()))
    strange = make_wall_cast(cast.home.parent / "other")
    week(strange, Machine(), Broker(), pages=3)
    others = lines_of(strange, Days())

    script.verify(piece, kept=kept)
    with pytest.raises(script.Wrong, match="another past"):
        script.verify(piece, kept=others)


def test_the_command_takes_days(cast: Cast, script: ModuleType, tmp_path: Path) -> None:
    week(cast, Machine(), Broker())
    said, out = list[str](), tmp_path / "piece.jsonl"

    def exports(*days: str) -> int:
        asked = commands.parser().parse_args(["export", "--home", str(cast.home), "--out", str(out), *days])
        return commands.export(asked, say=said.append)

    assert exports("--from", "2026-01-01", "--to", "2099-12-31") == 0
    assert len(said) == 1
    script.verify(out.read_bytes().splitlines(keepends=True))
    with pytest.raises(BadHome, match="2026-08-05"):
        exports("--from", "2026-08-05", "--to", "2026-08-01")
    with pytest.raises(SystemExit):
        exports("--from", "yesterday")


def test_every_flipped_bit_of_a_short_log_is_found(cast: Cast, script: ModuleType) -> None:
    evening(cast, Machine(), Broker(), pages=2).store.close()
    content = exported(cast).read_bytes()
    script.verify(content.splitlines(keepends=True))

    for at in range(0, len(content), 7):
        edited = bytearray(content)
        edited[at] ^= 1
        with pytest.raises(script.Wrong):
            script.verify(bytes(edited).splitlines(keepends=True))


def test_where_nothing_was_proved_there_is_no_log(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(BadHome):
        export_proof(cast.home, T002, cast.keys, to=tmp_path / "proof.jsonl")

    assert not (tmp_path / "proof.jsonl").exists()
