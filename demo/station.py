"""The demo's county: home, keys, database, officers, villages, registered terminals, made by its own commands."""

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from demo.cast import Cast, Officer, Point
from demo.errors import StepFailed
from demo.place import Place

_SETTINGS = """\
[station]
name = "{name}"
site = "{site}"

[web]
host = "127.0.0.1"
port = {web_port}

[link]
host = "127.0.0.1"
port = {broker_port}
server_name = "localhost"

[limits]
disk_reserve_bytes = 67108864
"""

_MANAGED_WITHIN_S = 120.0
_MANAGE = """\
import json, sys
from county.manage import main

for command in json.loads(sys.argv[2]):
    if main(["--config", sys.argv[1], *command]):
        sys.exit(2)
"""


def make_county(place: Place, cast: Cast, *, broker_port: int, web_port: int) -> None:
    """Settings, database and villages of a county that is founded; may be called again for the same place."""
    place.county_config.write_text(
        _SETTINGS.format(name=cast.county.name, site=cast.county.site, web_port=web_port, broker_port=broker_port),
        encoding="utf-8",
    )
    manage(place, ["migrate", "--verbosity", "0"], ["add_villages", *cast.county.villages])


def add_officers(place: Place, officers: Sequence[Officer], *, password: str) -> None:
    """Log-ins of officers who read petitions, publish, run the walls, raise emergencies and take calls."""
    made = [["create_officer", one.login, "--name", one.name, "--alarm", "--password-stdin"] for one in officers]
    seats = [["call_seat", one.login] for one in officers]
    manage(place, *made, *seats, words=f"{password}\n" * len(made))


def register_terminals(place: Place, cast: Cast, *points: Point) -> None:
    """From now on the county believes what these terminals sign."""
    manage(place, *(_registered(place, cast, point) for point in points))


def _registered(place: Place, cast: Cast, point: Point) -> list[str]:
    certificate = str(place.terminal(point) / "keys" / "device.crt")
    role = "wall" if point == cast.wall else "kiosk"
    command = ["register_terminal", point.id, "--site", cast.county.site, "--cert", certificate]
    return [*command, "--point", point.point, "--role", role]


def manage(place: Place, *commands: Sequence[str], words: str = "") -> str:
    """The county's commands, one after the other in one process; raises StepFailed with what was said."""
    done = subprocess.run(
        [sys.executable, "-c", _MANAGE, place.county_config, json.dumps(commands)],
        input=words,
        capture_output=True,
        text=True,
        check=False,
        timeout=_MANAGED_WITHIN_S,
    )
    if done.returncode != 0:
        names = ", ".join(command[0] for command in commands)
        raise StepFailed(f"county.manage {names}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def free_port() -> int:
    """A port on this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stored_parts(place: Place) -> list[Path]:
    """Every sealed file in the county's object store."""
    return sorted(path for path in (place.county / "objects").rglob("*") if path.is_file())
