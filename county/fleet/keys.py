"""Making keys, certificates and revocation lists.

Nothing here starts before 1970: a terminal without a clock battery must be able to connect and be told the
time. P-256 throughout, because the terminals' secure elements and every TLS stack know it.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from county.durable import write_whole

LIST_LIFETIME: Final = timedelta(days=2 * 365)
"""An expired list makes Mosquitto refuse every terminal, so it outlives its yearly renewal by a year."""
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
END: Final = datetime(2120, 1, 1, tzinfo=UTC)
"""The server side outlives a terminal clock that has run ahead to 2099; only the terminals' side expires."""


@dataclass(frozen=True)
class Identity:
    """A P-256 private key (PKCS#8 PEM, unencrypted) and the certificate for it (PEM)."""

    key: bytes
    certificate: bytes

    def write(self, key_path: Path, certificate_path: Path) -> None:
        """Both files appear whole or not at all; the key is readable by its owner only."""
        write_whole(key_path, self.key, mode=0o600)
        write_whole(certificate_path, self.certificate, mode=0o644)


@dataclass(frozen=True)
class Signer:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def read(cls, key_path: Path, certificate_path: Path) -> "Signer":
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{key_path} is not an elliptic curve key")
        return cls(key, x509.load_pem_x509_certificate(certificate_path.read_bytes()))

    def issue(
        self,
        name: str,
        *,
        alternatives: list[x509.GeneralName],
        usage: x509.ObjectIdentifier,
        ends_at: datetime,
    ) -> Identity:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = (
            _unsigned(name, key.public_key(), ends_at=ends_at)
            .issuer_name(self.certificate.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .add_extension(_issued_by(self.key), critical=False)
        )
        return _identity(key, builder.sign(self.key, hashes.SHA256()))

    def list_of(self, revoked: list[x509.RevokedCertificate]) -> x509.CertificateRevocationList:
        now = utc_now()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(BEGINNING)
            .next_update(now + LIST_LIFETIME)
            .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
            .add_extension(_issued_by(self.key), critical=False)
        )
        for entry in revoked:
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256())


def self_signed(name: str) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        _unsigned(name, key.public_key(), ends_at=END)
        .issuer_name(named(name))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
    )
    return _identity(key, builder.sign(key, hashes.SHA256()))


def _unsigned(name: str, key: ec.EllipticCurvePublicKey, *, ends_at: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINNING)
        .not_valid_after(ends_at)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _identity(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> Identity:
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Identity(secret, certificate.public_bytes(serialization.Encoding.PEM))


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _issued_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def hosts(names: tuple[str, ...]) -> list[x509.GeneralName]:
    return [_host(name) for name in names]


def _host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
