"""Fixtures of the face: one Kivy window for all tests that draw, made when the first of them asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.glass import Glass


@pytest.fixture(scope="session")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glass]:
    """The one window; a second one in the same process is not to be had from Kivy."""
    glass = Glass(tmp_path_factory.mktemp("kivy"))
    yield glass
    glass.close()


@pytest.fixture
def socket_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short enough for a unix socket."""
    return tmp_path_factory.mktemp("s") / "run" / "edge.sock"
