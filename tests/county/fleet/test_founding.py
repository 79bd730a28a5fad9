"""A county on its first Monday: founded once, terminals enrolled and struck off, as docs/operations.md says."""

import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from edge.errors import EdgeError
from edge.keys import load_keys
from wire.ids import TerminalId

TERMINAL = """
[terminal]
id = "{id}"
role = "kiosk"
point = "柳河镇信访接待点"
site = "liuhe"
county = "demo"

[link]
host = "county.example"
"""


class Monday:
    """One county's home, and its commands as an operator types them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir()
        (home / "county.toml").write_text('[station]\nname = "示范县"\n', encoding="utf-8")
        for name in ("office", "escrow"):
            public = str(pyrage.x25519.Identity.generate().to_public())
            (home / f"{name}.agepub").write_text(public + "\n", encoding="ascii")

    def types(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *map(str, words)], capture_output=True, text=True, check=False, timeout=50
        )

    def founds(self) -> subprocess.CompletedProcess[str]:
        config, office, escrow = (self.home / name for name in ("county.toml", "office.agepub", "escrow.agepub"))
        return self.types("county.fleet.founding", "--config", config, "--office", office, "--escrow", escrow)

    def manages(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return self.types("county.manage", "--config", self.home / "county.toml", *words)

    def enrols(self, terminal: str) -> subprocess.CompletedProcess[str]:
        settings = self.home / f"{terminal}.toml"
        settings.write_text(TERMINAL.format(id=terminal), encoding="utf-8")
        return self.manages("enrol_terminal", settings, "--bundle", self.home / f"{terminal}.tar")

    @property
    def rules(self) -> str:
        return (self.home / "broker" / "county.acl").read_text(encoding="utf-8")


def unpack(bundle: Path, home: Path) -> None:
    """As install.sh does: with tar."""
    home.mkdir()
    subprocess.run(["tar", "-xf", bundle, "-C", home], check=True)


@pytest.fixture
def monday(tmp_path: Path) -> Monday:
    return Monday(tmp_path / "county")


def test_a_founded_county_enrols_a_terminal_that_can_start_and_strikes_it_off(monday: Monday, tmp_path: Path) -> None:
    founded = monday.founds()
    migrated = monday.manages("migrate", "--verbosity", "0")

    enrolled = monday.enrols("t003")

    assert (founded.stderr, migrated.stderr, enrolled.stderr) == ("", "", "")
    bundle = monday.home / "t003.tar"
    assert bundle.stat().st_mode & 0o777 == 0o600
    unpack(bundle, tmp_path / "t003")
    keys = load_keys(tmp_path / "t003" / "keys", TerminalId("t003"))
    assert [each.role for each in keys.recipients.recipients] == ["county", "escrow"]
    assert "t003" in monday.rules

    again = monday.enrols("t003")
    struck = monday.manages("strike_terminal", "t003")

    assert "enrolled already" in again.stderr
    assert struck.returncode == 0
    assert "t003" not in monday.rules


def test_founding_twice_keeps_every_key(monday: Monday) -> None:
    monday.founds()
    before = {path: path.read_bytes() for path in monday.home.rglob("*.key")}
    listed = (monday.home / "recipients.json").read_bytes()

    again = monday.founds()

    assert again.returncode == 0
    assert {path: path.read_bytes() for path in monday.home.rglob("*.key")} == before
    assert (monday.home / "recipients.json").read_bytes() == listed


def test_founding_again_for_another_office_key_leaves_the_terminals_their_rights(monday: Monday) -> None:
    monday.founds()
    monday.manages("migrate", "--verbosity", "0")
    assert monday.enrols("t001").returncode == 0
    before = monday.rules

    other = str(pyrage.x25519.Identity.generate().to_public())
    (monday.home / "office.agepub").write_text(other + "\n", encoding="ascii")
    again = monday.founds()

    assert again.returncode == 0, again.stderr
    assert "t001" in before
    assert monday.rules == before


def test_a_secret_key_is_not_taken_for_a_public_one(monday: Monday) -> None:
    (monday.home / "office.agepub").write_text(str(pyrage.x25519.Identity.generate()), encoding="ascii")

    refused = monday.founds()

    assert refused.returncode == 2
    assert "public age key" in refused.stderr
    assert not (monday.home / "recipients.json").exists()


def test_keys_of_another_terminal_do_not_start_an_edge(monday: Monday, tmp_path: Path) -> None:
    monday.founds()
    monday.manages("migrate", "--verbosity", "0")
    monday.enrols("t003")

    unpack(monday.home / "t003.tar", tmp_path / "t004")

    with pytest.raises(EdgeError, match="t004"):
        load_keys(tmp_path / "t004" / "keys", TerminalId("t004"))
