"""A terminal.toml and a county.toml as the county would write them, and install.sh run on them."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TERMINAL = """
[terminal]
id = "t001"
role = "{role}"
point = "柳河镇信访接待点"
site = "liuhe"
county = "demo"

[link]
host = "county.example"
"""
COUNTY = """
[station]
name = "示范县纪委监委信访室"
site = "liuhe"
"""

Install = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def install() -> Install:
    def run(*arguments: str | Path, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "install.sh", *arguments],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": language},
        )

    return run


@pytest.fixture
def terminal_toml(tmp_path: Path) -> Callable[[str], Path]:
    def write(role: str) -> Path:
        path = tmp_path / f"{role}.toml"
        path.write_text(TERMINAL.format(role=role), encoding="utf-8")
        return path

    return write


@pytest.fixture
def county_toml(tmp_path: Path) -> Path:
    path = tmp_path / "given-county.toml"
    path.write_text(COUNTY, encoding="utf-8")
    return path
