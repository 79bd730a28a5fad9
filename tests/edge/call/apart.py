"""`python -m tests.edge.call.apart`: terminal and officer in networks that do not meet, and a relay between them.

Tells as JSON what came of a call by each engine. Whoever runs it stays where it is: this process moves into a network
of its own, which vanishes with it.
"""

import asyncio
import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.call.relay import relay
from bench.link_emulator import enter_own_network
from county.call.relays import credentials
from county.config import Calls, CountyConfig, RelayHere
from tests.edge.call.officer import Officer
from tests.edge.call.process import EngineProcess, engine
from wire.call import engine as words
from wire.call.signals import Relay
from wire.codec import from_json, to_json

RELAY_AT: Final = "10.20.0.1"
TERMINALS, OFFICERS = 1, 2
VILLAGER, OFFICER = 0b10110010, 0b01001101
SECRET: Final = "0123456789abcdef0123456789abcdef"
CALLS: Final = Calls(relays=(f"turn:{RELAY_AT}:3478?transport=udp",), relay_secret=SECRET, relay_only=True)


@contextmanager
def network(number: int) -> Iterator[list[str]]:
    """Joined to ours alone, at 10.20.NUMBER.2; how to run a command in it."""
    holder = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "sh", "-c", "echo; exec sleep infinity"],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()
    inside = ["nsenter", f"--net=/proc/{holder.pid}/ns/net", "setpriv", "--pdeathsig", "KILL"]
    here, there = f"10.20.{number}.1", f"10.20.{number}.2"
    try:
        _run("ip", "link", "add", f"r{number}", "type", "veth", "peer", "name", "e0", "netns", str(holder.pid))
        _run("ip", "addr", "add", f"{here}/24", "dev", f"r{number}")
        _run("ip", "link", "set", f"r{number}", "up")
        _run(*inside, "ip", "link", "set", "lo", "up")
        _run(*inside, "ip", "addr", "add", f"{there}/24", "dev", "e0")
        _run(*inside, "ip", "link", "set", "e0", "up")
        _run(*inside, "ip", "route", "add", "default", "via", here)
        yield inside
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


@dataclass(frozen=True)
class Apart:
    """How to run a command in each of the two networks."""

    terminals: list[str]
    officers: list[str]


def meet(networks: Apart) -> bool:
    """Whether anything gets from the one to the other."""
    listening = subprocess.Popen([*networks.officers, sys.executable, "-c", _LISTENS], stdout=subprocess.PIPE)
    try:
        assert listening.stdout
        listening.stdout.readline()
        asks = f"import socket; socket.create_connection(('10.20.{OFFICERS}.2', 5001), timeout=0.5)"
        return (
            subprocess.run(
                [*networks.terminals, sys.executable, "-c", asks], capture_output=True, check=False
            ).returncode
            == 0
        )
    finally:
        listening.kill()
        listening.communicate()


_LISTENS: Final = """
import socket, time
door = socket.create_server(("0.0.0.0", 5001))
print(flush=True)
time.sleep(30)
"""


async def story(name: str, folder: Path, networks: Apart, *, refused: Relay) -> dict[str, Any]:
    """Refused with this relay, then connected with the right one."""
    (right,) = credentials(CALLS, f"call-{name}", now_s=int(time.time()))
    async with engine(folder, name, number=VILLAGER, inside=networks.terminals) as ours:
        ours.order(words.OpenPeer(gen=1, relays=(refused,), relay_only=True))
        why = (await ours.tells(words.PeerFailed)).why
        ours.order(words.OpenPeer(gen=2, relays=(right,), relay_only=True))
        offered = await ours.tells(words.PeerOffered)
        async with _officer(networks.officers, offered.sdp, right) as (answer, saw):
            ours.order(words.TakeAnswer(gen=2, sdp=answer))
            await ours.tells(words.FarSeen)
            return {"refused": why, "relayed": await _relayed(ours), "officer_saw": await saw()}


async def _relayed(ours: EngineProcess) -> bool:
    async with asyncio.timeout(10):
        while not (flow := await ours.tells(words.Flow)).relayed:
            pass
    return flow.relayed


@asynccontextmanager
async def _officer(inside: list[str], offer: str, at: Relay) -> AsyncIterator[tuple[str, Any]]:
    child = await asyncio.create_subprocess_exec(
        *(*inside, sys.executable, "-m", "tests.edge.call.apart", "--officer"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )
    assert child.stdin
    assert child.stdout
    told = child.stdout
    child.stdin.write(json.dumps({"offer": offer, "relay": to_json(at).decode()}).encode() + b"\n")

    async def line() -> Any:
        return json.loads(await asyncio.wait_for(told.readline(), 20))

    try:
        yield await line(), line
    finally:
        child.kill()
        await child.wait()


async def officer() -> None:
    """In the officers' network: answers one offer by the relay alone, and tells when the villager's number is seen."""
    asked = json.loads(sys.stdin.readline())
    ours = Officer(OFFICER, relays=(from_json(asked["relay"].encode(), Relay),))
    tell(await ours.answer(asked["offer"]))
    while VILLAGER not in ours.saw.numbers:  # noqa: ASYNC110  # whoever started us gives up, and ends us
        await asyncio.sleep(0.05)
    tell(VILLAGER)
    await asyncio.sleep(30)


async def both(folder: Path, networks: Apart) -> dict[str, Any]:
    (wrong,) = credentials(Calls(relays=CALLS.relays, relay_secret="f" * 32), "a-call", now_s=int(time.time()))
    (expired,) = credentials(CALLS, "a-call", now_s=1_700_000_000)
    stories = {"reactor": wrong, "aiortc": expired}
    told = await asyncio.gather(
        *(story(name, folder / name, networks, refused=relay_) for name, relay_ in stories.items())
    )
    return dict(zip(stories, told, strict=True))


def main() -> None:
    if "--officer" in sys.argv:
        asyncio.run(officer())
        return
    enter_own_network()
    folder = Path(tempfile.mkdtemp(prefix="apart-"))
    try:
        _run("ip", "addr", "add", f"{RELAY_AT}/32", "dev", "lo")
        here = RelayHere(here=True, address=RELAY_AT, networks=("10.20.0.0/16",))
        with (
            relay(CountyConfig(home=folder, calls=CALLS, relay=here), folder),
            network(TERMINALS) as terminals,
            network(OFFICERS) as officers,
        ):
            networks = Apart(terminals, officers)
            for name in ("reactor", "aiortc"):
                (folder / name).mkdir()
            tell({"meet": meet(networks)} | asyncio.run(both(folder, networks)))
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)


def tell(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=10)


if __name__ == "__main__":
    main()
