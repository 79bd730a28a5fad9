"""To whom transcripts are sealed at the county: the keys of the list that every terminal carries."""

from county.config import CountyConfig
from county.keys import CountySigner
from wire.codec import from_json
from wire.petition.recipients import RECIPIENTS_CONTEXT, RecipientList
from wire.seal.signed import Signed, verified


def recipients(config: CountyConfig) -> list[str]:
    """`age1...`, office and escrow; empty for a station that was not founded, where no inquiry can be written."""
    path = config.home / "recipients.json"
    if not path.exists():
        return []
    key = CountySigner.read(config.keys).public_key
    listed = verified(from_json(path.read_bytes(), Signed), RecipientList, key=key, context=RECIPIENTS_CONTEXT)
    return [each.age for each in listed.recipients]
