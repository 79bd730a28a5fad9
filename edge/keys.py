"""The only place of private keys: what this terminal signs with, connects with and seals to.

Everything is read and checked once, at start; a key that does not fit refuses to start with the file's name.
"""

import base64
import binascii
import resource
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID

from edge.errors import BadKeys
from wire.codec import from_json
from wire.errors import WireError
from wire.ids import TerminalId
from wire.petition.recipients import RECIPIENTS_CONTEXT, RecipientList
from wire.seal.signed import Alg, Signed, verified
from wire.topics import bulk_client


class DeviceKey:
    """Signs manifests; the private key stays inside."""

    def __init__(self, private: EllipticCurvePrivateKey, terminal_id: TerminalId) -> None:
        self._private = private
        self._terminal_id = terminal_id

    @property
    def alg(self) -> Alg:
        return "es256"

    @property
    def kid(self) -> str:
        return self._terminal_id

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message, ECDSA(SHA256()))


class PinnedContext(ssl.SSLContext):
    """TLS 1.3 to the county's own authority, under the name in the certificate, whatever address is dialled."""

    server_name: str

    def wrap_socket(self, sock: Any, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        kwargs["server_hostname"] = self.server_name
        wrapped = super().wrap_socket(sock, *args, **kwargs)
        try:
            # paho would do this next, and leave the socket open when it fails.
            wrapped.do_handshake()
        except OSError:
            wrapped.close()
            raise
        return wrapped


@dataclass(frozen=True)
class Certificate:
    """One TLS identity; its common name is the MQTT client id."""

    client_id: str
    certificate_path: Path
    key_path: Path
    ca_path: Path

    def context(self, server_name: str) -> ssl.SSLContext:
        """Raises BadKeys when the files do not fit each other."""
        context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
        context.server_name = server_name
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        try:
            context.load_verify_locations(self.ca_path)
            context.load_cert_chain(self.certificate_path, self.key_path)
        except (OSError, ssl.SSLError) as error:
            raise BadKeys(f"{self.certificate_path.parent}: {error}") from error
        return context


@dataclass(frozen=True)
class Keys:
    """All keys of this terminal."""

    device: DeviceKey
    link: Certificate
    bulk: Certificate
    county: Ed25519PublicKey
    recipients: RecipientList


def forbid_core_dumps() -> None:
    """RAM holds draft keys and receipt codes: a crash must not write it to a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def load_keys(directory: Path, terminal_id: TerminalId) -> Keys:
    """Raises BadKeys with one sentence that names the file."""
    county = _county_key(directory / "county.pub")
    link = _certificate(directory, "device", terminal_id)
    return Keys(
        device=DeviceKey(_private_key(link.key_path), terminal_id),
        link=link,
        bulk=_certificate(directory, "bulk", bulk_client(terminal_id)),
        county=county,
        recipients=_recipients(directory / "recipients.json", county),
    )


def outdated(listed: RecipientList, at_ms: int) -> list[str]:
    """Key ids whose time has run out; they are used on, for a petition that nobody can open is worse. 0 is no date."""
    return [one.kid for one in listed.recipients if 0 < one.not_after_ms < at_ms]


def _certificate(directory: Path, name: str, client_id: str) -> Certificate:
    path = directory / f"{name}.crt"
    try:
        certificate = x509.load_pem_x509_certificate(_read(path))
    except ValueError as error:
        raise BadKeys(f"{path}: is no certificate") from error
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if [name.value for name in names] != [client_id]:
        raise BadKeys(f"{path}: was not issued to {client_id!r}")
    if certificate.public_key() != _private_key(directory / f"{name}.key").public_key():
        raise BadKeys(f"{path}: does not belong to {name}.key")
    return Certificate(client_id, path, directory / f"{name}.key", directory / "ca.crt")


def _private_key(path: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError) as error:
        raise BadKeys(f"{path}: is no private key") from error
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise BadKeys(f"{path}: is no P-256 key")
    return key


def _county_key(path: Path) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(_read(path).strip(), validate=True))
    except (ValueError, binascii.Error) as error:
        raise BadKeys(f"{path}: is no Ed25519 public key in base64") from error


def _recipients(path: Path, county: Ed25519PublicKey) -> RecipientList:
    try:
        envelope = from_json(_read(path), Signed)
        listed = verified(envelope, RecipientList, key=county, context=RECIPIENTS_CONTEXT)
    except WireError as error:
        raise BadKeys(f"{path}: {error}") from error
    if not listed.recipients:
        raise BadKeys(f"{path}: names nobody to seal to")
    return listed


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadKeys(f"{path}: cannot be read: {error.strerror}") from error
