"""What is published goes on a stick as it is at the broker; a log comes back only if the terminal signed it."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, withdraw
from county.config import CountyConfig
from county.keys import CountySigner
from county.officers.models import Officer
from county.wall.emergencies import Words, approve, ask
from county.wall.models import Alarm, Entry, Root
from county.wall.proofs import current_chain, take_batch
from county.wall.wanted import save_playlist, save_profile
from tests.county.cast import Device
from tests.county.wall.stage import Wall
from wire.codec import from_json
from wire.seal.signed import Signed, verified
from wire.wall.chain import packed
from wire.wall.log import ProofLog, write_log
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "zhitong" / "out").mkdir(parents=True)
    return folder


def logged(stick: Path, wall: Wall, *, signer: Device | None = None) -> Path:
    """As the terminal writes it."""
    path = stick / "zhitong" / "out" / f"{wall.terminal_id}-proof.jsonl"
    device = signer or wall.device
    head = ProofLog(
        terminal_id=wall.terminal_id, certificates=(device.certificate,), county_key="", made_by="t002", made_at_ms=0
    )
    with path.open("wb") as file:
        write_log(file.write, head, entries=wall.entries, roots=((root, None) for root in wall.roots), signer=device)
    return path


def a_day(wall: Wall, pages: int = 9) -> None:
    for number in range(pages):
        wall.shows("东书村" if number % 2 else "柳河村")
    wall.signs_root()


def read(stick: Path) -> str:
    said = StringIO()
    call_command("read_stick", str(stick), stdout=said)
    return said.getvalue()


def test_the_stick_holds_what_is_published_and_nothing_that_was_withdrawn(
    home: CountyConfig, stick: Path, wall: Wall, *, limin: Officer, zhaoqiang: Officer
) -> None:
    village = Village.objects.get(name="东书村")
    kept, gone = (
        publish(Draft(village=village, title=title, as_of=date(2026, 10, 31), body="如下。"), limin)
        for title in ("一", "二")
    )
    save_profile("t002", WallProfile(), limin)
    save_playlist(limin, villages=("东书村",))
    emergency = approve(ask(Words("flood", "山洪", (), minutes=60), limin).emergency_id, zhaoqiang)
    call_command("write_stick", str(stick), stdout=StringIO())
    before = {path.name for path in (stick / "zhitong").glob("*.json")}

    withdraw(gone.notice_id, limin)
    call_command("write_stick", str(stick), stdout=StringIO())

    names = {path.name for path in (stick / "zhitong").glob("*.json")}
    assert before - names == {f"notice-liuhe-{gone.notice_id}.json"}
    assert names == {
        f"notice-liuhe-{kept.notice_id}.json",
        f"emergency-liuhe-{emergency.emergency_id}.json",
        "index-liuhe.json",
        "playlist-liuhe.json",
        "settings-t002.json",
    }
    envelope = from_json((stick / "zhitong" / "settings-t002.json").read_bytes(), Signed)
    key = CountySigner.read(home.keys).public_key
    assert verified(envelope, WallSettings, key=key, context=WALL_CONTEXT).version == 1


def test_a_log_is_taken_in_and_twice_is_as_once(stick: Path, wall: Wall) -> None:
    a_day(wall, pages=1010)
    take_batch("t002", packed(wall.entries[:700]))
    logged(stick, wall)

    first, again = read(stick), read(stick)

    assert "310 new entries, 1010 in all, 1 roots" in first
    assert "0 new entries, 1010 in all, 1 roots" in again
    assert current_chain("t002").head == wall.head
    assert Root.objects.count() == 1


def test_a_log_that_the_terminal_did_not_sign_or_that_was_touched_changes_nothing(
    stick: Path, wall: Wall, mallory: Device
) -> None:
    a_day(wall)
    path = logged(stick, wall, signer=mallory)
    forged = path.read_bytes()
    honest = logged(stick, wall).read_bytes()

    for content in (
        forged,
        honest[:-5],
        honest.replace("柳河村".encode(), "石桥村".encode()),
        b"".join(honest.splitlines(keepends=True)[:-1]),
        b"",
        b"\x00" * 100_000,
    ):
        path.write_bytes(content)
        with pytest.raises(CommandError):
            read(stick)

    assert not Entry.objects.exists()


def test_a_log_of_another_past_is_an_alarm(stick: Path, wall: Wall, t002: Device) -> None:
    a_day(wall)
    take_batch("t002", packed(wall.entries))
    rewritten = Wall(t002)
    rewritten.rests("panel", seconds=5)
    a_day(rewritten, pages=20)
    logged(stick, rewritten)

    said = read(stick)

    assert "AN ALARM" in said
    assert Alarm.objects.get().kind == "broken"
    assert Entry.objects.count() == 9


def test_a_stick_without_a_log_is_said(stick: Path, home: CountyConfig) -> None:
    (stick / "zhitong" / "out" / "..-proof.jsonl").write_text("x")

    with pytest.raises(CommandError, match="no log"):
        read(stick)
