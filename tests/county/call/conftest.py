"""李敏 of the county, 赵强 of the township, 王芳 who sits beside 李敏, and the terminal t001."""

import pytest

from county.call import seats
from county.config import CountyConfig
from county.officers.models import Officer
from tests.county.call.station import Station, invite, seated
from tests.county.cast import Device
from wire.ids import CallId


@pytest.fixture
def station(home: CountyConfig, registered: None, t001: Device) -> Station:
    return Station(home, t001)


@pytest.fixture
def limin(home: CountyConfig) -> Officer:
    return seated("limin", "county")


@pytest.fixture
def zhaoqiang(home: CountyConfig) -> Officer:
    return seated("zhaoqiang", "township")


@pytest.fixture
def wangfang(home: CountyConfig) -> Officer:
    return seated("wangfang", "county", name="王芳")


@pytest.fixture
def call_id(station: Station, limin: Officer) -> CallId:
    """A call that 李敏 has taken; what was posted of it was read."""
    asked = invite()
    station.hears(asked)
    seats.take(limin, asked.call_id)
    station.posted()
    return asked.call_id
