"""The documents speak of the tree as it is: dependencies, links, commands and benches are all there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("kiosk/fonts/*.md")])
LINK = re.compile(r"\]\(([^)#: ]+)(?:#[^)]*)?\)")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)}
    rows = re.findall(r"^\| ([\w-]+) \| ([\d.]+) \|", (ROOT / "docs/dependencies.md").read_text("utf-8"), re.MULTILINE)

    told = {f"{name}=={version}" for name, version in rows}

    assert told == {each for each in asked if not each.startswith("zhitong[")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    dead = [target for target in targets if not (page.parent / target).exists()]

    assert not dead


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_modules_that_are_named_can_be_run(page: Path) -> None:
    modules = re.findall(r"python -m ([a-z_.]*[a-z_])(?![.a-zA-Z_])", page.read_text(encoding="utf-8"))
    paths = [ROOT / module.replace(".", "/") for module in modules if module.split(".")[0] != "pip"]

    missing = [path.name for path in paths if not (path.with_suffix(".py").exists() or (path / "__main__.py").exists())]

    assert not missing


def test_each_decision_has_its_five_paragraphs() -> None:
    for page in sorted((ROOT / "docs/decisions").glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        for head in ("Date: ", "Status: ", "## Context", "## Decision", "## Consequences", "## Alternatives"):
            assert head in text, f"{page.name} lacks {head!r}"


def test_both_readmes_show_the_two_commands_and_one_picture() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")

        assert "./install.sh demo" in text
        assert "./install.sh test" in text
        assert len(re.findall(r"!\[", text)) == 1, name


def test_the_changelog_begins_with_the_version_we_are() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert heads[0] == version
