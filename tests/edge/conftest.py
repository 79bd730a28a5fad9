"""Fixtures of the edge's tests."""

from pathlib import Path

import pytest

from tests.edge.cast import Cast, make_cast


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_cast(tmp_path)
