"""The devices of this machine: a film, a network camera, a sound file, a sound server, and the fakes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.slate.clip import make_clip
from tests.hardware.mjpeg_server import MjpegServer
from tests.hardware.pulse import PrivatePulse


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Film and sound of the demo's villager."""
    return make_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture
def network_camera() -> Iterator[MjpegServer]:
    server = MjpegServer()
    yield server
    server.close()


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivatePulse]:
    if not PrivatePulse.is_installed():
        pytest.skip("NOT TESTED: PyAudio; pulseaudio and libasound2-plugins are not installed")
    server = PrivatePulse(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", server.address)
    yield server
    server.close()
