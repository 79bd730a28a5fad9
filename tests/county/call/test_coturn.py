"""What the relay of the county's machine is told. That coturn obeys it is tested in tests/edge/call/test_relayed.py."""

import stat
from pathlib import Path

import pytest

from county.call.coturn import main, settings
from county.config import load

SECRET = "0123456789abcdef0123456789abcdef"
CALLS = f'[calls]\nrelays = ["turn:10.20.0.1:3478?transport=udp"]\nrelay_secret = "{SECRET}"\n'
RELAY = '[relay]\nhere = true\naddress = "10.20.0.1"\nnetworks = ["10.20.0.0/16", "fd00::/8"]\n'
TLS = '[web]\ntls_cert = "web.crt"\ntls_key = "web.key"\n'


@pytest.fixture
def county_toml(tmp_path: Path) -> Path:
    path = tmp_path / "county.toml"
    path.write_text(CALLS + RELAY)
    return path


def test_it_carries_for_the_named_networks_and_itself_and_for_nobody_else(county_toml: Path, tmp_path: Path) -> None:
    lines = settings(load(county_toml), tmp_path).splitlines()

    assert "denied-peer-ip=0.0.0.0-255.255.255.255" in lines
    assert [line for line in lines if line.startswith("allowed-peer-ip")] == [
        "allowed-peer-ip=10.20.0.1",
        "allowed-peer-ip=10.20.0.0-10.20.255.255",
        "allowed-peer-ip=fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]
    assert {"use-auth-secret", f"static-auth-secret={SECRET}", "no-cli", "no-tls", "no-tcp-relay"} <= set(lines)


def test_with_the_consoles_certificate_it_speaks_tls(county_toml: Path, tmp_path: Path) -> None:
    county_toml.write_text(CALLS + RELAY + TLS)

    lines = settings(load(county_toml), tmp_path).splitlines()

    assert {f"cert={tmp_path}/web.crt", f"pkey={tmp_path}/web.key", "tls-listening-port=5349"} <= set(lines)
    assert "no-tls" not in lines


def test_only_its_user_can_read_what_was_written(county_toml: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["--config", str(county_toml), "--to", str(tmp_path)]) == 0

    written = tmp_path / "turnserver.conf"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert SECRET in written.read_text()


def test_a_county_without_a_relay_is_told_apart_from_one_with_a_wrong_file(county_toml: Path) -> None:
    county_toml.write_text(CALLS)
    assert main(["--config", str(county_toml)]) == 3

    county_toml.write_text(CALLS + "[relay]\nhere = true\n")
    assert "[relay]" in str(main(["--config", str(county_toml)]))
