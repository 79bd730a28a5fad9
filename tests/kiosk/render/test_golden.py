"""Every page stands on the wall exactly as it was found good."""

from pathlib import Path
from typing import get_args

import pytest

from tests.kiosk.render.golden import CONTENTS, FOLDER, FOLDERS, drawn, kept, names, refusals
from wire.content import Content

FAILURES = Path(__file__).parents[1] / "failures"


@pytest.mark.parametrize(("folder", "name"), names())
def test_pages_are_drawn_pixel_by_pixel_as_they_were_found_good(folder: str, name: str) -> None:
    wanted, got = kept(folder, name), drawn(folder, name)

    same = (wanted and wanted.size) == (got and got.size) and (wanted is None or wanted.tobytes() == got.tobytes())  # type: ignore[union-attr]
    if not same and got is not None:
        FAILURES.mkdir(exist_ok=True)
        got.save(FAILURES / f"{folder}-{name}.png")
    assert same, "not as it was found good: look at it in tests/kiosk/failures, then draw the golden pages anew"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_wall_refuses_what_it_refused_before(folder: str) -> None:
    assert refusals(folder) == (FOLDER / folder / "refused.txt").read_text(encoding="utf-8")


def test_every_kind_of_content_has_a_golden_page() -> None:
    assert {type(content) for _, content in CONTENTS.values()} == set(get_args(Content))
    assert all(kept("wall-zh_CN-384x192", name) is not None for name in CONTENTS)


def test_no_golden_page_is_left_over() -> None:
    there = {(path.parent.name, path.stem) for path in FOLDER.glob("wall-*/*.png")}

    assert there <= set(names())
