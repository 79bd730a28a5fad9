"""The console speaks Chinese everywhere, and the committed catalogue and bundle are what the sources give."""

import re
import subprocess
from pathlib import Path

import pytest
from django.utils import translation

COUNTY = Path(__file__).parents[2] / "county"
CATALOGUE = COUNTY / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
_IN_TEMPLATES = re.compile(r"""\{% translate (["'])(.+?)\1 %\}|_\("([^"]+)"\)""")


def sentences() -> list[str]:
    """Every English sentence of the templates."""
    texts = [path.read_text(encoding="utf-8") for path in (COUNTY / "templates").rglob("*.html")]
    return [first or second for text in texts for _, first, second in _IN_TEMPLATES.findall(text)]


def catalogue() -> dict[str, str]:
    text = re.sub(r'"\n"', "", CATALOGUE.read_text(encoding="utf-8"))
    return dict(re.findall(r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.*)"$', text, re.MULTILINE))


def test_no_sentence_of_the_pages_is_left_in_english() -> None:
    with translation.override("zh-hans"):
        left = [sentence for sentence in sentences() if translation.gettext(sentence) == sentence]

    assert len(sentences()) > 80
    assert left == []


def test_no_entry_of_the_catalogue_is_empty_or_unsure() -> None:
    assert len(catalogue()) > 100
    assert [english for english, chinese in catalogue().items() if not chinese] == []
    assert "fuzzy" not in CATALOGUE.read_text(encoding="utf-8")


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with translation.override("zh-hans"):
        stale = [
            english
            for english, chinese in catalogue().items()
            if "%" not in english and translation.gettext(english.replace('\\"', '"')) != chinese
        ]

    assert stale == []


def test_the_browser_bundle_is_what_its_sources_give() -> None:
    if not (COUNTY / "browser" / "node_modules").exists():
        pytest.skip("the bundle's tools are not installed: npm ci in county/browser")

    done = subprocess.run(["node", "build.mjs", "--check"], cwd=COUNTY / "browser", capture_output=True, check=False)

    assert done.stderr.decode() == ""
    assert done.returncode == 0
