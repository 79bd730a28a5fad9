"""The county's own keys: made once, never replaced, readable by the service only."""

import base64
from pathlib import Path

import pytest

from county.errors import BadConfig
from county.keys import CountySigner, create_keys, web_secret


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    create_keys(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    create_keys(tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert len(web_secret(tmp_path)) >= 48
    assert all((tmp_path / name).stat().st_mode & 0o077 == 0 for name in ("signing.key", "web.secret"))


def test_the_public_key_beside_it_belongs_to_the_signing_key(tmp_path: Path) -> None:
    create_keys(tmp_path)

    signer = CountySigner.read(tmp_path)

    public = base64.b64decode((tmp_path / "county.pub").read_text())
    assert public == signer.public_key.public_bytes_raw()
    signer.public_key.verify(signer.sign(b"word"), b"word")


def test_a_county_without_its_key_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(BadConfig):
        CountySigner.read(tmp_path)
