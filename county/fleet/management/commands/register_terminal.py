"""`register_terminal t001 --site liuhe --cert device.crt`: from now on its petitions are believed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509.oid import NameOID
from django.core.management.base import BaseCommand, CommandError

from county.fleet.models import Terminal
from wire.ids import is_name


class Command(BaseCommand):
    help = "Register a terminal by its certificate, or give a registered one a new certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("terminal")
        parser.add_argument("--site", required=True)
        parser.add_argument("--cert", type=Path, required=True)
        parser.add_argument("--point", default="")
        parser.add_argument("--township", default="", help="whose officers a call from here may ring")
        parser.add_argument("--role", choices=("kiosk", "wall"), default="")

    def handle(self, *_: Any, **options: Any) -> None:
        terminal, site = options["terminal"], options["site"]
        if not is_name(terminal) or not is_name(site):
            raise CommandError("terminal and site are lower-case letters, digits and hyphens")
        pem = _certificate(options["cert"], terminal)
        told = {"site": site, "certificate": pem, "point": options["point"], "enrolled_as": options["role"]}
        told["township"] = options["township"]
        Terminal.objects.update_or_create(terminal_id=terminal, defaults=told)


def _certificate(path: Path, terminal: str) -> str:
    try:
        pem = path.read_text(encoding="ascii")
        certificate = x509.load_pem_x509_certificate(pem.encode())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: not a certificate in PEM") from error
    names = [name.value for name in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    if names != [terminal]:
        raise CommandError(f"{path}: the certificate is for {names}, not for {terminal}")
    if not isinstance(certificate.public_key(), EllipticCurvePublicKey):
        raise CommandError(f"{path}: a terminal's key is a P-256 key")
    return pem
