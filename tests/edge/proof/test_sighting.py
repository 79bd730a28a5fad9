"""A photograph tells whether the page was lit: by its code, and by no other square that looks like one."""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from msgspec.structs import replace

from edge.wall.proof.proving import WALL_FOLDER
from edge.wall.proof.sighting import find_tags, read_photograph
from edge.wall.proof.sightings import FOLDER, Photograph, look
from tests.edge.cast import Cast, make_wall_cast
from tests.edge.proof.machine import Broker, Machine, whole, written
from tests.edge.proof.photograph import Yard, photograph
from tests.wire.wall.shown import page
from wire.port_wall import ReportPage, StillShowing
from wire.wall.proof import Step


@pytest.mark.parametrize(
    "yard",
    [
        Yard(tag=7, cell_px=3.0),
        Yard(tag=411, cell_px=3.0, tilt=0.3, turn=8),
        Yard(tag=999, cell_px=3.0, cell_leds=1),
        Yard(tag=0, cell_px=3.0, glare=0.6),
        Yard(tag=52, cell_px=8.0, light=0.15),
        Yard(tag=730, cell_px=8.0, grain=0.2),
        Yard(tag=64, cell_px=8.0, blur=2.0),
        Yard(tag=123, cell_px=16.0, tilt=0.4, turn=-12, noise=10),
    ],
    ids=["far", "far, aside", "one LED a cell", "far, in the sun", "dusk", "LED grain", "out of focus", "near, aside"],
)
def test_a_code_is_found(yard: Yard) -> None:
    assert yard.tag is not None

    found = find_tags(photograph(yard), [yard.tag])

    assert [one.tag for one in found] == [yard.tag]
    assert 0.5 * yard.cell_px < found[0].cell_px < 1.5 * yard.cell_px


def test_a_code_that_is_not_expected_is_not_seen() -> None:
    assert find_tags(photograph(Yard(tag=7, cell_px=8.0)), [8]) == ()


@pytest.mark.parametrize(
    "yard",
    [Yard(tag=None), Yard(tag=None, cell_px=16.0, seed=4), Yard(tag=5, light=0.005)],
    ids=["none", "near", "off"],
)
def test_a_wall_without_a_code_or_without_light_shows_none(yard: Yard) -> None:
    assert find_tags(photograph(yard), range(0, 1000, 100)) == ()


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + bytes(50)])
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert read_photograph(content) is None


def test_a_sighting_is_a_step_of_the_chain(tmp_path: Path) -> None:
    machine, broker = Machine(), Broker()
    keeper = whole(tmp_path, machine, broker)
    keeper.proof.start("0.2.0")
    shown = replace(page(1), tag=123)
    keeper.proof.page(ReportPage(page=shown))
    machine.passes(4000)
    keeper.proof.still(StillShowing(pixels_sha256=shown.pixels_sha256))
    seen = look(Photograph(photograph(Yard(tag=123)), machine.wall_ms, b"a"), keeper.store)
    missed = look(Photograph(np.zeros((200, 300), np.uint8), machine.wall_ms, b"b"), keeper.store)
    late = look(Photograph(np.zeros((200, 300), np.uint8), machine.wall_ms + 3_600_000, b"c"), keeper.store)

    assert seen is not None
    assert missed is not None
    assert late is None, "no page with a code stood there then"
    assert (seen.seen, missed.seen) == (True, False)
    assert seen.about.startswith(f"tag 123 of entry {keeper.store.count}; photograph ca978112")
    keeper.store.close()


def test_the_command_looks_and_the_agent_notes_it(tmp_path: Path) -> None:
    cast = make_wall_cast(tmp_path)
    machine, broker = Machine(), Broker()
    keeper = whole(cast.home / WALL_FOLDER, machine, broker)
    keeper.proof.start("0.2.0")
    keeper.proof.page(ReportPage(page=replace(page(1), tag=123)))
    done = see(cast, tmp_path / "wall.png", Yard(tag=123), at_ms=machine.wall_ms)
    missed = see(cast, tmp_path / "dark.png", Yard(tag=None), at_ms=machine.wall_ms)

    for path in (cast.home / WALL_FOLDER / FOLDER).iterdir():
        assert path.suffix == ".json"
    (cast.home / WALL_FOLDER / FOLDER / "torn.json").write_bytes(b"{")
    keeper.proof.tick()
    keeper._take_notes()

    assert (done.returncode, missed.returncode) == (0, 1), done.stderr + missed.stderr
    steps = [entry.fact.what for entry in written(keeper.proof) if isinstance(entry.fact, Step)]
    assert sorted(steps) == ["not_seen", "seen", "start"]
    assert not list((cast.home / WALL_FOLDER / FOLDER).iterdir())
    keeper.store.close()


def see(cast: Cast, path: Path, yard: Yard, *, at_ms: int) -> subprocess.CompletedProcess[str]:
    cv2.imwrite(str(path), photograph(yard))
    os.utime(path, (at_ms / 1000, at_ms / 1000))
    command = [sys.executable, "-m", "edge.wall.proof", "see", "--home", str(cast.home), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})


def test_the_command_writes_the_log_out(tmp_path: Path) -> None:
    cast = make_wall_cast(tmp_path)
    keeper = whole(cast.home / WALL_FOLDER, Machine(), Broker())
    keeper.proof.start("0.2.0")
    out = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "edge.wall.proof", "export", "--home", str(cast.home), "--out", str(out)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)
    nowhere = subprocess.run([*command[:-1], "/no/such/folder/log"], capture_output=True, text=True, check=False)

    keeper.store.close()
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().count(b"\n") == 3
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
