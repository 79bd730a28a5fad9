"""What is installed from a wheel finds its files: pyproject.toml names all that lie beside the modules."""

import subprocess
import tomllib

from tests.house.tree import ROOT

_STAYS_HERE = ("county/browser/", "county/locale/zh_Hans/LC_MESSAGES/django.po")
"""What the page's script and the catalogue are made from."""


def test_a_wheel_holds_every_file_that_a_package_reads() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packages = [pattern.replace("*", "/") for pattern in setuptools["packages"]["find"]["include"]]
    tracked = subprocess.run(["git", "ls-files", *packages], cwd=ROOT, capture_output=True, text=True, check=True)

    named = {
        path.relative_to(ROOT).as_posix()
        for package, patterns in setuptools["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package).glob(pattern)
    }

    beside = {name for name in tracked.stdout.splitlines() if not name.endswith(".py")}
    assert {name for name in beside - named if not name.startswith(_STAYS_HERE)} == set()
    assert beside & named
