"""`zhitong doctor [--role ROLE] [--config FILE]`: looks at this machine and says in plain words what is missing.

It needs nothing but Python's own library, so that it can speak when everything else is missing. It changes nothing.
"""

import argparse
import ctypes.util
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhitong import sentence

WIRE = ("cryptography", "msgspec", "pyrage", "stdnum")
EDGE = (*WIRE, "av", "cv2", "numpy", "paho", "pyaudio", "sdnotify", "tinydb")
FACE = (*EDGE, "kivy")
COUNTY = (*WIRE, "axes", "csp", "django", "paho", "uvicorn")
LIBRARIES = {"edge": EDGE, "kiosk": FACE, "wall": FACE, "county": COUNTY, "demo": (*FACE, *COUNTY, "playwright")}
PROGRAMS = {"county": ("mosquitto",), "demo": ("mosquitto", "age", "chromium", "pdftotext")}
DRAWS = {"kiosk", "wall", "demo"}
FEELS = {"edge", "kiosk", "demo"}
CALLS = {"edge", "kiosk"}
SETTINGS = Path("/etc/zhitong/terminal.toml")
COUNTY_SETTINGS = Path("/etc/zhitong/county.toml")
GIGABYTE = 10**9
NEEDED_GB = 2
EARLIEST = 1_767_225_600
"""The year 2026: this program did not exist before."""
State = Literal["fine", "note", "missing"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at, with a sentence a person can act on."""

    state: State
    says: str


def look(role: str, settings: Path = SETTINGS) -> Iterator[Finding]:
    """Everything this role needs, in the order one would look."""
    yield python()
    yield libraries(LIBRARIES[role])
    for name in PROGRAMS.get(role, ()):
        yield program(name)
    if role in DRAWS:
        yield drawing(Path("/dev/dri"), ctypes.util.find_library)
    if role in FEELS:
        yield camera(Path("/sys/class/video4linux"))
        yield microphone(Path("/proc/asound/cards"))
        yield swap(Path("/proc/swaps"))
    # Whoever may not read the settings is told all the rest.
    if role in CALLS and os.access(settings, os.R_OK) and importlib.util.find_spec("msgspec"):
        yield media_ports(settings)
    if role == "county" and os.access(settings, os.R_OK):
        yield from relay(settings, Path("/proc/net/route"))
    yield disk(Path.cwd())
    yield clock(time.time(), synchronised=_synchronised())


def python() -> Finding:
    state: State = "fine" if sys.version_info >= (3, 11) else "missing"
    return Finding(state, sentence(f"python_{state}", version=sys.version.split()[0]))


def libraries(names: tuple[str, ...]) -> Finding:
    absent = [name for name in dict.fromkeys(names) if importlib.util.find_spec(name) is None]
    if absent:
        return Finding("missing", sentence("libraries_missing", names=", ".join(absent)))
    return Finding("fine", sentence("libraries_fine", count=len(set(names))))


def program(name: str) -> Finding:
    # Debian keeps mosquitto where an ordinary user's PATH does not look.
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        return Finding("missing", sentence("program_missing", name=name, use=sentence(name)))
    return Finding("fine", sentence("program_fine", name=name, path=path))


def drawing(cards: Path, find: Callable[[str], str | None]) -> Finding:
    if not (find("EGL") and find("GLESv2")):
        return Finding("missing", sentence("drawing_missing"))
    found = sorted(card.name for card in cards.glob("card*"))
    how = sentence("gpu", cards=", ".join(found)) if found else sentence("software")
    return Finding("fine", sentence("drawing_fine", how=how))


def camera(devices: Path) -> Finding:
    names = sorted({name.read_text(encoding="utf-8").strip() for name in devices.glob("*/name")})
    return _plugged("camera", names)


def microphone(cards: Path) -> Finding:
    text = cards.read_text(encoding="utf-8") if cards.exists() else ""
    return _plugged("microphone", [line.split("]:")[1].strip() for line in text.splitlines() if "]:" in line])


def _plugged(device: str, names: list[str]) -> Finding:
    if names:
        return Finding("fine", sentence(f"{device}_fine", names=", ".join(names)))
    return Finding("note", sentence(f"{device}_note"))


def swap(swaps: Path) -> Finding:
    used = swaps.exists() and len(swaps.read_text(encoding="utf-8").splitlines()) > 1
    state: State = "note" if used else "fine"
    return Finding(state, sentence(f"swap_{state}"))


def media_ports(settings: Path) -> Finding:
    """Whether the ports of calls, which a firewall lets through, can be had."""
    # Not at the top: it needs a library, and where that is missing, that is what is to be said.
    terminal_config = importlib.import_module("wire.terminal_config")
    try:
        call = terminal_config.load_terminal_config(settings).call
    except ValueError as error:
        return Finding("missing", sentence("settings_missing", why=error))
    if call.engine == "none":
        return Finding("note", sentence("media_ports_none"))
    if not call.ports:
        return Finding("note", sentence("media_ports_any"))
    taken = [port for port in call.ports if not _can_be_bound(port)]
    few = len(call.ports) - len(taken) < terminal_config.FEWEST_CALL_PORTS
    state: State = "missing" if few else "note" if taken else "fine"
    facts = {"first": call.ports[0], "last": call.ports[-1], "taken": ", ".join(map(str, taken))}
    return Finding(state, sentence(f"media_ports_{state}", **facts))


def relay(settings: Path, routes: Path) -> Iterator[Finding]:
    """Where county.toml wants one on this machine: whether it is installed, and finds its way to whom it serves."""
    county = importlib.import_module("county.config")
    try:
        wanted = county.load(settings).relay.here
    except importlib.import_module("county.errors").BadConfig as error:
        yield Finding("missing", sentence("settings_missing", why=error))
        return
    if wanted:
        yield program("turnserver")
        state: State = "fine" if _has_default(routes) else "note"
        yield Finding(state, sentence(f"relay_route_{state}"))


def _has_default(routes: Path) -> bool:
    lines = routes.read_text(encoding="utf-8").splitlines()[1:]
    return any(line.split()[1:2] == ["00000000"] for line in lines)


def _can_be_bound(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.bind(("", port))
        except OSError:
            return False
    return True


def disk(path: Path) -> Finding:
    free_gb = shutil.disk_usage(path).free / GIGABYTE
    state: State = "fine" if free_gb >= NEEDED_GB else "missing"
    return Finding(state, sentence(f"disk_{state}", free_gb=f"{free_gb:.1f}", path=path))


def clock(now_s: float, *, synchronised: bool) -> Finding:
    state: State = "missing" if now_s < EARLIEST else "fine" if synchronised else "note"
    return Finding(state, sentence(f"clock_{state}", now=time.strftime("%F %T", time.localtime(now_s))))


def _synchronised() -> bool:
    if shutil.which("timedatectl") is None:
        return False
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout.strip() == "yes"


def main() -> int:
    """Print the findings; 1 when something is missing."""
    options = argparse.ArgumentParser(prog="zhitong doctor", description=__doc__)
    options.add_argument("--role", choices=sorted(LIBRARIES), default="demo")
    options.add_argument("--config", type=Path, metavar="FILE", help="terminal.toml, or the county's county.toml")
    given = options.parse_args()
    role: str = given.role
    findings = list(look(role, given.config or (COUNTY_SETTINGS if role == "county" else SETTINGS)))
    for finding in findings:
        print(f"{sentence(finding.state):8} {finding.says}")
    count = sum(finding.state == "missing" for finding in findings)
    verdict = "verdict_missing" if count else "verdict_fine"
    print(sentence(verdict, role=role, count=count, installs="kiosk" if role == "edge" else role))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
