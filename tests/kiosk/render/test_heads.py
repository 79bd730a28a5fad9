"""A head always says which page of how many this is, and no amount stands without its whole name."""

import re

import pytest

from kiosk.render.page import WallPage
from tests.kiosk.render.cast import SHA256, runs_of, texts_of, typesetter
from tests.kiosk.render.samples import CHART, SAMPLES, SUMMARY, TITLES, WALLS, ledger, notice
from wire.content import Bar, Chart, Content, Figure, Summary
from wire.wall.profile import WallProfile

VILLAGES = ("仰韶村", "上仰韶村", "柳河镇仰韶村", "察布查尔锡伯自治县爱新舍里村")
AMOUNT = re.compile(r"[\d,]+\.\d\d元")
DUTY = "支光伏公益岗工资"
ALIKE = Chart(bars=[Bar(label=f"{DUTY}{count}人", value=count) for count in (12, 18)])
NAMED: dict[str, tuple[Content, list[str]]] = {
    "summary": (SUMMARY, [figure.label for figure in SUMMARY.figures if figure.fen is not None]),
    "chart": (CHART, [bar.label for bar in CHART.bars]),
    "account": (ledger(), ["上期结余", "本期收入", "本期支出", "期末结余"]),
    "alike": (ALIKE, [bar.label for bar in ALIKE.bars]),
    "long": (Summary(figures=[Figure(label="提取公积金公益金", fen=100)] * 2), ["提取公积金公益金"]),
}


def _below(page: WallPage, profile: WallProfile) -> str:
    """What is said below the head."""
    head = typesetter(profile).frame.head
    return "".join(run.text for run in runs_of(page) if run.y >= head.bottom)


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("village", VILLAGES)
def test_every_page_of_several_says_which_it_is(wall: str, village: str) -> None:
    for kind, content in SAMPLES.items():
        pages = typesetter(WALLS[wall]).set(notice(content, title=TITLES[kind], village=village), SHA256).pages

        said = [[text.split()[-1] for text in texts_of(page) if text.strip()] for page in pages]
        missing = [at for at, words in enumerate(said) if len(pages) > 1 and f"{at + 1}/{len(pages)}" not in words]
        assert missing == [], kind


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("village", VILLAGES)
@pytest.mark.parametrize("kind", NAMED)
def test_no_amount_stands_without_its_whole_name(wall: str, village: str, kind: str) -> None:
    content, names = NAMED[kind]

    pages = typesetter(WALLS[wall]).set(notice(content, village=village), SHA256).pages

    said = ""
    for page in pages:
        said += _below(page, WALLS[wall])
        if page.kind != "Poster" and AMOUNT.search(_below(page, WALLS[wall])):
            assert any(name in said or name in texts_of(page) for name in names) or (
                page.kind == "Ledger" and wall != "128x32"
            ), said
            said = ""


@pytest.mark.parametrize("village", VILLAGES)
def test_a_village_that_is_too_long_for_the_head_stands_whole_on_the_page_of_the_title(village: str) -> None:
    first = typesetter(WALLS["128x32"]).set(notice(SUMMARY, village=village), SHA256).pages[:3]

    assert village in texts_of(first[0]) or village in "".join(_below(page, WALLS["128x32"]) for page in first)
