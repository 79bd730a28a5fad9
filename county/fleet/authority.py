"""The county's two certificate authorities: one signs the broker, one signs every client of the broker.

They are two so that a stolen server certificate can never pass as a terminal. Every certificate ever issued
is kept (public part only) so that a name can be revoked; the revocation list on disk is always whole and
verified before anyone is told to read it.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from county.durable import write_whole
from county.fleet.errors import AuthorityExists, BadBundle, BadRevocationList, UnknownCertificate
from county.fleet.keys import END, Identity, Signer, hosts, named, self_signed, utc_now
from wire.acl import may_be_a_terminal
from wire.ids import TerminalId
from wire.topics import COUNTY_CLIENT, bulk_client

CLIENT_LIFETIME: Final = timedelta(days=397)


class Authority:
    """Device CA and server CA of one county, in one folder that only the county's service user may enter."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._device = Signer.read(home / "device-ca.key", home / "device-ca.crt")
        self._server = Signer.read(home / "server-ca.key", home / "server-ca.crt")

    @classmethod
    def create(cls, home: Path, *, county: str = "Zhitong county") -> "Authority":
        """Make both CAs and an empty revocation list. Refuses to replace an authority."""
        if (home / "device-ca.key").exists():
            raise AuthorityExists(f"{home} already holds an authority")
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / "issued").mkdir(mode=0o700, exist_ok=True)
        for kind in ("server", "device"):
            root = self_signed(f"{county} {kind} CA")
            root.write(home / f"{kind}-ca.key", home / f"{kind}-ca.crt")
        authority = cls(home)
        authority._publish([])
        return authority

    @property
    def server_ca(self) -> Path:
        """What terminals and gateway trust: it signed the broker."""
        return self._home / "server-ca.crt"

    @property
    def device_ca(self) -> Path:
        """What the broker trusts: it signed terminals and gateway."""
        return self._home / "device-ca.crt"

    @property
    def revocation_list(self) -> Path:
        """Device certificates that are no longer to be let in (PEM)."""
        return self._home / "device.crl"

    def issue_server(self, *names: str) -> Identity:
        """For a broker or web server reached under these host names or addresses."""
        usage = ExtendedKeyUsageOID.SERVER_AUTH
        return self._server.issue(names[0], alternatives=hosts(names), usage=usage, ends_at=END)

    def issue_client(self, name: str, *, lifetime: timedelta = CLIENT_LIFETIME) -> Identity:
        """For a client of the broker; its user name and its MQTT client id become `name`."""
        ends_at = utc_now() + lifetime
        usage = ExtendedKeyUsageOID.CLIENT_AUTH
        identity = self._device.issue(name, alternatives=[x509.DNSName(name)], usage=usage, ends_at=ends_at)
        serial = x509.load_pem_x509_certificate(identity.certificate).serial_number
        write_whole(self._home / "issued" / f"{name}.{serial:x}.crt", identity.certificate, mode=0o644)
        return identity

    def issue_terminal(self, terminal: TerminalId) -> tuple[Identity, Identity]:
        """The `link` identity, whose key also signs manifests, and the `bulk` identity."""
        if not may_be_a_terminal(terminal):
            raise BadBundle(f"{terminal!r} cannot be the name of a terminal")
        return self.issue_client(terminal), self.issue_client(bulk_client(terminal))

    def issue_gateway(self) -> Identity:
        """For the county's own client of the broker."""
        return self.issue_client(COUNTY_CLIENT)

    def revoke(self, *names: str) -> None:
        """Every certificate ever issued under these names. Mosquitto hears of it at its next reload."""
        revoked = list(self._revoked())
        known = {entry.serial_number for entry in revoked}
        for name in names:
            serials = self._serials(name)
            if not serials:
                raise UnknownCertificate(f"no certificate was issued to {name!r}")
            revoked += [_revoked_now(serial) for serial in serials if serial not in known]
        self._publish(revoked)

    def revoke_terminal(self, terminal: TerminalId) -> None:
        """Both its connections; take it out of the ACL as well, and restart the broker to end live sessions."""
        self.revoke(terminal, bulk_client(terminal))

    def renew_list(self) -> None:
        """Same content, new dates; run it by a timer at least once a year."""
        self._publish(list(self._revoked()))

    def verify_list(self) -> None:
        """Mosquitto lets revoked devices in when its list is missing or torn: look before it must read it."""
        try:
            listed = x509.load_pem_x509_crl(self.revocation_list.read_bytes())
        except (OSError, ValueError) as problem:
            raise BadRevocationList(f"{self.revocation_list}: {problem}") from problem
        if not listed.is_signature_valid(self._device.certificate.public_key()):  # type: ignore[arg-type] # ours is P-256
            raise BadRevocationList(f"{self.revocation_list} is not signed by this county's device CA")
        if listed.next_update_utc is None or listed.next_update_utc < utc_now() + timedelta(days=30):
            raise BadRevocationList(f"{self.revocation_list} runs out within 30 days")

    def _serials(self, name: str) -> list[int]:
        folder = self._home / "issued"
        return [int(path.suffixes[-2][1:], 16) for path in folder.iterdir() if _issued_to(path, name)]

    def _revoked(self) -> Iterator[x509.RevokedCertificate]:
        self.verify_list()
        yield from x509.load_pem_x509_crl(self.revocation_list.read_bytes())

    def _publish(self, revoked: list[x509.RevokedCertificate]) -> None:
        listed = self._device.list_of(revoked).public_bytes(serialization.Encoding.PEM)
        write_whole(self.revocation_list, listed, mode=0o644)
        self.verify_list()


def _issued_to(path: Path, name: str) -> bool:
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return certificate.subject == named(name)


def _revoked_now(serial: int) -> x509.RevokedCertificate:
    return x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(utc_now()).build()
