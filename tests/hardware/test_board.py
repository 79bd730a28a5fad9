"""The words of terminal.toml become devices; nothing is opened by it."""

import pytest

from hardware import board
from hardware.camera_file import FileCamera
from hardware.camera_opencv import OpenCvCamera
from hardware.microphone_pyaudio import PyAudioMicrophone
from hardware.microphone_wav import WavMicrophone
from hardware.ports import PictureSize
from hardware.printers.printer_escpos import EscposPrinter
from hardware.printers.printer_pictures import PicturePrinter
from hardware.speaker_none import SilentSpeaker
from hardware.speaker_pyaudio import PyAudioSpeaker
from hardware.speaker_wav import WavSpeaker

SIZE = PictureSize(640, 480, 25)


@pytest.mark.parametrize(
    ("source", "driver"),
    [
        ("0", OpenCvCamera),
        ("/dev/v4l/by-id/usb-camera-index0", OpenCvCamera),
        ("rtsp://192.168.1.20/stream", OpenCvCamera),
        ("http://192.168.1.20/camera.mjpg", OpenCvCamera),
        ("/srv/clips/person.mp4", FileCamera),
        ("person.mp4", FileCamera),
    ],
)
def test_a_word_names_a_camera(source: str, driver: type) -> None:
    assert type(board.camera(source, SIZE)) is driver


@pytest.mark.parametrize(
    ("source", "driver"),
    [("default", PyAudioMicrophone), ("USB Audio", PyAudioMicrophone), ("/srv/clips/person.wav", WavMicrophone)],
)
def test_a_word_names_a_microphone(source: str, driver: type) -> None:
    assert type(board.microphone(source)) is driver


@pytest.mark.parametrize(
    ("sink", "driver"),
    [("default", PyAudioSpeaker), ("USB Audio", PyAudioSpeaker), ("none", SilentSpeaker), ("heard.wav", WavSpeaker)],
)
def test_a_word_names_a_speaker(sink: str, driver: type) -> None:
    assert type(board.speaker(sink)) is driver


@pytest.mark.parametrize(
    ("device", "driver"),
    [
        ("none", type(None)),
        ("/dev/usb/lp0", EscposPrinter),
        ("/dev/ttyUSB0@19200", EscposPrinter),
        ("tcp://192.168.1.30:9100", EscposPrinter),
        ("pictures:/srv/slips", PicturePrinter),
    ],
)
def test_a_word_names_a_printer(device: str, driver: type) -> None:
    assert type(board.printer(device)) is driver
