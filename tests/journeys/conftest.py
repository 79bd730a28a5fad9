"""One running system a module: broker, county, and whichever terminals the module's story needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.cast import Cast, cast
from demo.place import Devices, new_password
from demo.slate.clip import make_clip
from demo.system import Look, System
from demo.visitor import Visitor
from tests.journeys.switched import Terminal


@pytest.fixture(scope="session")
def people() -> Cast:
    return cast()


@pytest.fixture(scope="session")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Devices:
    film, sound = make_clip(tmp_path_factory.mktemp("clip"))
    return Devices(camera=str(film), microphone=str(sound), speaker="none")


@pytest.fixture(scope="module")
def system(people: Cast, devices: Devices, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Broker and county; a test starts the terminals it tells of."""
    home: Path = tmp_path_factory.mktemp("zt")
    with System(home, people, devices=devices, look=Look(windows=False), password=new_password()) as running:
        yield running


@pytest.fixture
def villager(system: System) -> Iterator[Visitor]:
    """Before the kiosk of t001."""
    system.place.sockets.mkdir(exist_ok=True)
    with Visitor(system.place.sockets / "t001.sock") as visitor:
        yield visitor


@pytest.fixture
def terminal(system: System, villager: Visitor) -> Iterator[Terminal]:
    """t001, at its first page."""
    terminal = Terminal(system, villager)
    try:
        terminal.comes_back()
        yield terminal
    finally:
        terminal.ends()
