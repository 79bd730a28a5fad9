"""The demo's county: home, keys, database, officers, villages, registered terminals, made by its own commands."""

import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
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


def make_county(place: Place, cast: Cast, *, broker_port: int, web_port: int) -> None:
    """Settings, database and villages of a county that is founded; may be called again for the same place."""
    place.county_config.write_text(
        _SETTINGS.format(name=cast.county.name, site=cast.county.site, web_port=web_port, broker_port=broker_port),
        encoding="utf-8",
    )
    manage(place, ["migrate", "--verbosity", "0"])
    manage(place, ["add_villages", *cast.county.villages])


def add_officers(place: Place, officers: Iterable[Officer], *, password: str) -> None:
    """Log-ins of officers who read petitions, publish, run the walls and raise emergencies."""
    for officer in officers:
        command = ["create_officer", officer.login, "--name", officer.name, "--alarm", "--password-stdin"]
        manage(place, command, words=password + "\n")


def register_terminal(place: Place, cast: Cast, point: Point) -> None:
    """From now on the county believes what this terminal signs."""
    certificate = str(place.terminal(point) / "keys" / "device.crt")
    role = "wall" if point == cast.wall else "kiosk"
    command = ["register_terminal", point.id, "--site", cast.county.site, "--cert", certificate]
    manage(place, [*command, "--point", point.point, "--role", role])


def manage(place: Place, command: Sequence[str], *, words: str = "") -> str:
    """One of the county's commands; raises StepFailed with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "county.manage", "--config", place.county_config, *command],
        input=words,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise StepFailed(f"county.manage {command[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def free_port() -> int:
    """A port on this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stored_parts(place: Place) -> list[Path]:
    """Every sealed file in the county's object store."""
    return sorted(path for path in (place.county / "objects").rglob("*") if path.is_file())
