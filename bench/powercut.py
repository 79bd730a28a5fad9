"""An honest power cut: ext4 on a loop file is shut down under a terminal that promises, then mounted again.

FS_IOC_SHUTDOWN without a flush drops the page cache and the open journal, as a plug that is pulled does. It runs in a
mount namespace of its own and needs root; where a machine forbids it, it says so and ends with an error.
"""

import fcntl
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bench.figures import arguments, report
from bench.promises import Found, check

CUTS = 60
QUICK_CUTS = 12
_CUTS_AN_IMAGE = 5
_IMAGE_BYTES = 512 * 1024 * 1024
_FS_IOC_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = 2
_INSIDE = "--in-own-mount-namespace"


class MountsForbidden(Exception):
    """This machine lets nobody mount a loop file."""


def cut_power(cuts: int, *, seed: int | None = None) -> dict[str, int]:
    """Figures over so many cuts. Raises MountsForbidden."""
    command = ["unshare", "-m", "--propagation", "private", sys.executable, "-m", "bench.powercut", _INSIDE]
    done = subprocess.run([*command, str(cuts), str(seed or 0)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MountsForbidden(done.stderr.strip()[-500:])
    figures: dict[str, int] = json.loads(done.stdout)
    return figures


def main() -> None:
    asked = arguments("Cuts the power of a terminal that promises, and counts what is missing or torn afterwards.")
    try:
        figures = cut_power(QUICK_CUTS if asked.quick else CUTS)
    except MountsForbidden as error:
        sys.exit(f"powercut: NOT RUN, this machine forbids loop mounts: {error}")
    report("powercut", figures, to=asked.json)


def _all_cuts(cuts: int, seed: int) -> dict[str, int]:
    moments = random.Random(seed or None)  # noqa: S311  # moments, no secrets
    figures = {"cuts": 0, "promised": 0, "missing": 0, "torn": 0, "catalogue_wrong": 0}
    with tempfile.TemporaryDirectory(prefix="powercut-") as folder:
        while figures["cuts"] < cuts:
            image = _new_image(Path(folder))
            said: list[str] = []
            for _ in range(min(_CUTS_AN_IMAGE, cuts - figures["cuts"])):
                before = len(said)
                found = _one_cut(image, said, wait_s=moments.uniform(0.0, 0.6))
                _count(figures, found, promised=sum(line.startswith("promised") for line in said[before:]))
    return figures


def _count(figures: dict[str, int], found: Found, *, promised: int) -> None:
    figures["cuts"] += 1
    figures["promised"] += promised
    figures["missing"] += found.missing
    figures["torn"] += found.torn
    figures["catalogue_wrong"] += found.catalogue_wrong


def _one_cut(image: Path, said: list[str], *, wait_s: float) -> Found:
    """`said` grows by what the terminal promised before this cut; all of it must be there afterwards."""
    with _mounted(image) as disk:
        command = [sys.executable, "-m", "bench.promises", str(disk / "home")]
        (disk / "home").mkdir(exist_ok=True)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as terminal:
            assert terminal.stdout is not None
            first = terminal.stdout.readline()
            time.sleep(wait_s)
            heard = first + _waiting_in(terminal.stdout)
            _pull_the_plug(disk)
            terminal.kill()
            said += heard.decode().splitlines()
    with _mounted(image) as disk:
        return check(disk / "home", said)


def _waiting_in(pipe: IO[bytes]) -> bytes:
    # Only what was heard before the plug is pulled was promised: a dead machine says nothing, while a process on a
    # dead file system may (a sync that began before the cut can end as if it had succeeded).
    os.set_blocking(pipe.fileno(), False)
    heard = pipe.read() or b""
    os.set_blocking(pipe.fileno(), True)
    return heard[: heard.rfind(b"\n") + 1]


def _pull_the_plug(disk: Path) -> None:
    descriptor = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _FS_IOC_SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
    finally:
        os.close(descriptor)


def _new_image(folder: Path) -> Path:
    image = folder / "disk.ext4"
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(_IMAGE_BYTES)
    _do("mkfs.ext4", "-q", "-F", str(image))
    return image


@contextmanager
def _mounted(image: Path) -> Iterator[Path]:
    disk = image.with_name("mounted")
    disk.mkdir(exist_ok=True)
    _do("mount", "-o", "loop", str(image), str(disk))
    try:
        yield disk
    finally:
        _do("umount", str(disk))


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    if sys.argv[1:2] == [_INSIDE]:
        sys.stdout.write(json.dumps(_all_cuts(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
