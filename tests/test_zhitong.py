"""The one command finds its roles without importing any, and speaks when a role is not installed."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import zhitong

ROOT = Path(__file__).parents[1]
CATALOGUE = tomllib.loads((ROOT / "demo/texts/zhitong.toml").read_text(encoding="utf-8"))


def types(*words: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "zhitong.py", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": language},
    )


def test_without_a_role_it_names_them_all() -> None:
    told = types().stdout

    assert all(f"zhitong {role} " in told for role in zhitong.ROLES)


def test_it_speaks_chinese_to_whoever_does() -> None:
    told = types(language="zh_CN.UTF-8").stdout

    assert "县级工作站" in told


def test_an_unknown_role_is_an_error_with_the_list() -> None:
    done = types("tablet")

    assert done.returncode == 2
    assert '"tablet"' in done.stderr
    assert "zhitong doctor" in done.stderr


@pytest.mark.parametrize("role", sorted(zhitong.ROLES))
def test_every_role_has_its_module(role: str) -> None:
    path = ROOT / zhitong.ROLES[role].replace(".", "/")

    assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_a_role_that_is_not_installed_here_says_how_to_install_it() -> None:
    without = "import sys; sys.modules['django'] = None"
    asked = "import zhitong; sys.argv = ['zhitong', 'county', 'web']; sys.exit(zhitong.main())"

    done = subprocess.run(
        [sys.executable, "-c", f"{without}; {asked}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )

    assert done.returncode == 1
    assert "./install.sh county" in done.stderr
    assert "Traceback" not in done.stderr


def test_both_languages_say_the_same_things() -> None:
    english, chinese = CATALOGUE["en"], CATALOGUE["zh"]

    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert sorted(_facts(text)) == sorted(_facts(chinese[key])), key


def _facts(text: str) -> list[str]:
    return [word.split("}")[0] for word in text.split("{")[1:]]


def test_a_log_is_checked_by_the_script_that_is_given_away(tmp_path: Path) -> None:
    log = tmp_path / "t002.jsonl"
    log.write_text("no log\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "zhitong", "verify", log], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert done.returncode == 1
    assert "DOES NOT HOLD: line 1" in done.stdout
