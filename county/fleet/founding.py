"""`python -m county.fleet.founding`: everything a new county station needs once, before its first terminal.

Keys, both authorities, the signed list of who opens petitions, and the broker's folder. Whatever exists is kept, so
it may be run again: with other age keys it writes the next version of the list. It never sees a private age key.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from county.config import CountyConfig, load
from county.durable import write_whole
from county.errors import CountyError
from county.fleet.authority import Authority
from county.fleet.broker import RULES, Broker
from county.fleet.errors import BadOfficeKey
from county.keys import CountySigner, create_keys
from wire.codec import from_json, to_json
from wire.ids import TerminalId
from wire.petition.recipients import RECIPIENTS_CONTEXT, Recipient, RecipientList
from wire.seal.signed import Signed, signed, verified

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104  # terminals come from outside; certificates decide who gets in
FOR_EVER_MS: Final = 4_102_444_800_000
"""The year 2100: an office key is replaced when people say so, not by a date."""


def found(config: CountyConfig, *, office: str, escrow: str, names: Sequence[str]) -> None:
    """`office` and `escrow` are public age keys; `names` are host names or addresses of the broker."""
    create_keys(config.keys)
    authority = authority_of(config)
    if not (config.keys / "gateway.crt").exists():
        authority.issue_gateway().write(config.keys / "gateway.key", config.keys / "gateway.crt")
        write_whole(config.keys / "ca.crt", authority.server_ca.read_bytes(), mode=0o644)
    _list_recipients(config, office=office, escrow=escrow)
    if not (config.home / "broker" / RULES).exists():
        # a county that is founded again has terminals, and their rights stay
        write_rules(config, [], names=names)


def authority_of(config: CountyConfig) -> Authority:
    """The county's own, made when there is none."""
    home = config.home / "ca"
    return Authority(home) if (home / "device-ca.key").exists() else Authority.create(home, county=config.station.name)


def recipients_of(config: CountyConfig) -> Signed:
    """The list that every terminal carries."""
    return from_json((config.home / "recipients.json").read_bytes(), Signed)


def write_rules(config: CountyConfig, terminals: Iterable[TerminalId], *, names: Sequence[str] = ()) -> None:
    """The broker's folder with rights for exactly these terminals; names count only before it has a certificate."""
    Broker(
        config.home / "broker",
        authority_of(config),
        terminals=terminals,
        port=config.link.port,
        address=EVERYWHERE,
        server_names=[*names, config.link.server_name, "127.0.0.1"],
    ).prepare()


def _list_recipients(config: CountyConfig, *, office: str, escrow: str) -> None:
    signer = CountySigner.read(config.keys)
    path = config.home / "recipients.json"
    wanted = {"county": office, "escrow": escrow}
    version = 0
    if path.exists():
        listed = verified(recipients_of(config), RecipientList, key=signer.public_key, context=RECIPIENTS_CONTEXT)
        version = listed.version
        if {each.role: each.age for each in listed.recipients} == wanted:
            return
    following = RecipientList(
        version=version + 1,
        recipients=[
            Recipient(role="county", kid=f"office-{version + 1}", age=office, not_after_ms=FOR_EVER_MS),
            Recipient(role="escrow", kid=f"escrow-{version + 1}", age=escrow, not_after_ms=FOR_EVER_MS),
        ],
    )
    write_whole(path, to_json(signed(following, signer, RECIPIENTS_CONTEXT)), mode=0o644)


def public_age_key(path: Path) -> str:
    """The one line `age1...` of a file that age-keygen -y wrote; refuses anything secret."""
    lines = [line for line in path.read_text(encoding="ascii").splitlines() if line and not line.startswith("#")]
    if len(lines) != 1 or not lines[0].startswith("age1"):
        raise BadOfficeKey(f"{path}: must hold one public age key (age1...) and nothing else")
    return lines[0]


def main() -> int:
    options = argparse.ArgumentParser(prog="zhitong county found", description=__doc__)
    options.add_argument("--config", type=Path, required=True)
    options.add_argument("--office", type=Path, required=True, help="file with the office's public age key")
    options.add_argument("--escrow", type=Path, required=True, help="file with the escrow's public age key")
    options.add_argument("--name", action="append", default=[], help="name or address of this station; may be repeated")
    given = options.parse_args()
    try:
        found(
            load(given.config),
            office=public_age_key(given.office),
            escrow=public_age_key(given.escrow),
            names=given.name,
        )
    except (CountyError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
