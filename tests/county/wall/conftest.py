"""The wall in the yard, enrolled, and officers who run it."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import override_settings

from county.config import CountyConfig, Preview
from county.fleet.models import Terminal
from county.officers.models import Officer
from tests.county.cast import Device
from tests.county.wall.stage import Wall


@pytest.fixture(scope="session")
def t002() -> Device:
    return Device("t002")


@pytest.fixture
def wall(home: CountyConfig, t002: Device) -> Wall:
    """Enrolled as a wall."""
    Terminal.objects.create(
        terminal_id="t002", site="liuhe", point="柳河镇院内大屏", certificate=t002.certificate, enrolled_as="wall"
    )
    return Wall(t002)


@pytest.fixture
def limin(home: CountyConfig) -> Officer:
    return Officer.objects.get(username="limin")


@pytest.fixture
def zhaoqiang(home: CountyConfig) -> Officer:
    return Officer.objects.get(username="zhaoqiang")


@pytest.fixture
def drawing(home: CountyConfig) -> Iterator[None]:
    """The preview's stand-in, in place of the wall's typesetter."""
    command = (sys.executable, "-m", "tests.county.wall.drawing")
    with override_settings(COUNTY=replace(home, preview=Preview(command=command))):
        yield
