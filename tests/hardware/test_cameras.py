"""What every camera promises."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.camera_fake import FakeCamera
from hardware.camera_file import FileCamera
from hardware.camera_opencv import OpenCvCamera
from hardware.errors import CameraBusy, CameraStalled, NoCamera
from hardware.ports import Camera, PictureSize
from hardware.scaling import scaled
from tests.hardware.mjpeg_server import MjpegServer
from tests.hardware.rigs import Rig

SIZE = PictureSize(640, 480, 25)


def _fake(_request: pytest.FixtureRequest) -> Rig[Camera]:
    camera = FakeCamera(SIZE)
    plug = camera.plug
    return Rig(camera, unplug=plug.pull, stall=plug.stall, occupy=plug.occupy, restore=plug.restore)


def _film(request: pytest.FixtureRequest) -> Rig[Camera]:
    original: Path = request.getfixturevalue("clip")[0]
    film: Path = request.getfixturevalue("tmp_path") / "film.mp4"
    film.write_bytes(original.read_bytes())
    return Rig(FileCamera(film, SIZE), unplug=film.unlink, restore=lambda: None)


def _network(request: pytest.FixtureRequest) -> Rig[Camera]:
    server: MjpegServer = request.getfixturevalue("network_camera")
    camera = OpenCvCamera(server.url, SIZE, open_timeout_s=1.0, read_timeout_s=0.5)
    return Rig(camera, unplug=server.refuse, stall=server.stall, restore=server.restore)


@pytest.fixture(params=[_fake, _film, _network])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig[Camera]]:
    made: Rig[Camera] = request.param(request)
    yield made
    made.device.close()


def test_it_gives_pictures_of_the_asked_size(rig: Rig[Camera]) -> None:
    rig.device.open()

    picture = rig.device.look()

    assert np.asarray(picture.bgr).shape == (480, 640, 3)
    assert picture.bgr.c_contiguous


def test_it_gives_pictures_in_real_time_with_the_times_they_were_grabbed(rig: Rig[Camera]) -> None:
    rig.device.open()
    rig.device.look()

    began_s = time.monotonic()
    times = [rig.device.look().grabbed_at_s for _ in range(25)]
    took_s = time.monotonic() - began_s

    assert took_s == pytest.approx(1.0, abs=0.25)
    assert times == sorted(times)
    assert all(abs(time.monotonic() - at_s) < took_s + 0.5 for at_s in times)


def test_opening_and_closing_twice_changes_nothing(rig: Rig[Camera]) -> None:
    rig.device.open()
    rig.device.open()

    rig.device.look()

    rig.device.close()
    rig.device.close()


def test_it_can_be_opened_again_after_it_was_closed(rig: Rig[Camera]) -> None:
    for _ in range(2):
        rig.device.open()
        rig.device.look()
        rig.device.close()


def test_a_closed_camera_gives_nothing(rig: Rig[Camera]) -> None:
    rig.device.open()
    rig.device.close()

    with pytest.raises(NoCamera):
        rig.device.look()


def test_a_camera_that_is_not_there_cannot_be_opened(rig: Rig[Camera]) -> None:
    assert rig.unplug is not None
    rig.unplug()

    with pytest.raises(NoCamera) as refused:
        rig.device.open()

    assert refused.value.device


def test_a_camera_that_is_busy_cannot_be_opened_and_can_be_afterwards(rig: Rig[Camera]) -> None:
    if rig.occupy is None:
        pytest.skip("nobody else can hold this camera")
    rig.occupy()

    with pytest.raises(CameraBusy):
        rig.device.open()

    rig.restore()
    rig.device.open()
    rig.device.look()


def test_a_stalled_camera_says_so_in_time_and_comes_back(rig: Rig[Camera]) -> None:
    if rig.stall is None:
        pytest.skip("a film does not stall")
    rig.device.open()
    rig.device.look()
    rig.stall()

    began_s = time.monotonic()
    with pytest.raises(CameraStalled):
        _look_until_it_fails(rig.device)
    assert time.monotonic() - began_s < 3

    rig.restore()
    rig.device.close()
    rig.device.open()
    rig.device.look()


def test_a_camera_unplugged_while_someone_looks_says_so_in_time(rig: Rig[Camera]) -> None:
    if rig.stall is None or rig.unplug is None:
        pytest.skip("a film that is open stays whole when its name is removed")
    rig.device.open()
    rig.device.look()
    threading.Timer(0.2, rig.unplug).start()

    began_s = time.monotonic()
    with pytest.raises((NoCamera, CameraStalled)):
        _look_until_it_fails(rig.device)

    assert time.monotonic() - began_s < 3


def _look_until_it_fails(camera: Camera) -> None:
    """Pictures on their way may still arrive."""
    for _ in range(100):
        camera.look()


@pytest.mark.parametrize("source", ["63", "/dev/no-such-camera"])
def test_a_device_that_does_not_exist_is_no_camera(source: str) -> None:
    with pytest.raises(NoCamera):
        OpenCvCamera(source, SIZE).open()


def test_a_device_file_that_gives_no_pictures_is_held_by_another() -> None:
    with pytest.raises(CameraBusy):
        OpenCvCamera("/dev/null", SIZE).open()


def test_a_file_that_is_no_film_is_no_camera(tmp_path: Path) -> None:
    (tmp_path / "letter.mp4").write_text("尊敬的领导", encoding="utf-8")

    with pytest.raises(NoCamera):
        FileCamera(tmp_path / "letter.mp4", SIZE).open()


def test_a_film_drops_what_nobody_fetches_like_a_device(clip: tuple[Path, Path]) -> None:
    camera = FileCamera(clip[0], SIZE)
    camera.open()
    first = camera.look()
    time.sleep(0.6)

    second = camera.look()

    camera.close()
    assert second.grabbed_at_s - first.grabbed_at_s > 0.5
    assert time.monotonic() - second.grabbed_at_s < 0.2


def test_two_films_are_in_step_whenever_they_are_opened(clip: tuple[Path, Path]) -> None:
    early, late = FileCamera(clip[0], SIZE), FileCamera(clip[0], SIZE)
    early.open()
    time.sleep(0.33)
    late.open()

    seen = {picture.grabbed_at_s: picture for picture in (early.look() for _ in range(14))}
    picture = late.look()

    early.close()
    late.close()
    assert np.array_equal(np.asarray(seen[picture.grabbed_at_s].bgr), np.asarray(picture.bgr))


def test_a_film_plays_round_and_round(tmp_path: Path, clip: tuple[Path, Path]) -> None:
    short = tmp_path / "short.avi"
    film = FileCamera(clip[0], SIZE)
    film.open()
    writer = cv2.VideoWriter(str(short), cv2.VideoWriter.fourcc(*"MJPG"), 25, (640, 480))
    for _ in range(5):
        writer.write(np.asarray(film.look().bgr))
    writer.release()
    film.close()
    camera = FileCamera(short, SIZE)
    camera.open()

    times = [camera.look().grabbed_at_s for _ in range(13)]

    camera.close()
    assert np.allclose(np.diff(times), 0.04)


def test_other_sizes_are_cut_and_scaled_without_distortion() -> None:
    wide = np.zeros((720, 1280, 3), np.uint8)
    wide[310:410, 590:690] = 255

    picture = scaled(wide, SIZE)

    rows, columns = np.nonzero(picture[:, :, 0] > 128)
    assert picture.shape == (480, 640, 3)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=1)
