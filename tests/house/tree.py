"""Finds the project's own files; what is generated, vendored or drawn is left out here and nowhere else."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bench", "broker-config", "county", "demo", "edge", "hardware", "kiosk", "matrix", "tests", "wire")
TESTED = tuple(package for package in PACKAGES if package != "tests")
NOT_OURS = {"migrations", "node_modules", "__pycache__", "failures"}
NOT_CODE = {"static", "templates", "locale", "management", "fonts", "golden", "icons", "texts", "frontend"}
WAIVER = "# house:"


@dataclass(frozen=True, order=True)
class Finding:
    """One place that breaks one rule."""

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"  {self.path}:{self.line}  {self.says}"


def files(*suffixes: str, under: Iterable[str] = PACKAGES) -> list[Path]:
    """Our files with these suffixes, in a fixed order; zhitong.py is a file of every search for Python."""
    found = [path for package in under for path in (ROOT / package).rglob("*") if path.suffix in suffixes]
    top = [ROOT / "zhitong.py"] if ".py" in suffixes and (ROOT / "zhitong.py").exists() else []
    return sorted(path for path in found + top if not NOT_OURS & set(path.relative_to(ROOT).parts))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def nodes(under: Iterable[str] = PACKAGES) -> Iterator[tuple[Path, ast.AST]]:
    for path in files(".py", under=under):
        for node in ast.walk(parsed(path)):
            yield path, node


def waived(path: Path, line: int) -> bool:
    """Says whether this line carries `# house: reason`, the only way round a rule."""
    return WAIVER in lines(path)[line - 1]


def holds(rule: str, findings: Iterable[Finding]) -> None:
    """Fails with the rule in words, then each place that breaks it, and no traceback."""
    broken = sorted(finding for finding in findings if not _excused(finding))
    if broken:
        pytest.fail("\n".join([rule, *map(str, broken)]), pytrace=False)


def _excused(finding: Finding) -> bool:
    path = ROOT / finding.path
    return path.suffix == ".py" and finding.line > 0 and waived(path, finding.line)
