"""Files, shared memory and what the system tells of a process, searched for canaries."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from tests.journeys.remains.canary import Canary
from tests.journeys.remains.sieve import Sieve

_SHARED = Path("/dev/shm")  # noqa: S108  # this is what is searched


def files_with(canaries: Iterable[Canary], *roots: Path) -> list[str]:
    """Each file under `roots` (or one of them itself) that holds one, with the canary's name."""
    sieve = Sieve(canaries)
    return [f"{name}: {path}" for path in _files(roots) for name in sorted(sieve.names(_told(path)))]


def shared_memory(terminal_home: Path) -> list[Path]:
    """The memory files of the terminal that lives there."""
    digest = sha256(str(terminal_home.resolve()).encode()).hexdigest()[:12]
    return sorted(_SHARED.glob(f"zhitong-*-{digest}"))


def told_of(pid: int) -> list[Path]:
    """What the system tells everybody of a process: how it was called, and in which surroundings."""
    return [Path(f"/proc/{pid}/{name}") for name in ("cmdline", "environ", "comm")]


def _files(roots: Iterable[Path]) -> Iterator[Path]:
    for root in roots:
        found = sorted(root.rglob("*")) if root.is_dir() else [root]
        yield from (path for path in found if path.is_file() and not path.is_symlink())


def _told(path: Path) -> bytes:
    """What is in it, and what it is called."""
    try:
        return path.read_bytes() + b"\0" + bytes(path)
    except FileNotFoundError:
        return b""
