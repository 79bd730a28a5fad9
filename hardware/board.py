"""The only place that names drivers: the words of terminal.toml become devices. Nothing is opened here."""

from pathlib import Path

from hardware.camera_file import FileCamera
from hardware.camera_opencv import OpenCvCamera
from hardware.errors import NoConnector, NoDimmer, NoSensor
from hardware.microphone_pyaudio import PyAudioMicrophone
from hardware.microphone_wav import WavMicrophone
from hardware.panels.connector_drm import CLASS as CONNECTORS
from hardware.panels.connector_drm import AnyDrmConnector, DrmConnector
from hardware.panels.connector_lamps import LampsConnector
from hardware.panels.dimmer_backlight import CLASS, BacklightDimmer
from hardware.panels.dimmer_none import UndimmedPanel
from hardware.panels.dimmer_novastar import NovastarDimmer
from hardware.panels.sensor_iio import DEVICES, IioSensor
from hardware.ports import Camera, Connector, LightSensor, Microphone, PanelDimmer, PictureSize, Printer, Speaker
from hardware.printers.printer_escpos import EscposPrinter
from hardware.printers.printer_pictures import PicturePrinter
from hardware.speaker_none import SilentSpeaker
from hardware.speaker_pyaudio import PyAudioSpeaker
from hardware.speaker_wav import WavSpeaker


def camera(source: str, size: PictureSize) -> Camera:
    """Device number, path under /dev, RTSP or HTTP address, or a film's path."""
    if source.isdigit() or source.startswith("/dev/") or "://" in source:
        return OpenCvCamera(source, size)
    return FileCamera(Path(source), size)


def microphone(source: str) -> Microphone:
    """`default`, a part of a sound card's name, or a path that ends in .wav."""
    return WavMicrophone(Path(source)) if source.endswith(".wav") else PyAudioMicrophone(source)


def speaker(sink: str) -> Speaker:
    """`none`, `default`, a part of a sound card's name, or a path that ends in .wav."""
    if sink == "none":
        return SilentSpeaker()
    return WavSpeaker(Path(sink)) if sink.endswith(".wav") else PyAudioSpeaker(sink)


def printer(device: str) -> Printer | None:
    """`none`, `tcp://host[:port]`, a path under /dev (a serial one with `@baud` behind it), or `pictures:FOLDER`."""
    if device == "none":
        return None
    folder = device.removeprefix("pictures:")
    return EscposPrinter(device) if folder == device else PicturePrinter(Path(folder))


def dimmer(word: str) -> PanelDimmer:
    """`none`, `novastar:/dev/ttyUSB0[@baud]`, `novastar:tcp://host[:port]`, `backlight:NAME`, or its folder's path."""
    driver, _, where = word.partition(":")
    if driver == "novastar" and where:
        return NovastarDimmer(where)
    if driver == "backlight" and where:
        return BacklightDimmer(CLASS / where)
    if word == "none":
        return UndimmedPanel()
    raise NoDimmer(word)


def light_sensor(word: str) -> LightSensor | None:
    """`none`, or `iio:FOLDER`: one below /sys/bus/iio/devices, or its name there."""
    driver, _, where = word.partition(":")
    if driver == "iio" and where:
        return IioSensor(DEVICES / where)
    if word == "none":
        return None
    raise NoSensor(word)


def connector(word: str) -> Connector | None:
    """`none`, `auto` for whatever hangs at this machine, `drm:NAME` of /sys/class/drm, `lamps:FILE` of a matrix."""
    driver, _, where = word.partition(":")
    if driver == "lamps" and where:
        return LampsConnector(Path(where))
    if driver == "drm" and where:
        return DrmConnector(CONNECTORS / where)
    if word == "auto":
        return AnyDrmConnector()
    if word == "none":
        return None
    raise NoConnector(word)
