"""A chain arrives in any order, twice, late, in pieces, and is whole; what is not of it changes nothing."""

import base64
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.config import CountyConfig
from county.keys import CountySigner
from county.officers.models import Officer
from county.wall.logs import write_chain
from county.wall.models import Alarm, Chain, Entry, Root
from county.wall.proofs import accept_new_beginning, current_chain, take_batch, take_root
from tests.county.cast import Device
from tests.county.wall.stage import Wall
from wire.codec import from_json, to_json
from wire.errors import BadMessage
from wire.ids import TerminalId
from wire.seal.signed import Signed, payload_sha256, signed, verified
from wire.wall.chain import packed
from wire.wall.proof import COUNTERSIGN_CONTEXT, ROOT_CONTEXT, Countersigned, ProofEntry, ProofRoot

VERIFY = Path(__file__).parents[3] / "docs" / "proof" / "verify.py"


def a_day(wall: Wall) -> None:
    wall.steps("start")
    for number in range(9):
        wall.shows("东书村" if number % 2 else "柳河村")
    wall.rests("off_hours", seconds=3600)


@pytest.fixture
def signer(home: CountyConfig) -> CountySigner:
    return CountySigner.read(home.keys)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 3), max_size=14), sizes=st.sampled_from([3, 4]))
def test_whatever_comes_in_whatever_order_the_chain_is_the_walls(
    home: CountyConfig, t002: Device, *, order: list[int], sizes: int
) -> None:
    Entry.objects.all().delete()
    Chain.objects.all().delete()
    wall = Wall(t002)
    a_day(wall)
    batches = wall.batches(sizes)

    for number in order:
        taken = take_batch("t002", batches[number % len(batches)])
        assert not taken.broken
        assert taken.upto == Entry.objects.count()
    while (taken := take_batch("t002", packed(wall.entries[current_chain("t002").upto :] or wall.entries))).upto < 11:
        continue

    lines = [entry.line for entry in Entry.objects.order_by("n")]
    assert lines == [to_json(entry) for entry in wall.entries]
    assert current_chain("t002").head == wall.head
    assert not Alarm.objects.exists()


def test_a_gap_is_asked_for_again_by_the_cursor(wall: Wall) -> None:
    a_day(wall)
    first, second, third = wall.batches(4)

    early = take_batch("t002", third)
    cursor = [take_batch("t002", batch).upto for batch in (first, third, second, third)]

    assert (early.upto, early.broken) == (0, False)
    assert cursor == [4, 4, 8, 11]


def test_another_past_is_an_alarm_and_overwrites_nothing(wall: Wall, t002: Device) -> None:
    a_day(wall)
    for batch in wall.batches():
        take_batch("t002", batch)
    rewritten = Wall(t002)
    for _ in range(14):
        rewritten.shows("石桥村")

    answers = [take_batch("t002", batch) for batch in rewritten.batches(14) * 2]

    assert [(answer.upto, answer.broken) for answer in answers] == [(11, True)] * 2
    assert not Entry.objects.filter(village="石桥村").exists()
    assert Entry.objects.count() == 11
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.times, alarm.settled_at) == ("broken", 2, None)
    assert bytes(alarm.evidence)


def test_a_torn_batch_changes_nothing(wall: Wall) -> None:
    a_day(wall)
    whole = packed(wall.entries)

    for entries in (whole.entries[:-9], b"", b"\x00" * 40, whole.entries + b"x"):
        with pytest.raises(BadMessage):
            take_batch("t002", msgspec.structs.replace(whole, entries=entries))

    assert not Entry.objects.exists()


def test_a_wall_cannot_prove_for_another(wall: Wall) -> None:
    a_day(wall)

    with pytest.raises(BadMessage):
        take_batch("t003", packed(wall.entries))

    assert not Entry.objects.exists()


def test_after_a_new_disk_an_officer_lets_a_new_chain_begin_and_the_old_one_stays(
    wall: Wall, t002: Device, limin: Officer
) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    fresh = Wall(t002)
    fresh.shows("柳河村")
    refused = take_batch("t002", packed(fresh.entries))

    accept_new_beginning(Alarm.objects.get(), limin)
    taken = take_batch("t002", packed(fresh.entries))

    assert (refused.broken, taken.broken, taken.upto) == (True, False, 1)
    assert [(chain.number, chain.upto) for chain in Chain.objects.order_by("number")] == [(0, 11), (1, 1)]
    assert Alarm.objects.get().settled_by == limin


def test_a_root_is_countersigned_once_and_the_same_word_comes_again(wall: Wall, signer: CountySigner) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    root = wall.signs_root()

    first, again = take_root("t002", root, signer), take_root("t002", root, signer)

    assert first is not None
    assert first == again
    word = verified(first, Countersigned, key=signer.public_key, context=COUNTERSIGN_CONTEXT)
    assert (word.serial, word.root_sha256) == (0, payload_sha256(root))
    assert Root.objects.count() == 1


def test_a_root_before_its_entries_is_not_countersigned_and_no_alarm(wall: Wall, signer: CountySigner) -> None:
    a_day(wall)
    early = wall.signs_root()
    before = take_root("t002", early, signer)

    take_batch("t002", packed(wall.entries))

    assert before is None
    assert take_root("t002", early, signer) is not None
    assert not Alarm.objects.exists()


def test_a_root_that_goes_back_behind_a_countersigned_one_is_an_alarm(
    wall: Wall, t002: Device, signer: CountySigner
) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    take_root("t002", wall.signs_root(), signer)
    rolled_back = Wall(t002, entries=wall.entries[:5])

    for root in (rolled_back.signs_root(), _lying(wall, count=5), _lying(wall, head="f" * 64)):
        assert take_root("t002", root, signer) is None

    assert Alarm.objects.get().kind == "rollback"
    assert Alarm.objects.get().times == 3
    assert Root.objects.count() == 1


def test_a_root_that_mallory_signed_or_replays_is_an_alarm(wall: Wall, mallory: Device, signer: CountySigner) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    honest = wall.signs_root()
    forged = signed(from_json(honest.payload, ProofRoot), mallory, ROOT_CONTEXT)

    answers = [
        take_root("t002", forged, signer),
        take_root("t002", msgspec.structs.replace(honest, context="receipt/v1"), signer),
        take_root("t404", honest, signer),
    ]

    assert answers == [None, None, None]
    assert {alarm.kind for alarm in Alarm.objects.all()} == {"forged"}
    assert not Root.objects.exists()


def test_the_log_that_the_county_writes_is_checked_by_the_independent_script(
    wall: Wall, signer: CountySigner, tmp_path: Path
) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    take_root("t002", wall.signs_root(), signer)
    log = tmp_path / "t002.jsonl"
    with log.open("wb") as file:
        write_chain(current_chain("t002"), file)
    key = base64.b64encode(signer.public_key.public_bytes_raw()).decode()

    whole = _verified(log, key)
    log.write_bytes(log.read_bytes().replace("柳河村".encode(), "石桥村".encode(), 1))
    changed = _verified(log, key)

    assert whole.returncode == 0, whole.stdout
    assert "holds: 11 entries of t002, 11 under signed r" in whole.stdout
    assert (changed.returncode, "DOES NOT HOLD" in changed.stdout) == (1, True)


def test_an_entry_is_kept_byte_for_byte(wall: Wall) -> None:
    entry = wall.shows("东书村", title="=HYPERLINK(1)")

    take_batch("t002", packed(wall.entries))

    assert from_json(Entry.objects.get().line, ProofEntry) == entry
    assert entry.terminal_id == TerminalId("t002")


def _lying(wall: Wall, **changes: Any) -> Signed:
    """The next root of this wall, with something in it that is not so."""
    honest = from_json(wall.signs_root().payload, ProofRoot)
    wall.roots.pop()
    return signed(msgspec.structs.replace(honest, **changes), wall.device, ROOT_CONTEXT)


def _verified(log: Path, key: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(VERIFY), str(log), "--county-key", key]
    return subprocess.run(command, capture_output=True, text=True, check=False)
