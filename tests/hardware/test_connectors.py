"""What every socket for a screen promises, and what the kernel's words mean."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware import board
from hardware.errors import NoConnector
from hardware.panels.connector_drm import AnyDrmConnector, DrmConnector
from hardware.panels.connector_fake import FakeConnector
from hardware.panels.connector_lamps import LampsConnector
from hardware.ports import Connector
from tests.hardware.rigs import Rig


def socket(card: Path, name: str, says: str = "connected") -> Path:
    """As the kernel writes it."""
    folder = card / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "status").write_text(f"{says}\n")
    return folder


def tells(folder: Path, says: str) -> Callable[[], None]:
    def tell() -> None:
        socket(folder.parent, folder.name, says)

    return tell


def _named(card: Path) -> Rig[Connector]:
    folder = socket(card, "card1-HDMI-A-1")
    return Rig(
        DrmConnector(folder),
        unplug=tells(folder, "disconnected"),
        restore=tells(folder, "connected"),
    )


def _any(card: Path) -> Rig[Connector]:
    rig = _named(card)
    socket(card, "card1-HDMI-A-2", "disconnected")
    return Rig(AnyDrmConnector(card), unplug=rig.unplug, restore=rig.restore)


def _lamps(card: Path) -> Rig[Connector]:
    """Held as the matrix holds it."""
    frames = card / "frames"
    frames.write_bytes(b"picture")
    held = os.open(frames, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(held, fcntl.LOCK_SH)
    return Rig(
        LampsConnector(frames),
        unplug=lambda: fcntl.flock(held, fcntl.LOCK_UN),
        restore=lambda: fcntl.flock(held, fcntl.LOCK_SH),
    )


def _fake(_: Path) -> Rig[Connector]:
    connector = FakeConnector()
    return Rig(connector, unplug=connector.cable.pull, restore=connector.cable.restore)


@pytest.fixture(params=[_named, _any, _lamps, _fake])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig[Connector]]:
    return request.param(tmp_path)  # type: ignore[no-any-return]  # one of the four


def test_it_tells_when_the_cable_goes_and_when_it_is_back(rig: Rig[Connector]) -> None:
    assert rig.unplug is not None
    assert rig.restore is not None

    before = rig.device.look()
    rig.unplug()
    without = rig.device.look()
    rig.restore()

    assert (before, without, rig.device.look()) == (True, False, True)


def test_a_socket_that_does_not_know_counts_as_one_with_a_screen(tmp_path: Path) -> None:
    assert DrmConnector(socket(tmp_path, "card0-VGA-1", "unknown")).look()


def test_of_all_sockets_none_is_believed_to_be_empty_before_something_hung_there(tmp_path: Path) -> None:
    every = AnyDrmConnector(tmp_path)
    socket(tmp_path, "card0-HDMI-A-1", "disconnected")

    assert every.look(), "a machine whose sockets never tell"
    socket(tmp_path, "card0-HDMI-A-1")
    assert every.look()
    socket(tmp_path, "card0-HDMI-A-1", "disconnected")
    assert not every.look()


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_what_tells_nothing_says_so(tmp_path: Path, content: bytes | None) -> None:
    folder = socket(tmp_path, "card0-HDMI-A-1")
    (folder / "status").unlink()
    if content is not None:
        (folder / "status").write_bytes(content)

    for connector in (DrmConnector(folder), AnyDrmConnector(tmp_path)):
        with pytest.raises(NoConnector):
            connector.look()


@pytest.mark.parametrize(
    ("word", "driver"),
    [
        ("auto", AnyDrmConnector),
        ("drm:card1-HDMI-A-1", DrmConnector),
        ("drm:/srv/drm", DrmConnector),
        ("lamps:/dev/shm/wall", LampsConnector),
    ],
)
def test_a_word_names_a_socket(word: str, driver: type) -> None:
    assert type(board.connector(word)) is driver


def test_none_is_none_and_another_word_is_refused() -> None:
    assert board.connector("none") is None
    with pytest.raises(NoConnector):
        board.connector("hdmi")
