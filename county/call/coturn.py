"""`python -m county.call.coturn --config county.toml --to FOLDER`: what the relay of this machine is told.

Written anew at each start of the relay, into a folder that lives in memory: the secret is kept in county.toml alone.
Nobody is carried to but the networks named there, and the relay itself, where both ends of a call come by it.
"""

import argparse
import ipaddress
import os
import sys
from pathlib import Path
from typing import Final

from county.config import CountyConfig, load
from county.errors import BadConfig

NAME: Final = "turnserver.conf"
_SESSIONS_A_CALL: Final = 12
"""Both ends, an address each way of asking, and the connections that are being let go of."""
_EVERYBODY: Final = ("0.0.0.0-255.255.255.255", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")


def settings(config: CountyConfig, folder: Path) -> str:
    """For a county whose `[relay] here` is true."""
    relay = config.relay
    lines = [
        f"listening-ip={relay.address}",
        f"relay-ip={relay.address}",
        f"listening-port={relay.port}",
        f"min-port={relay.first_port}",
        f"max-port={relay.last_port}",
        "fingerprint",
        "use-auth-secret",
        f"static-auth-secret={config.calls.relay_secret}",
        f"realm={relay.realm}",
        "stale-nonce=600",
        f"user-quota={_SESSIONS_A_CALL}",
        *_secured(config),
        "no-dtls",
        "no-cli",
        "no-tcp-relay",
        "no-multicast-peers",
        "no-rfc5780",
        "no-stun-backward-compatibility",
        "no-software-attribute",
        *(f"denied-peer-ip={everybody}" for everybody in _EVERYBODY),
        *(f"allowed-peer-ip={one}" for one in (relay.address, *map(_range, relay.networks))),
        f"userdb={folder}/turndb",
        f"pidfile={folder}/turnserver.pid",
        "log-file=stdout",
        "simple-log",
    ]
    return "".join(f"{line}\n" for line in lines)


def _secured(config: CountyConfig) -> list[str]:
    if not config.speaks_tls:
        return ["no-tls"]
    files = {"cert": config.web.tls_cert, "pkey": config.web.tls_key}
    named = [f"{name}={config.home / file}" for name, file in files.items()]
    return [f"tls-listening-port={config.relay.tls_port}", "no-tlsv1", "no-tlsv1_1", *named]


def _range(network: str) -> str:
    whole = ipaddress.ip_network(network)
    return f"{whole[0]}-{whole[-1]}"


def write(config: CountyConfig, folder: Path) -> Path:
    """Readable by us alone, and whole or not there."""
    path, new = folder / NAME, folder / f"{NAME}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(settings(config, folder))
    new.replace(path)
    return path


def main(given: list[str]) -> str | int:
    """Ends with 3 where no relay is wanted here."""
    parser = argparse.ArgumentParser(prog="county.call.coturn", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--to", type=Path, help="write it there; left out: only say whether a relay is wanted here")
    asked = parser.parse_args(given)
    try:
        config = load(asked.config)
        if not config.relay.here:
            return 3
        if asked.to:
            write(config, asked.to)
    except (BadConfig, OSError) as error:
        return str(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
