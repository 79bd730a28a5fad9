"""Certificates that any TLS stack takes, for clocks that are wrong, and a revocation list that is never torn."""

import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from county.fleet.authority import Authority
from county.fleet.errors import AuthorityExists, BadBundle, BadRevocationList, UnknownCertificate
from county.fleet.keys import Identity
from wire.ids import TerminalId

KIOSK = TerminalId("t001")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(tmp_path / "ca")


def read(identity: Identity) -> x509.Certificate:
    return x509.load_pem_x509_certificate(identity.certificate)


def store(path: Path) -> Store:
    return Store([x509.load_pem_x509_certificate(path.read_bytes())])


@pytest.mark.parametrize("year", [1970, 2026, 2099])
def test_a_terminal_believes_the_broker_whatever_its_clock_says(authority: Authority, year: int) -> None:
    broker = read(authority.issue_server("localhost", "127.0.0.1"))
    clock = datetime(year, 1, 2, tzinfo=UTC)

    verifier = PolicyBuilder().store(store(authority.server_ca)).time(clock)

    verifier.build_server_verifier(x509.DNSName("localhost")).verify(broker, [])


def test_a_terminal_is_believed_for_397_days(authority: Authority) -> None:
    terminal = read(authority.issue_client(KIOSK))
    now = datetime.now(UTC)
    policy = PolicyBuilder().store(store(authority.device_ca))

    seen = policy.time(now + timedelta(days=396)).build_client_verifier().verify(terminal, [])

    assert seen.subjects == [x509.DNSName(KIOSK)]
    with pytest.raises(VerificationError):
        policy.time(now + timedelta(days=398)).build_client_verifier().verify(terminal, [])


def test_neither_side_passes_as_the_other(authority: Authority) -> None:
    terminal = read(authority.issue_client("localhost"))
    broker = read(authority.issue_server("localhost"))

    with pytest.raises(VerificationError):
        PolicyBuilder().store(store(authority.device_ca)).build_server_verifier(x509.DNSName("localhost")).verify(
            terminal, []
        )
    with pytest.raises(VerificationError):
        PolicyBuilder().store(store(authority.server_ca)).build_client_verifier().verify(broker, [])


def test_openssl_takes_them_with_its_strictest_reading(authority: Authority, tmp_path: Path) -> None:
    authority.issue_client(KIOSK).write(tmp_path / "t.key", tmp_path / "t.crt")

    subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-crl_check", "-purpose", "sslclient"),
            *("-CRLfile", authority.revocation_list, "-CAfile", authority.device_ca, tmp_path / "t.crt"),
        ],
        check=True,
        capture_output=True,
    )


def test_link_and_bulk_have_names_and_keys_of_their_own(authority: Authority) -> None:
    link, bulk = (read(identity) for identity in authority.issue_terminal(KIOSK))

    assert link.subject.rfc4514_string() == "CN=t001"
    assert bulk.subject.rfc4514_string() == "CN=t001-bulk"
    assert link.public_key() != bulk.public_key()
    usage = link.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]


@pytest.mark.parametrize("name", ["public", "county-gateway", "t001-bulk", "T001", "a b", "t" * 60])
def test_a_terminal_cannot_be_given_a_name_that_means_another(authority: Authority, name: str) -> None:
    with pytest.raises(BadBundle):
        authority.issue_terminal(TerminalId(name))


def test_an_authority_is_never_replaced(authority: Authority, tmp_path: Path) -> None:
    before = authority.device_ca.read_bytes()

    with pytest.raises(AuthorityExists):
        Authority.create(tmp_path / "ca")

    assert Authority(tmp_path / "ca").device_ca.read_bytes() == before


def test_secrets_are_for_their_owner_only(authority: Authority, tmp_path: Path) -> None:
    keys = list((tmp_path / "ca").glob("*.key"))

    assert len(keys) == 2
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert stat.S_IMODE((tmp_path / "ca").stat().st_mode) == 0o700


def test_a_private_key_of_a_terminal_is_kept_nowhere(authority: Authority, tmp_path: Path) -> None:
    secret = authority.issue_client(KIOSK).key.splitlines()[1]

    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_revoking_a_name_revokes_all_it_was_ever_given(authority: Authority) -> None:
    serials = {read(authority.issue_client(KIOSK)).serial_number for _ in range(3)}
    other = read(authority.issue_client("t002")).serial_number

    authority.revoke(KIOSK)
    authority.revoke(KIOSK)

    listed = x509.load_pem_x509_crl(authority.revocation_list.read_bytes())
    assert sorted(entry.serial_number for entry in listed) == sorted(serials)
    assert other not in serials


def test_renewing_the_list_keeps_what_is_on_it(authority: Authority) -> None:
    serial = read(authority.issue_client(KIOSK)).serial_number
    authority.revoke(KIOSK)

    authority.renew_list()

    listed = x509.load_pem_x509_crl(authority.revocation_list.read_bytes())
    assert [entry.serial_number for entry in listed] == [serial]
    assert listed.next_update_utc
    assert listed.next_update_utc > datetime.now(UTC) + timedelta(days=365)


def test_a_name_that_was_never_given_cannot_be_revoked(authority: Authority) -> None:
    before = authority.revocation_list.read_bytes()

    with pytest.raises(UnknownCertificate):
        authority.revoke("t404")

    assert authority.revocation_list.read_bytes() == before


def test_a_torn_list_is_not_taken_as_an_empty_one(authority: Authority) -> None:
    authority.issue_client(KIOSK)
    authority.revocation_list.write_bytes(b"-----BEGIN X509 CRL-----\n")

    with pytest.raises(BadRevocationList):
        authority.revoke(KIOSK)
