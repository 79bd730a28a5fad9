"""The locks fit pyproject.toml: what is asked for by name is locked by name, version and hash, for every role."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
FACES = {"kiosk": ["edge", "kiosk"], "wall": ["edge", "wall"]}
LOCKS = ["edge", "kiosk", "wall", "county", "demo", "voice", "call", "call-aiortc", "dev"]


def asked(extra: str) -> set[str]:
    """Every requirement of an extra, with those of the extras it takes in."""
    found: set[str] = set()
    for requirement in EXTRAS[extra]:
        taken_in = re.fullmatch(r"zhitong\[(.+)\]", requirement)
        names = taken_in.group(1).split(",") if taken_in else []
        found |= set().union(*(asked(name) for name in names)) if names else {requirement}
    return found


def locked(name: str) -> dict[str, int]:
    """Each locked `name==version` of a lock, with its count of hashes."""
    text = (ROOT / "locks" / f"{name}.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^([a-z0-9][^ ]*==[^ ;\\]+)([^\n]*(?:\n    --hash=.*)*)", text, flags=re.MULTILINE)
    return {requirement.lower(): rest.count("--hash=sha256:") for requirement, rest in blocks}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_pyproject_asks_for(name: str) -> None:
    wanted = set(PROJECT["dependencies"]).union(*(asked(extra) for extra in FACES.get(name, [name])))

    missing = {requirement.lower() for requirement in wanted} - set(locked(name))

    assert not missing, f"locks/{name}.lock is older than pyproject.toml; run locks/compile.sh: {sorted(missing)}"


@pytest.mark.parametrize("name", [*LOCKS, "build", "uv"])
def test_every_locked_package_carries_hashes(name: str) -> None:
    bare = [requirement for requirement, hashes in locked(name).items() if hashes == 0]

    assert locked(name)
    assert not bare


@pytest.mark.parametrize("name", LOCKS)
def test_every_role_installs_the_same_versions(name: str) -> None:
    strange = set(locked(name)) - set(locked("dev"))

    assert not strange, f"locks/{name}.lock and locks/dev.lock differ; run locks/compile.sh"


def test_every_asked_version_is_exact() -> None:
    loose = [
        requirement
        for requirement in [*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)]
        if "==" not in requirement and not requirement.startswith("zhitong[")
    ]

    assert not loose
