"""The script that checks logs is found in the tree, and beside what a wheel installs."""

import sysconfig
import tomllib
from pathlib import Path

import pytest

from wire.wall import verifier

ROOT = Path(__file__).parents[3]


def test_it_lies_in_the_tree() -> None:
    assert verifier.script() == ROOT / "docs" / "proof" / "verify.py"


def test_a_wheel_lays_it_where_it_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ((folder, files),) = settings["tool"]["setuptools"]["data-files"].items()
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(verifier, "__file__", str(tmp_path / "lib" / "wire" / "wall" / "verifier.py"))

    with pytest.raises(FileNotFoundError):
        verifier.script()
    for file in files:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / Path(file).name).write_bytes((ROOT / file).read_bytes())

    assert verifier.script().read_bytes() == (ROOT / "docs" / "proof" / "verify.py").read_bytes()
