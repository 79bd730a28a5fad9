"""The plug is pulled a few times: nothing that was promised is missing or torn, the catalogue is old or new."""

import os

import pytest

from bench.powercut import MountsForbidden, cut_power

pytestmark = [pytest.mark.root, pytest.mark.skipif(os.geteuid() != 0, reason="POWER CUTS NOT TESTED: needs root")]


def test_what_was_promised_survives_power_cuts() -> None:
    try:
        figures = cut_power(3)
    except MountsForbidden as error:
        pytest.skip(f"POWER CUTS NOT TESTED: this machine forbids loop mounts: {error}")

    assert figures["cuts"] == 3
    assert figures["promised"] >= 3
    assert (figures["missing"], figures["torn"], figures["catalogue_wrong"]) == (0, 0, 0)
