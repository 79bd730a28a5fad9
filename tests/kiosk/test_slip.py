"""Slips: what is on them, what is not, and that they look as they did when found good."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.flows.slip import Slip
from kiosk.slip import SlipDrawer
from kiosk.words import LANGUAGES, Words
from tests.kiosk.cast import CODE, POINT

GOLDEN = Path(__file__).parent / "golden" / "slip"
NUMBER = Slip(kind="number", code=CODE, day="2026-11-22")
_FEW = 0.01


def drawn(slip: Slip, *, language: str = "zh_CN", width_px: int = 384) -> Image.Image:
    drawer = SlipDrawer(Words.of(language), point=POINT, county="柳县")
    return Image.open(io.BytesIO(drawer.draw(slip, width_px)))


class Telling(Words):
    """Words that remember what they were asked to say."""

    def __init__(self) -> None:
        self.said: list[str] = []
        super().__init__(Words.of("zh_CN")._texts)

    def say(self, key: str, /, **facts: object) -> str:
        self.said.append(told := super().say(key, **facts))
        return told


@pytest.mark.parametrize("width_px", [384, 576])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_is_as_wide_as_the_paper_and_of_one_bit(width_px: int, language: str) -> None:
    slip = drawn(NUMBER, language=language, width_px=width_px)

    assert slip.width == width_px
    assert slip.mode == "1"
    assert slip.height < 2 * width_px


def test_a_number_slip_tells_nothing_to_whoever_finds_it() -> None:
    words = Telling()

    SlipDrawer(words, point=POINT, county="柳县").draw(NUMBER, 384)

    assert not re.search("信访|举报|诉|县里|答复|t001|:", "".join(words.said))
    assert "2026年11月22日" in words.said


def test_the_place_is_the_town_and_where_none_is_named_the_county() -> None:
    words = Words.of("zh_CN")

    assert SlipDrawer(words, point=POINT, county="柳县")._town() == "柳河镇"
    assert SlipDrawer(words, point="东书村部", county="柳县")._town() == "柳县"


def test_a_clock_that_is_not_trusted_prints_no_date() -> None:
    assert SlipDrawer(Words.of("zh_CN"), point=POINT, county="柳县")._where_and_when("") == "柳河镇"


def test_a_number_slip_looks_as_it_was_found_good() -> None:
    got = drawn(NUMBER)

    assert _apart(got, "number") <= _FEW


def _apart(got: Image.Image, name: str) -> float:
    """Share of dots that differ from the golden picture."""
    expected = Image.open(GOLDEN / f"{name}.png")
    assert got.size == expected.size
    return ImageChops.logical_xor(got, expected.convert("1")).histogram()[-1] / (got.width * got.height)


def test_a_slip_that_sends_elsewhere_says_whom_to_call() -> None:
    words = Telling()

    SlipDrawer(words, point=POINT, county="柳县").draw(Slip(kind="elsewhere", place="hotline"), 384)

    assert "12345" in words.said


def test_a_slip_that_sends_elsewhere_looks_as_it_was_found_good() -> None:
    got = drawn(Slip(kind="elsewhere", place="hotline", day="2026-11-22"))

    assert _apart(got, "elsewhere") <= _FEW
