"""The terminal's own log: what was proved, in a file that the independent script takes, beside a running writer."""

import base64
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from edge.errors import BadHome
from edge.wall.proof.log import export_proof
from edge.wall.proof.proving import PROOF_FILE, WALL_FOLDER, Proving, proving, seals_of
from tests.edge.cast import T002, Cast, make_wall_cast
from tests.edge.proof.machine import Broker, Machine, county_hears
from tests.wire.wall.shown import page
from wire.port_wall import ReportPage, StillShowing

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


def evening(cast: Cast, machine: Machine, broker: Broker, *, pages: int = 6) -> Proving:
    """Some pages, a boot, and the county's word about the first root."""
    path = cast.home / WALL_FOLDER / PROOF_FILE
    keeper = proving(T002, path=path, seals=seals_of(cast.keys), times=machine.moments, sending=broker)
    keeper.proof.start("0.2.0")
    keeper.roots.make()
    for number in range(pages):
        keeper.proof.page(ReportPage(page=page(number, village=("东书村", "石桥村")[number % 2])))
        for _ in range(3):
            machine.passes(2000)
            keeper.proof.still(StillShowing(pixels_sha256=page(number).pixels_sha256))
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
