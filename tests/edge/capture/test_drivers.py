"""The whole way through real drivers: a network camera and a sound server, each with its own clock and delays."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from demo.slate.check import check_clip
from edge.capture.facts import Level, PreviewStarted
from edge.capture.profile import PROFILES
from edge.capture.studio import Devices
from hardware.camera_file import FileCamera
from hardware.camera_opencv import OpenCvCamera
from hardware.microphone_pyaudio import PyAudioMicrophone
from hardware.microphone_wav import WavMicrophone
from hardware.speaker_none import SilentSpeaker
from tests.edge.capture.stage import Stage
from tests.hardware.mjpeg_server import MjpegServer, jpeg_of
from tests.hardware.pulse import PrivatePulse

SIZE = PROFILES["480p"].size


@pytest.fixture
def film_server(clip: tuple[Path, Path]) -> Iterator[MjpegServer]:
    film = FileCamera(clip[0], SIZE)
    film.open()
    server = MjpegServer(lambda: jpeg_of(np.asarray(film.look().bgr)))
    yield server
    server.close()
    film.close()


@pytest.fixture
def spoken_pulse(clip: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivatePulse]:
    """Its microphone hears the clip."""
    if not PrivatePulse.is_installed():
        pytest.skip("NOT TESTED: PyAudio; pulseaudio and libasound2-plugins are not installed")
    folder = tmp_path / "pulse"
    folder.mkdir()
    pulse = PrivatePulse(folder, source="pipe")
    monkeypatch.setenv("PULSE_SERVER", pulse.address)
    quiet = threading.Event()
    speaking = threading.Thread(target=_speak, args=(clip[1], pulse.pipe, quiet), daemon=True)
    speaking.start()
    yield pulse
    quiet.set()
    speaking.join()
    pulse.close()


def _speak(sound: Path, pipe: Path, quiet: threading.Event) -> None:
    voice = WavMicrophone(sound)
    voice.open()
    descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    while not quiet.is_set():
        try:
            os.write(descriptor, voice.listen().samples)
        except BlockingIOError:
            continue  # nobody listens yet
    os.close(descriptor)


def test_sound_and_picture_of_real_drivers_are_less_than_40_ms_apart(
    film_server: MjpegServer, spoken_pulse: PrivatePulse, stages: Callable[[Devices], Stage]
) -> None:
    stage = stages(Devices(OpenCvCamera(film_server.url, SIZE), PyAudioMicrophone(), SilentSpeaker()))
    stage.studio.start_preview()
    stage.told.wait_for(PreviewStarted)
    stage.told.wait_for(Level, number=5)
    stage.record()
    time.sleep(6.5)

    stage.stop()

    seen = check_clip(stage.movie())
    assert len(seen.offsets_ms) >= 2
    assert seen.offset_ms is not None
    # The median: the film's server shares this machine with the tests and may itself be late once.
    assert abs(seen.offset_ms) < 40
