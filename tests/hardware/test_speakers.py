"""What every speaker promises."""

import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hardware.errors import NoSpeaker, SpeakerBusy
from hardware.microphone_pyaudio import PyAudioMicrophone
from hardware.ports import SOUND_RATE_HZ, Speaker
from hardware.room_fake import FakeRoom
from hardware.speaker_fake import FakeSpeaker
from hardware.speaker_none import SilentSpeaker
from hardware.speaker_pyaudio import PyAudioSpeaker
from hardware.speaker_wav import WavSpeaker
from tests.hardware.pulse import PrivatePulse
from tests.hardware.rigs import Rig

BLOCK = bytes(SOUND_RATE_HZ // 50 * 2)


def _fake(_request: pytest.FixtureRequest) -> Rig[Speaker]:
    speaker = FakeSpeaker()
    plug = speaker.plug
    return Rig(speaker, unplug=plug.pull, occupy=plug.occupy, restore=plug.restore)


def _room(_request: pytest.FixtureRequest) -> Rig[Speaker]:
    speaker = FakeRoom().speaker
    plug = speaker.plug
    return Rig(speaker, unplug=plug.pull, occupy=plug.occupy, restore=plug.restore)


def _none(_request: pytest.FixtureRequest) -> Rig[Speaker]:
    return Rig(SilentSpeaker())


def _wav(request: pytest.FixtureRequest) -> Rig[Speaker]:
    folder: Path = request.getfixturevalue("tmp_path") / "heard"
    folder.mkdir()
    return Rig(WavSpeaker(folder / "heard.wav"), unplug=folder.rmdir)


def _pyaudio(request: pytest.FixtureRequest) -> Rig[Speaker]:
    pulse: PrivatePulse = request.getfixturevalue("pulse")
    return Rig(PyAudioSpeaker(), unplug=pulse.close, restore=pulse.start)


@pytest.fixture(params=[_fake, _room, _none, _wav, _pyaudio])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig[Speaker]]:
    made: Rig[Speaker] = request.param(request)
    yield made
    made.device.close()


def test_it_takes_sound_at_the_pace_at_which_it_is_heard(rig: Rig[Speaker]) -> None:
    rig.device.open()
    for _ in range(25):  # a sound card that slept keeps no pace at first
        rig.device.play(BLOCK)

    began_s = time.monotonic()
    for _ in range(50):
        rig.device.play(BLOCK)

    assert time.monotonic() - began_s == pytest.approx(1.0, abs=0.25)


def test_what_is_not_yet_heard_is_known(rig: Rig[Speaker]) -> None:
    rig.device.open()
    for _ in range(5):
        rig.device.play(BLOCK)

    waiting_s = rig.device.delay_s()

    assert 0 < waiting_s < 0.5


def test_closing_falls_silent_at_once(rig: Rig[Speaker]) -> None:
    rig.device.open()
    rig.device.play(BLOCK)

    began_s = time.monotonic()
    rig.device.close()

    assert time.monotonic() - began_s < 0.3
    assert rig.device.delay_s() == 0


def test_opening_and_closing_twice_changes_nothing(rig: Rig[Speaker]) -> None:
    rig.device.open()
    rig.device.open()
    rig.device.play(BLOCK)

    rig.device.close()
    rig.device.close()


def test_it_can_be_opened_again_after_it_was_closed(rig: Rig[Speaker]) -> None:
    for _ in range(2):
        rig.device.open()
        rig.device.play(BLOCK)
        rig.device.close()


def test_a_closed_speaker_plays_nothing(rig: Rig[Speaker]) -> None:
    rig.device.open()
    rig.device.close()

    with pytest.raises(NoSpeaker):
        rig.device.play(BLOCK)


def test_a_speaker_that_is_not_there_cannot_be_opened(rig: Rig[Speaker]) -> None:
    if rig.unplug is None:
        pytest.skip("silence is always there")
    rig.unplug()

    with pytest.raises(NoSpeaker):
        rig.device.open()


def test_a_speaker_that_is_busy_cannot_be_opened_and_can_be_afterwards(rig: Rig[Speaker]) -> None:
    if rig.occupy is None:
        pytest.skip("nobody else can hold this speaker")
    rig.occupy()

    with pytest.raises(SpeakerBusy):
        rig.device.open()

    rig.restore()
    rig.device.open()
    rig.device.play(BLOCK)


def test_a_fake_speaker_unplugged_while_it_plays_says_so() -> None:
    speaker = FakeSpeaker()
    speaker.open()
    speaker.play(BLOCK)
    speaker.plug.pull()

    with pytest.raises(NoSpeaker):
        speaker.play(BLOCK)


def test_a_sound_server_that_dies_while_it_plays_is_no_speaker(pulse: PrivatePulse) -> None:
    speaker = PyAudioSpeaker()
    speaker.open()
    speaker.play(BLOCK)
    pulse.close()

    began_s = time.monotonic()
    with pytest.raises(NoSpeaker):
        _play_until_it_fails(speaker)

    speaker.close()
    assert time.monotonic() - began_s < 5


def _play_until_it_fails(speaker: Speaker) -> None:
    for _ in range(100):
        speaker.play(BLOCK)


def test_a_sound_file_holds_what_was_played(tmp_path: Path) -> None:
    speaker = WavSpeaker(tmp_path / "heard.wav")
    speaker.open()
    speaker.play(b"\x01\x02" * 960)
    speaker.close()

    with wave.open(str(tmp_path / "heard.wav")) as heard:
        assert heard.readframes(1000) == b"\x01\x02" * 960
        assert heard.getframerate() == SOUND_RATE_HZ


def test_what_a_sound_card_plays_its_microphone_hears(pulse: PrivatePulse) -> None:
    speaker, microphone = PyAudioSpeaker(), PyAudioMicrophone()
    microphone.open()
    speaker.open()
    turns = 2 * np.pi * 1000 * np.arange(SOUND_RATE_HZ // 50) / SOUND_RATE_HZ
    tone = (8000 * np.sin(turns)).astype("<i2").tobytes()

    heard = bytearray()
    for _ in range(150):
        speaker.play(tone)
        heard += microphone.listen().samples

    speaker.close()
    microphone.close()
    samples = np.frombuffer(bytes(heard[-SOUND_RATE_HZ:]), "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    assert np.argmax(spectrum) * SOUND_RATE_HZ / len(samples) == pytest.approx(1000, abs=5)
