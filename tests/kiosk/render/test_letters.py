"""Letters stand on whole pixels, are as wide as measured, and as thick as the policy says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.render.letters.face import Face, size_for_stroke
from kiosk.render.letters.lines import balanced, lines, one_line, paragraphs
from kiosk.render.letters.policy import body_sizes, readable_m, smallest_px, smallest_strip_px
from wire.wall.profile import WallProfile

SIZES = (12, 16, 24, 31, 32, 48, 81)
CHARACTERS = "柳河镇仰韶村收光伏电费国贰囊0123456789,.−+元（）()AaWgy"


@pytest.mark.parametrize("px", SIZES)
def test_every_letter_lies_in_its_box(px: int) -> None:
    for char in CHARACTERS:
        glyph = Face(px).glyph(char)
        assert glyph.ink is not None, char
        assert -px // 12 <= glyph.left
        assert glyph.left + glyph.ink.width <= glyph.advance + px // 12 + 1
        assert glyph.top >= 0
        assert glyph.top + glyph.ink.height <= px + round(px * 0.13) + 1


@pytest.mark.parametrize("px", SIZES)
def test_digits_are_equally_wide(px: int) -> None:
    assert len({Face(px).width(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("px", [12, 16, 24, 31])
def test_small_letters_are_not_smoothed(px: int) -> None:
    for char in CHARACTERS:
        ink = Face(px).glyph(char).ink
        assert ink is not None
        assert set(ink.tobytes()) <= {0, 255}


@pytest.mark.parametrize("px", [12, 16])
def test_a_zero_has_no_stroke_through_it(px: int) -> None:
    ink = Face(px).glyph("0").ink
    assert ink is not None

    inner = ink.crop((2, 2, ink.width - 2, ink.height - 2))

    assert inner.getbbox() is None


def test_what_no_font_has_is_a_box() -> None:
    for px in SIZES:
        assert Face(px).width("\U0002ffff") == px
        assert Face(px).glyph("\U0002ffff").ink is not None


@pytest.mark.parametrize("px", [12, 16])
@pytest.mark.parametrize("char", "\U0002cb4e\U0002b5af\u33a5")
def test_a_rare_character_that_only_the_outlines_have_is_drawn_of_whole_dots(px: int, char: str) -> None:
    glyph, nothing = Face(px).glyph(char), Face(px).glyph("\U0002ffff")

    assert glyph.ink is not None
    assert nothing.ink is not None
    assert glyph.ink.tobytes() != nothing.ink.tobytes()
    assert set(glyph.ink.tobytes()) == {0, 255}
    assert glyph.advance == px
    assert glyph.top >= 0
    assert glyph.top + glyph.ink.height <= px + 1


def test_strokes_are_as_thick_as_the_policy_counts_on() -> None:
    thin = [_upright_px(Face(px), "十") for px in (16, 24, 32, 48)]

    assert thin == sorted(thin)
    assert all(seen >= int(Face(px).stroke_px) for px, seen in zip((16, 24, 32, 48), thin, strict=True))


def _upright_px(face: Face, char: str) -> int:
    """Width of the upright stroke, a third down from its top."""
    ink = face.glyph(char).ink
    assert ink is not None
    row = ink.crop((0, ink.height // 8, ink.width, ink.height // 8 + 1))
    return sum(dot > 100 for dot in row.tobytes())


@pytest.mark.parametrize(
    ("pitch_um", "farthest_m", "px"),
    [(10_000, 15, 16), (10_000, 17, 16), (10_000, 30, 24), (4_000, 15, 30), (5_000, 15, 24), (2_500, 15, 47)],
)
def test_letters_are_as_large_as_the_farthest_reader_needs(pitch_um: int, farthest_m: int, px: int) -> None:
    profile = WallProfile(pitch_um=pitch_um, farthest_m=farthest_m)

    assert smallest_px(profile) == px
    assert readable_m(profile, Face(px).stroke_px) >= farthest_m
    assert smallest_strip_px(profile) == (12 if px == 16 else px)


def test_one_pixel_is_read_from_as_far_as_the_table_says() -> None:
    by_pitch = {pitch: readable_m(WallProfile(pitch_um=pitch * 1000), 1) for pitch in (4, 5, 6, 8, 10)}

    assert {pitch: round(metres) for pitch, metres in by_pitch.items()} == {4: 7, 5: 9, 6: 10, 8: 14, 10: 17}


@given(st.integers(min_value=16, max_value=1200), st.integers(min_value=1, max_value=60))
def test_sizes_to_try_never_fall_below_the_policy(height: int, farthest_m: int) -> None:
    profile = WallProfile(height_px=height, farthest_m=farthest_m)

    sizes = body_sizes(profile, height)

    assert min(sizes) >= smallest_px(profile)
    assert list(sizes) == sorted(sizes, reverse=True)


def test_a_stroke_of_one_pixel_is_the_bitmap_font() -> None:
    assert size_for_stroke(0.2) == size_for_stroke(1.0) == 16
    assert size_for_stroke(1.1) == 24


texts = st.text(st.sampled_from("收支水电修路款，。！（）《》“”0123456789.,ab \n"), max_size=120)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(SIZES), st.integers(min_value=4, max_value=30))
def test_no_line_is_wider_than_its_room(text: str, px: int, across: int) -> None:
    face, width = Face(px), px * across

    for cut in (lines(text, face, width), paragraphs(text, face, width), balanced(text, face, width)):
        assert all(face.width(line) <= width for line in cut)
    assert face.width(one_line(text, face, width)) <= width


@settings(max_examples=60, deadline=None)
@given(texts)
def test_breaking_loses_no_letter(text: str) -> None:
    face = Face(16)

    for cut in (lines(text, face, 160), balanced(text, face, 160)):
        assert "".join("".join(cut).split()) == "".join(text.split())


def test_a_line_neither_begins_nor_ends_with_the_wrong_mark() -> None:
    text = "经村民代表会议讨论通过，西沟段道路（北坡）自8月10日起封闭，工期约20天。请绕行。"

    for across in range(6, 20):
        cut = lines(text, Face(16), 16 * across)
        assert not any(line[0] in "，。！）" or line[-1] in "（《" for line in cut)


def test_a_headline_is_broken_where_it_pauses() -> None:
    assert balanced("山洪预警，请立即转移到村小学", Face(16), 16 * 10) == ("山洪预警，", "请立即转移到村小学")
    assert balanced("耕地地力保护补贴", Face(16), 16 * 7) == ("耕地地力", "保护补贴")


def test_a_number_is_not_torn_to_make_lines_equal() -> None:
    assert balanced("联系赵强 0351-7654321", Face(16), 16 * 8) == ("联系赵强", "0351-7654321")
