"""One running system a module: broker, county, and whichever terminals the module's story needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.cast import Cast, cast
from demo.place import Devices, new_password
from demo.slate.clip import make_clip
from demo.system import Look, System


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
