"""A few of the bench's kills, as a test: whoever was thanked is at the county, once, whole."""

from pathlib import Path

import pytest

from bench.crash import run

pytestmark = [pytest.mark.broker, pytest.mark.timeout(120)]


def test_nothing_that_was_thanked_for_is_lost_or_doubled(tmp_path: Path) -> None:
    figures = run(tmp_path, {"edge": 3, "broker": 1, "gateway": 1})

    assert figures["shown"] >= 5
    assert (figures["lost"], figures["duplicated"], figures["without_receipt"]) == (0, 0, 0)
