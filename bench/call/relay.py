"""A real coturn as `install.sh county` sets it up, while a trial lasts."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from county.call.coturn import write
from county.config import CountyConfig

_LISTENS_S: Final = 10.0


@contextmanager
def relay(config: CountyConfig, folder: Path) -> Iterator[None]:
    """Listening; told what to do, and logging, in this folder."""
    command = ["setpriv", "--pdeathsig", "KILL", "turnserver", "-c", str(write(config, folder))]
    with (folder / "coturn.log").open("wb") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _until_it_listens(config.relay.port)
        yield
    finally:
        child.kill()
        child.wait()


def _until_it_listens(port_: int) -> None:
    ends = time.monotonic() + _LISTENS_S
    while f":{port_:04X} " not in Path("/proc/self/net/udp").read_text(encoding="utf-8"):
        if time.monotonic() > ends:
            raise TimeoutError("the relay does not listen")
        time.sleep(0.02)
