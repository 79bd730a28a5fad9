"""The face paints, the matrix is lit; whatever becomes of the face, the last picture stays."""

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.panels.connector_lamps import LampsConnector
from kiosk.render.bitmap import Bitmap
from kiosk.wall.screen.lamps import Lamps as Painted
from matrix.keeper import Keeper, found
from matrix.lamps import Lamps
from matrix.panel_fake import FakePanel

SIZE = (64, 32)
RED, GREEN = (Bitmap(*SIZE, bytes(one) * (SIZE[0] * SIZE[1])) for one in ((255, 0, 0), (0, 255, 0)))


@pytest.fixture
def face(tmp_path: Path) -> Iterator[Painted]:
    painted = Painted(tmp_path / "frames")
    yield painted
    painted.close()


@pytest.fixture
def panel() -> FakePanel:
    return FakePanel(SIZE)


@pytest.fixture
def keeper(face: Painted, panel: FakePanel, tmp_path: Path) -> Keeper:
    return Keeper(Lamps(tmp_path / "frames"), panel)


def test_each_picture_is_lit_once(face: Painted, keeper: Keeper, panel: FakePanel) -> None:
    face.paint(RED)
    first = keeper.looks(time.monotonic()), keeper.looks(time.monotonic())
    face.paint(GREEN)
    second = keeper.looks(time.monotonic())

    assert (first, second) == ((True, False), True)
    assert [rgb for _, _, rgb in panel.lit] == [RED.rgb, GREEN.rgb]


def test_nothing_is_lit_before_a_face_has_painted(face: Painted, keeper: Keeper, panel: FakePanel) -> None:
    face.beats(50)

    assert not keeper.looks(time.monotonic())
    assert panel.lit == []


def test_a_dead_face_leaves_its_last_picture(
    face: Painted, keeper: Keeper, panel: FakePanel, caplog: pytest.LogCaptureFixture
) -> None:
    face.paint(RED)
    keeper.looks(time.monotonic())

    with caplog.at_level(logging.WARNING):
        later = keeper.looks(time.monotonic() + 60)

    assert not later
    assert keeper.silent
    assert "the last picture stays" in caplog.text
    assert panel.lit[-1][2] == RED.rgb


def test_a_face_that_starts_again_goes_on_in_the_same_file(
    face: Painted, keeper: Keeper, panel: FakePanel, tmp_path: Path
) -> None:
    face.paint(RED)
    keeper.looks(time.monotonic())

    again = Painted(tmp_path / "frames")
    again.beats(70)
    stays = keeper.looks(time.monotonic()), panel.lit[-1][2], panel.brightness_pct
    again.paint(GREEN)
    keeper.looks(time.monotonic())
    again.close()

    assert stays == (True, RED.rgb, 70)
    assert panel.lit[-1][2] == GREEN.rgb


def test_the_wall_is_dimmed_and_at_night_it_is_dark(face: Painted, keeper: Keeper, panel: FakePanel) -> None:
    face.paint(RED)
    face.beats(8)
    keeper.looks(time.monotonic())
    night = panel.brightness_pct, panel.lit[-1][2]
    face.beats(0)
    keeper.looks(time.monotonic())

    assert night == (8, RED.rgb)
    assert not any(panel.lit[-1][2])


def test_a_file_full_of_anything_lights_nothing(tmp_path: Path, face: Painted, panel: FakePanel) -> None:
    path = tmp_path / "frames"
    keeper = Keeper(Lamps(path), panel)
    for content in (b"\xff" * 64, b"ZTLAMP01" + b"\xff" * 56, b"\0" * 64):
        with path.open("r+b") as file:
            file.write(content)

        assert not keeper.looks(time.monotonic())
    assert panel.lit == []


def test_the_matrix_waits_for_the_face(tmp_path: Path) -> None:
    path, waited = tmp_path / "frames", list[float]()

    def waits(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            Painted(path).close()

    lamps = found(path, waits=waits)

    assert len(waited) == 2
    assert lamps.canvas() is None
    lamps.close()


def test_lamps_count_as_lit_while_the_process_lives_that_lights_them(face: Painted, tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    nobody = LampsConnector(tmp_path / "never painted").look(), LampsConnector(frames).look()
    lights = "import sys, time; from pathlib import Path; from matrix.lamps import Lamps\n"
    lights += "Lamps(Path(sys.argv[1])).are_driven(); print('lit', flush=True); time.sleep(60)"

    with subprocess.Popen([sys.executable, "-c", lights, frames], stdout=subprocess.PIPE) as matrix:
        try:
            assert matrix.stdout is not None
            told = matrix.stdout.readline()
            alive = LampsConnector(frames).look()
        finally:
            matrix.kill()
    dead = LampsConnector(frames).look()

    assert (nobody, told, alive, dead) == ((False, False), b"lit\n", True, False)
