"""What every light sensor promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware import board
from hardware.errors import NoSensor
from hardware.panels.sensor_fake import FakeSensor
from hardware.panels.sensor_iio import IioSensor
from hardware.ports import LightSensor
from tests.hardware.rigs import Rig, moves


def _iio(folder: Path) -> Rig[LightSensor]:
    file = folder / "in_illuminance_input"
    aside = folder / "aside"
    file.write_text("20000\n")
    return Rig(IioSensor(folder), unplug=moves(file, aside), restore=moves(aside, file))


def _fake() -> Rig[LightSensor]:
    sensor = FakeSensor()
    return Rig(sensor, unplug=sensor.plug.pull, restore=sensor.plug.restore)


@pytest.fixture(params=["fake", "iio"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig[LightSensor]]:
    return _fake() if request.param == "fake" else _iio(tmp_path)  # type: ignore[return-value]  # pytest takes both


def test_it_tells_the_light(rig: Rig[LightSensor]) -> None:
    assert rig.device.look() == 20_000


def test_one_that_is_not_there_says_so_and_comes_back(rig: Rig[LightSensor]) -> None:
    assert rig.unplug is not None
    rig.unplug()

    with pytest.raises(NoSensor):
        rig.device.look()
    rig.restore()

    assert rig.device.look() == 20_000


def test_raw_light_is_scaled(tmp_path: Path) -> None:
    (tmp_path / "in_illuminance_raw").write_text("420\n")
    (tmp_path / "in_illuminance_scale").write_text("0.5\n")
    (tmp_path / "in_illuminance_offset").write_text("-20\n")

    assert IioSensor(tmp_path).look() == 200.0


def test_a_second_channel_is_found(tmp_path: Path) -> None:
    (tmp_path / "in_illuminance0_raw").write_text("7\n")

    assert IioSensor(tmp_path).look() == 7.0


@pytest.mark.parametrize("said", ["", "bright", "nan", "inf", "-3", "999999999"])
def test_what_cannot_be_light_is_no_sensor(tmp_path: Path, said: str) -> None:
    (tmp_path / "in_illuminance_input").write_text(said)

    with pytest.raises(NoSensor):
        IioSensor(tmp_path).look()


@pytest.mark.parametrize(("word", "driver"), [("none", type(None)), ("iio:iio:device0", IioSensor)])
def test_a_word_names_a_sensor(word: str, driver: type) -> None:
    assert type(board.light_sensor(word)) is driver


def test_what_is_no_sensor_is_refused() -> None:
    with pytest.raises(NoSensor):
        board.light_sensor("photocell")
