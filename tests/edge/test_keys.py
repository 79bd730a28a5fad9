"""A home whose keys do not fit does not start, and says which file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from edge.errors import BadKeys
from edge.keys import load_keys
from tests.edge.cast import T001, Cast, mallory
from wire.codec import to_json
from wire.ids import TerminalId
from wire.petition.recipients import RECIPIENTS_CONTEXT, RecipientList
from wire.seal.signed import signed, verified


def test_what_the_county_wrote_is_read(cast: Cast) -> None:
    keys = cast.keys

    assert (keys.link.client_id, keys.bulk.client_id) == ("t001", "t001-bulk")
    assert [recipient.role for recipient in keys.recipients.recipients] == ["county", "escrow"]
    assert keys.link.context("localhost").check_hostname


def test_the_device_key_signs_what_its_certificate_verifies(cast: Cast) -> None:
    keys = cast.keys
    public = keys.device._private.public_key()

    envelope = signed(keys.recipients, keys.device, "petition/v1")

    assert verified(envelope, RecipientList, key=public, context="petition/v1") == keys.recipients


def _foreign_recipients(keys: Path) -> None:
    listed = signed(RecipientList(version=1, recipients=[]), mallory(), RECIPIENTS_CONTEXT)
    (keys / "recipients.json").write_bytes(to_json(listed))


def _wrong_curve(keys: Path) -> None:
    key = generate_private_key(SECP384R1())
    (keys / "device.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "recipients.json": _foreign_recipients,
    "device.key": _wrong_curve,
    "county.pub": lambda keys: (keys / "county.pub").write_text("no key"),
    "bulk.crt": lambda keys: shutil.copy(keys / "device.crt", keys / "bulk.crt"),
    "device.crt": lambda keys: (keys / "device.crt").unlink(),
    "bulk.key": lambda keys: (keys / "bulk.key").write_bytes(b"garbage"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_named(cast: Cast, name: str) -> None:
    keys = cast.home / "keys"
    DAMAGE[name](keys)

    with pytest.raises(BadKeys, match=name.split(".", maxsplit=1)[0]):
        load_keys(keys, T001)


def test_the_keys_of_another_terminal_are_refused(cast: Cast) -> None:
    with pytest.raises(BadKeys, match="t002"):
        load_keys(cast.home / "keys", TerminalId("t002"))
