"""Judges an offer before anything is written: is it this terminal's, is it whole, is it of a size we take?"""

import re
from typing import Final

from county.errors import Refusal
from wire.errors import BadMessage, BadSignature
from wire.petition.manifest import MANIFEST_CONTEXT, MAX_PARTS, MAX_PETITION_BYTES, Manifest, Part
from wire.petition.upload import PetitionOffer
from wire.seal.signed import PublicKey, verified

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


def judged(terminal_id: str, offer: PetitionOffer, key: PublicKey | None) -> Manifest:
    """The manifest inside, if all of it holds; raises Refusal."""
    if offer.total_bytes > MAX_PETITION_BYTES:
        raise Refusal("too_large", permanent=True)
    if key is None:
        # It may be registered tomorrow; until then its petitions wait where they are.
        raise Refusal("unknown_terminal", permanent=False)
    if offer.manifest.kid != terminal_id:
        raise Refusal("bad_signature", permanent=True)
    try:
        manifest = verified(offer.manifest, Manifest, key=key, context=MANIFEST_CONTEXT)
    except BadSignature as error:
        raise Refusal("bad_signature", permanent=True) from error
    except BadMessage as error:
        raise Refusal("bad_manifest", permanent=True) from error
    if not _is_sound(manifest, offer):
        raise Refusal("bad_manifest", permanent=True)
    return manifest


def _is_sound(manifest: Manifest, offer: PetitionOffer) -> bool:
    return (
        manifest.petition_id == offer.petition_id
        and 0 < len(manifest.parts) <= MAX_PARTS
        and sum(part.role == "meta" for part in manifest.parts) == 1
        and all(_is_part(part) for part in manifest.parts)
        and sum(part.length for part in manifest.parts) == offer.total_bytes
        and _SHA256.match(manifest.mailbox) is not None
    )


def _is_part(part: Part) -> bool:
    return part.length > 0 and _SHA256.match(part.sha256) is not None
