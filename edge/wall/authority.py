"""Who may speak for the county to this wall, and which wall this is."""

from dataclasses import dataclass
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wire.ids import SiteId, TerminalId
from wire.record import Record
from wire.seal.signed import Signed, verified

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class County:
    """The county as this terminal knows it."""

    terminal_id: TerminalId
    site: SiteId
    key: Ed25519PublicKey

    def says(self, envelope: Signed, kind: type[R], context: str) -> R:
        """What is inside. Raises WireError for what the county did not sign for this use."""
        return verified(envelope, kind, key=self.key, context=context)
