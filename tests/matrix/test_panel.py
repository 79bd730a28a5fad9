"""One list of behaviours for every panel: the fake, and the library's own emulator."""

import json
from pathlib import Path

import pytest

from matrix.errors import NoMatrix
from matrix.panel import MatrixPanel, Panel
from matrix.panel_fake import FakePanel
from wire.terminal_config import MatrixSection

SIZE = (64, 32)
EMULATED = MatrixSection(rows=16, columns=32, chain=2, parallel=2, emulated=True)


@pytest.fixture
def emulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MatrixPanel:
    settings = {"display_adapter": "raw", "pixel_size": 1, "log_level": "ERROR"}
    (tmp_path / "emulator_config.json").write_text(json.dumps(settings))
    monkeypatch.chdir(tmp_path)
    return MatrixPanel(EMULATED)


@pytest.fixture(params=["fake", "emulated"])
def panel(request: pytest.FixtureRequest) -> Panel:
    made: Panel = request.getfixturevalue("emulated") if request.param == "emulated" else FakePanel(SIZE)
    return made


def test_it_is_as_large_as_its_modules(panel: Panel) -> None:
    assert panel.size == SIZE


def test_it_takes_whole_pictures_only(panel: Panel) -> None:
    panel.shows(*SIZE, bytes(64 * 32 * 3))

    with pytest.raises(ValueError, match="not enough"):
        panel.shows(*SIZE, bytes(64 * 31 * 3))


def test_it_is_dimmed_between_dark_and_full(panel: Panel) -> None:
    panel.dims(0)
    panel.dims(100)

    with pytest.raises(ValueError, match="between 0 and 100"):
        panel.dims(101)


def test_the_lamps_have_the_colours_of_the_picture(emulated: MatrixPanel) -> None:
    picture = bytes(range(256)) * (64 * 32 * 3 // 256)

    emulated.dims(100)
    emulated.shows(*SIZE, picture)

    adapter = emulated.library.canvas.display_adapter
    assert adapter._last_frame().tobytes() == picture


def test_a_missing_library_is_told_in_a_sentence() -> None:
    with pytest.raises(NoMatrix, match=r"docs/hardware\.md"):
        MatrixPanel(MatrixSection(rows=16))
