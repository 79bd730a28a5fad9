"""A terminal's home, as it is carried to the village."""

import base64
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from county.fleet.authority import Authority
from county.fleet.bundle import write_settings, write_terminal_home
from county.fleet.errors import BadBundle
from county.keys import CountySigner
from wire.codec import from_json
from wire.ids import SiteId, TerminalId
from wire.petition.recipients import RECIPIENTS_CONTEXT, RecipientList
from wire.seal.signed import Signed, signed, verified
from wire.terminal_config import (
    CameraSection,
    LinkSection,
    PanelSection,
    TerminalConfig,
    TerminalSection,
    load_terminal_config,
)

COUNTY = CountySigner(Ed25519PrivateKey.generate())
LIST = signed(RecipientList(version=1, recipients=[]), COUNTY, RECIPIENTS_CONTEXT)


def config(terminal: str = "t001", point: str = "柳河镇信访接待点") -> TerminalConfig:
    return TerminalConfig(
        terminal=TerminalSection(id=TerminalId(terminal), point=point, site=SiteId("liuhe"), county="liuhe-county"),
        link=LinkSection(host="127.0.0.1", port=18883, server_name="localhost"),
        panel=PanelSection(width_px=1280, width_mm=300.5, fullscreen=False),
        camera=CameraSection(source="rtsp://10.0.0.2/1"),
    )


def write(home: Path, authority: Authority, wanted: TerminalConfig | None = None) -> None:
    key = COUNTY.public_key.public_bytes_raw()
    write_terminal_home(home, wanted or config(), authority, county_key=key, recipients=LIST)


def test_the_edge_finds_all_it_needs(tmp_path: Path) -> None:
    authority = Authority.create(tmp_path / "ca")
    home = tmp_path / "t001"

    write(home, authority)

    assert load_terminal_config(home / "terminal.toml") == config()
    assert sorted(path.name for path in (home / "keys").iterdir()) == [
        *("bulk.crt", "bulk.key", "ca.crt", "county.pub", "device.crt", "device.key", "recipients.json"),
    ]
    device = x509.load_pem_x509_certificate((home / "keys/device.crt").read_bytes())
    assert device.subject.rfc4514_string() == "CN=t001"
    assert (home / "keys/ca.crt").read_bytes() == authority.server_ca.read_bytes()
    assert base64.b64decode((home / "keys/county.pub").read_text()) == COUNTY.public_key.public_bytes_raw()
    listed = from_json((home / "keys/recipients.json").read_bytes(), Signed)
    assert verified(listed, RecipientList, key=COUNTY.public_key, context=RECIPIENTS_CONTEXT).version == 1


def test_secrets_are_for_the_service_user_only(tmp_path: Path) -> None:
    write(tmp_path / "t001", Authority.create(tmp_path / "ca"))

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "t001/keys").iterdir()}
    assert modes["device.key"] == modes["bulk.key"] == 0o600
    assert stat.S_IMODE((tmp_path / "t001/keys").stat().st_mode) == 0o700


def test_a_home_that_has_keys_is_left_alone(tmp_path: Path) -> None:
    authority = Authority.create(tmp_path / "ca")
    write(tmp_path / "t001", authority)
    before = (tmp_path / "t001/keys/device.key").read_bytes()

    with pytest.raises(BadBundle, match="has keys already"):
        write(tmp_path / "t001", authority)

    assert (tmp_path / "t001/keys/device.key").read_bytes() == before


def test_a_writing_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "t001/.keys.new").mkdir(parents=True)
    (tmp_path / "t001/.keys.new/device.key").write_bytes(b"half a k")

    write(tmp_path / "t001", Authority.create(tmp_path / "ca"))

    assert b"PRIVATE KEY" in (tmp_path / "t001/keys/device.key").read_bytes()


@pytest.mark.parametrize("terminal", ["T001", "public", "t001-bulk"])
def test_a_name_that_is_no_terminals_gets_no_home(tmp_path: Path, terminal: str) -> None:
    with pytest.raises(BadBundle):
        write(tmp_path / "home", Authority.create(tmp_path / "ca"), config(terminal))

    assert not (tmp_path / "home/keys").exists()


@pytest.mark.parametrize("point", ['the "old" \\ mill', "two\nlines", "tab\t", "#", "'''", "\x7f", "石桥村 🏮"])
def test_whatever_a_point_is_called_is_read_back_or_refused(tmp_path: Path, point: str) -> None:
    wanted = config(point=point)

    try:
        write_settings(tmp_path / "terminal.toml", wanted)
    except BadBundle:
        assert point == "\x7f"
    else:
        assert load_terminal_config(tmp_path / "terminal.toml") == wanted
