"""What is installed from a wheel finds its files: pyproject.toml names all that lie beside the modules."""

import tomllib

from tests.house.tree import NOT_OURS, ROOT

_STAYS_HERE = ("county/browser/", "county/locale/zh_Hans/LC_MESSAGES/django.po")
"""What the page's script and the catalogue are made from."""


def test_a_wheel_holds_every_file_that_a_package_reads() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packages = [ROOT / pattern.removesuffix("*") for pattern in setuptools["packages"]["find"]["include"]]

    named = {
        path
        for package, patterns in setuptools["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package).glob(pattern)
    }

    beside = {path for package in packages for path in package.rglob("*") if path.is_file() and path.suffix != ".py"}
    left_out = (path.relative_to(ROOT) for path in beside - named if not NOT_OURS & set(path.parts))
    assert [name for name in map(str, left_out) if not name.startswith(_STAYS_HERE)] == []
