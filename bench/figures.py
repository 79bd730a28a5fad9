"""What every benchmark shares: its arguments, its small table, its JSON and the machine it ran on."""

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Figure = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Arguments:
    """What every `python -m bench.NAME` understands."""

    quick: bool
    json: Path | None
    only: tuple[str, ...] = ()
    """The parts that were asked for; of a benchmark without parts, none."""


def arguments(about: str, parts: Sequence[str] = ()) -> Arguments:
    """Read --quick, --json and, where there are parts, --only; `about` is one sentence for --help."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--quick", action="store_true", help="end within a minute, with fewer rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    if parts:
        parser.add_argument("--only", nargs="+", choices=parts, default=parts, help="measure these parts")
    parsed = parser.parse_args()
    return Arguments(quick=parsed.quick, json=parsed.json, only=tuple(getattr(parsed, "only", ())))


def machine() -> dict[str, Figure]:
    """What a reader needs to weigh the figures."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "architecture": platform.machine(),
        "processor": _chip(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "python": platform.python_version(),
    }


def report(name: str, figures: Mapping[str, Figure], *, to: Path | None = None) -> None:
    """Print one small table and, where asked, write {"name", "machine", "figures"} to `to`."""
    width = max((len(key) for key in figures), default=0)
    print(name)
    for key, value in figures.items():
        print(f"  {key:<{width}}  {value}")
    if to is not None:
        whole = {"name": name, "machine": machine(), "figures": dict(figures)}
        to.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _chip() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith(("model name", "Model"))]
    return names[0] if names else platform.processor()
