"""What the proof writes of a wall's day: pages as long as they were seen, and a reason for every other minute."""

import dataclasses
from pathlib import Path

import pytest
from msgspec.structs import replace

from edge.store.proofs import Proofs
from edge.wall.proof.proof import Proof
from tests.edge.cast import T002, notice
from tests.edge.proof.machine import Machine, kept_proof, told, written
from tests.wire.wall.shown import page
from wire.port_wall import PanelChanged, ReportPage, ReportRefused, StillShowing
from wire.wall.proof import Shown, Step


@pytest.fixture
def machine() -> Machine:
    return Machine()


def shows(proof: Proof, number: int) -> None:
    proof.page(ReportPage(page=page(number)))


def stands(proof: Proof, machine: Machine, number: int, *, for_s: int) -> None:
    """The face goes on saying that this page stands there."""
    for _ in range(for_s // 2):
        machine.passes(2000)
        proof.still(StillShowing(pixels_sha256=page(number).pixels_sha256))
        proof.tick()


def test_each_page_is_written_as_long_as_it_stood(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        machine.passes(3000)
        shows(proof, 1)
        stands(proof, machine, 1, for_s=20)
        shows(proof, 2)
        stands(proof, machine, 2, for_s=10)
        proof.page(ReportPage(page=None))
        machine.passes(5000)
        shows(proof, 1)

        assert told(written(proof)) == [
            "step start",
            "gap face for 3 s",
            "page 1 for 20 s",
            "page 2 for 10 s",
            "gap nothing_published for 5 s",
        ]


def test_a_page_that_stood_when_the_power_went_is_written_by_the_next_start(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=8)
    machine.boots(off_ms=90_000)

    with kept_proof(tmp_path, machine) as proof:
        assert told(written(proof)) == ["step start", "page 1 for 8 s, cut", "gap power for 90 s", "step start"]


def test_a_silent_face_is_proved_up_to_its_last_word_and_goes_on_when_it_speaks(
    machine: Machine, tmp_path: Path
) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=4)
        for _ in range(30):
            machine.passes(1000)
            proof.tick()
        stands(proof, machine, 1, for_s=6)
        shows(proof, 2)

        assert told(written(proof))[1:] == ["page 1 for 4 s, cut", "gap face for 32 s", "page 1 for 4 s"]


def test_a_face_that_goes_takes_its_page_with_it(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=4)
        machine.passes(1500)
        proof.face_gone()
        machine.passes(10_000)
        shows(proof, 2)

        assert told(written(proof))[1:] == ["page 1 for 4 s, cut", "gap face for 11.5 s"]


@pytest.mark.parametrize("dark", [PanelChanged(on=False, brightness_pct=80), PanelChanged(on=True, brightness_pct=0)])
def test_nothing_is_shown_while_the_panel_is_dark(dark: PanelChanged, machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=10)
        proof.panel_changed(dark, why_off="off_hours")
        stands(proof, machine, 1, for_s=10)
        shows(proof, 2)
        stands(proof, machine, 2, for_s=10)
        proof.panel_changed(PanelChanged(on=True, brightness_pct=60))
        stands(proof, machine, 2, for_s=4)
        proof.panel_changed(PanelChanged(on=True, brightness_pct=30))
        stands(proof, machine, 2, for_s=4)
        shows(proof, 3)

        entries = written(proof)[1:]
        assert told(entries) == ["page 1 for 10 s", "gap off_hours for 20 s", "page 2 for 8 s"]
        assert [entry.brightness_pct for entry in entries][::2] == [100, 30], "the lowest while it stood"


def test_a_cable_that_is_out_is_a_gap_of_its_own(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=10)
        proof.panel_changed(PanelChanged(on=False, brightness_pct=80), why_off="unplugged")
        stands(proof, machine, 1, for_s=10)
        proof.panel_changed(PanelChanged(on=True, brightness_pct=80))
        stands(proof, machine, 1, for_s=4)
        shows(proof, 2)

        assert told(written(proof)[1:]) == ["page 1 for 10 s", "gap unplugged for 10 s", "page 1 for 4 s"]


def test_a_clock_that_is_set_is_a_step_and_rewrites_nothing(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 1, for_s=4)
        machine.wall_ms -= 3_600_000
        stands(proof, machine, 1, for_s=4)
        shows(proof, 2)

        entries = written(proof)[1:]
        assert told(entries) == ["step clock", "page 1 for 8 s"]
        assert isinstance(entries[0].fact, Step)
        assert entries[0].fact.about == "-3600000"
        assert entries[1].began.wall_ms > entries[1].ended.wall_ms


def test_a_clock_that_was_set_while_the_edge_was_down_is_a_step_too(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
    machine.passes(5000)
    machine.wall_ms += 86_400_000

    with kept_proof(tmp_path, machine) as proof:
        assert told(written(proof)) == [
            "step start",
            "step clock",
            "page 1 for 0 s, cut",
            "gap power for 5 s",
            "step start",
        ]


def test_a_film_is_proved_by_the_frames_it_presented(machine: Machine, tmp_path: Path) -> None:
    film = replace(page(5), kind="Video")
    with kept_proof(tmp_path, machine) as proof:
        proof.page(ReportPage(page=film))
        machine.passes(2000)
        proof.still(StillShowing(pixels_sha256=film.pixels_sha256, frames=50))
        machine.passes(2000)
        proof.page(ReportPage(page=film, frames_before=100, film_sha256_before="c" * 64))
        machine.passes(2000)
        proof.still(StillShowing(pixels_sha256=film.pixels_sha256, frames=50))
        proof.face_gone()

        films = [entry.fact for entry in written(proof) if isinstance(entry.fact, Shown)]
        assert [(one.frames, one.pixels_sha256[0], one.cut) for one in films] == [(100, "c", False), (50, "0", True)]


def test_a_page_that_the_face_did_not_report_proves_nothing(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        stands(proof, machine, 2, for_s=20)
        shows(proof, 2)

        assert told(written(proof))[1:] == ["page 1 for 0 s, cut", "gap face for 20 s"]


def test_a_refusal_is_said_once_for_each_version(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        for version in (1, 1, 2):
            proof.refused(ReportRefused(notice_id="a" * 32, version=version, village="东书村", why="too_small"))

        steps = [entry.fact.about for entry in written(proof)[1:] if isinstance(entry.fact, Step)]
        assert steps == [f"{'a' * 32} version {version} 东书村: too_small" for version in (1, 2)]


def test_a_notice_that_is_withdrawn_is_said_and_one_that_is_replaced_is_not(machine: Machine, tmp_path: Path) -> None:
    well, road = notice("打井", notice_id="a" * 32), notice("修路", notice_id="b" * 32)
    with kept_proof(tmp_path, machine) as proof:
        proof.published([well, road])
        proof.published([notice("打井", notice_id="a" * 32, version=2)])
        proof.tick()

        steps = [entry.fact for entry in written(proof)[1:] if isinstance(entry.fact, Step)]
        assert steps == [Step(what="withdrawn", about=f"{'b' * 32} version 1 东书村: 修路")]


def test_a_day_begins_where_the_wall_hangs(machine: Machine) -> None:
    evening = machine.moments.now()

    at = replace(evening, wall_ms=1_795_795_200_000)

    assert machine.moments.day_of(at) == "2026-11-28"
    assert dataclasses.replace(machine.moments, utc_offset_min=0).day_of(at) == "2026-11-27"
    assert machine.moments.day_of(replace(evening, wall_ms=2**53)) == "0000-00-00"


def test_a_page_too_long_for_an_entry_is_refused_and_the_wall_goes_on(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        proof.page(ReportPage(page=replace(page(1), title="水" * 5000)))
        machine.passes(2000)
        shows(proof, 2)
        stands(proof, machine, 2, for_s=2)
        shows(proof, 3)

        assert told(written(proof))[-1] == "page 2 for 2 s"
        assert "step refused" in told(written(proof))


def test_shares_outlast_a_start(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        for number, village, share_ms in ((1, "东书村", 0), (2, "石桥村", 0), (3, "东书村", 20_000)):
            last = replace(page(number, village=village), share_ms=share_ms, lowest_ms=share_ms, page=2)
            proof.page(ReportPage(page=last))
            stands(proof, machine, number, for_s=20)
        proof.page(ReportPage(page=replace(page(4), why="filler", share_ms=999_999)))
        stands(proof, machine, 4, for_s=20)
    machine.boots()

    with kept_proof(tmp_path, machine) as proof:
        shares = proof.shares()

    assert shares.readable_ms == {"东书村": 40_000, "石桥村": 20_000}
    assert shares.lowest_ms == 20_000
    assert shares.times_today == {f"{number:032x}": 1 for number in (1, 2, 3)}


def test_a_damaged_store_is_laid_aside_and_the_wall_goes_on(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "proof.sqlite").write_bytes(b"no database at all" * 100)

    with kept_proof(tmp_path, machine) as proof:
        assert told(written(proof)) == ["step start"]

    assert (tmp_path / "proof.sqlite.damaged-1").exists()


def test_the_store_finds_its_end_again(machine: Machine, tmp_path: Path) -> None:
    with kept_proof(tmp_path, machine) as proof:
        shows(proof, 1)
        shows(proof, 2)
        end = proof.store.count, proof.store.head

    store = Proofs(tmp_path / "proof.sqlite", T002)

    assert (store.count, store.head) == end
    store.close()
