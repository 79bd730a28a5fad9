"""One authority and one broker for the folder; connections that are closed when the test is over."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.fleet.authority import Authority
from county.fleet.broker import Broker
from tests.broker.station import CAST, Station


@pytest.fixture(scope="session")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Authority, Broker]]:
    """For tests that change neither rules nor certificates of the cast."""
    if shutil.which("mosquitto", path="/usr/sbin:/usr/bin") is None:
        pytest.skip("Debian's mosquitto is not installed: nothing here was tested")
    home = tmp_path_factory.mktemp("county")
    authority = Authority.create(home / "ca")
    with Broker(home / "broker", authority, terminals=CAST) as broker:
        yield authority, broker


@pytest.fixture
def station(shared_broker: tuple[Authority, Broker], tmp_path: Path) -> Iterator[Station]:
    authority, broker = shared_broker
    with Station(authority, broker, tmp_path) as station:
        yield station


@pytest.fixture
def own_station(tmp_path: Path) -> Iterator[Station]:
    """With an authority and a broker of its own, to be revoked, restarted and killed."""
    if shutil.which("mosquitto", path="/usr/sbin:/usr/bin") is None:
        pytest.skip("Debian's mosquitto is not installed: nothing here was tested")
    authority = Authority.create(tmp_path / "ca")
    with (
        Broker(tmp_path / "broker", authority, terminals=CAST) as broker,
        Station(authority, broker, tmp_path) as station,
    ):
        yield station
