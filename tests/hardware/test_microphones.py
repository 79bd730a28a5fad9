"""What every microphone promises."""

import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hardware.errors import MicrophoneBusy, MicrophoneStalled, NoMicrophone
from hardware.microphone_fake import FakeMicrophone
from hardware.microphone_pyaudio import PyAudioMicrophone
from hardware.microphone_wav import WavMicrophone
from hardware.ports import SOUND_RATE_HZ, Microphone
from hardware.room_fake import FakeRoom
from tests.hardware.pulse import PrivatePulse
from tests.hardware.rigs import Rig


def _fake(_request: pytest.FixtureRequest) -> Rig[Microphone]:
    microphone = FakeMicrophone()
    plug = microphone.plug
    return Rig(microphone, unplug=plug.pull, stall=plug.stall, occupy=plug.occupy, restore=plug.restore)


def _room(_request: pytest.FixtureRequest) -> Rig[Microphone]:
    microphone = FakeRoom().microphone
    plug = microphone.plug
    return Rig(microphone, unplug=plug.pull, stall=plug.stall, occupy=plug.occupy, restore=plug.restore)


def _wav(request: pytest.FixtureRequest) -> Rig[Microphone]:
    original: Path = request.getfixturevalue("clip")[1]
    sound: Path = request.getfixturevalue("tmp_path") / "sound.wav"
    sound.write_bytes(original.read_bytes())
    return Rig(WavMicrophone(sound), unplug=sound.unlink)


def _pyaudio(request: pytest.FixtureRequest) -> Rig[Microphone]:
    pulse: PrivatePulse = request.getfixturevalue("pulse")
    return Rig(PyAudioMicrophone(), unplug=pulse.close, restore=pulse.start)


@pytest.fixture(params=[_fake, _room, _wav, _pyaudio])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig[Microphone]]:
    made: Rig[Microphone] = request.param(request)
    yield made
    made.device.close()


def test_it_gives_sound_in_real_time_without_gaps(rig: Rig[Microphone]) -> None:
    rig.device.open()
    first = rig.device.listen()

    began_s = time.monotonic()
    blocks = [rig.device.listen() for _ in range(50)]
    took_s = time.monotonic() - began_s

    heard_s = sum(len(block.samples) for block in blocks) / 2 / SOUND_RATE_HZ
    assert took_s == pytest.approx(heard_s, abs=0.25)
    assert blocks[-1].began_at_s - first.began_at_s == pytest.approx(heard_s, abs=0.1)


def test_the_time_of_a_block_is_when_its_first_sample_was_heard(rig: Rig[Microphone]) -> None:
    rig.device.open()

    block = rig.device.listen()

    length_s = len(block.samples) / 2 / SOUND_RATE_HZ
    assert time.monotonic() - block.began_at_s == pytest.approx(length_s, abs=0.1)


def test_opening_and_closing_twice_changes_nothing(rig: Rig[Microphone]) -> None:
    rig.device.open()
    rig.device.open()

    rig.device.listen()

    rig.device.close()
    rig.device.close()


def test_it_can_be_opened_again_after_it_was_closed(rig: Rig[Microphone]) -> None:
    for _ in range(2):
        rig.device.open()
        rig.device.listen()
        rig.device.close()


def test_a_closed_microphone_gives_nothing(rig: Rig[Microphone]) -> None:
    rig.device.open()
    rig.device.close()

    with pytest.raises(NoMicrophone):
        rig.device.listen()


def test_a_microphone_that_is_not_there_cannot_be_opened(rig: Rig[Microphone]) -> None:
    assert rig.unplug is not None
    rig.unplug()

    with pytest.raises(NoMicrophone) as refused:
        rig.device.open()

    assert refused.value.device


def test_a_microphone_that_is_busy_cannot_be_opened_and_can_be_afterwards(rig: Rig[Microphone]) -> None:
    if rig.occupy is None:
        pytest.skip("nobody else can hold this microphone")
    rig.occupy()

    with pytest.raises(MicrophoneBusy):
        rig.device.open()

    rig.restore()
    rig.device.open()
    rig.device.listen()


def test_a_microphone_unplugged_while_someone_listens_says_so_in_time(rig: Rig[Microphone]) -> None:
    if rig.unplug is None or isinstance(rig.device, WavMicrophone):
        pytest.skip("a sound file that is open is in RAM")
    rig.device.open()
    rig.device.listen()
    threading.Timer(0.2, rig.unplug).start()

    began_s = time.monotonic()
    with pytest.raises((NoMicrophone, MicrophoneStalled)):
        _listen_until_it_fails(rig.device)

    assert time.monotonic() - began_s < 6


def test_a_stalled_microphone_says_so_and_comes_back(rig: Rig[Microphone]) -> None:
    if rig.stall is None:
        pytest.skip("this microphone cannot be stalled here")
    rig.device.open()
    rig.stall()

    with pytest.raises(MicrophoneStalled):
        rig.device.listen()

    rig.restore()
    rig.device.listen()


def _listen_until_it_fails(microphone: Microphone) -> None:
    for _ in range(200):
        microphone.listen()


def test_a_sound_file_plays_round_and_round(tmp_path: Path) -> None:
    short = tmp_path / "short.wav"
    ramp = np.arange(SOUND_RATE_HZ // 20, dtype="<i2")
    with wave.open(str(short), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE_HZ)
        file.writeframes(ramp.tobytes())
    microphone = WavMicrophone(short)
    microphone.open()

    heard = np.frombuffer(b"".join(microphone.listen().samples for _ in range(10)), "<i2")

    microphone.close()
    assert set(np.unique(np.diff(heard.astype(int)) % len(ramp))) == {1}


def test_a_sound_file_of_another_kind_is_no_microphone(tmp_path: Path) -> None:
    stereo = tmp_path / "stereo.wav"
    with wave.open(str(stereo), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(bytes(4000))

    for path in (stereo, tmp_path / "none.wav", Path(__file__)):
        with pytest.raises(NoMicrophone):
            WavMicrophone(path).open()


def test_no_sound_card_has_this_name(pulse: PrivatePulse) -> None:
    with pytest.raises(NoMicrophone):
        PyAudioMicrophone("no such card").open()


def test_portaudio_says_nothing_on_stderr(pulse: PrivatePulse, capfd: pytest.CaptureFixture[str]) -> None:
    microphone = PyAudioMicrophone()

    microphone.open()
    microphone.close()

    assert capfd.readouterr().err == ""
