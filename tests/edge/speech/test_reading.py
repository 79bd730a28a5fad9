"""Numbers are read as people say them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.speech import reading


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0", "零"),
        ("7", "七"),
        ("10", "十"),
        ("15", "十五"),
        ("20", "二十"),
        ("101", "一百零一"),
        ("110户", "一百一十户"),
        ("111", "一百一十一"),
        ("1000", "一千"),
        ("1,005", "一千零五"),
        ("1250", "一千二百五十"),
        ("2,000", "两千"),
        ("2222", "两千二百二十二"),
        ("10000", "一万"),
        ("10,500", "一万零五百"),
        ("20000", "两万"),
        ("100015", "十万零一十五"),
        ("222801", "二十二万两千八百零一"),
        ("100,005,000", "一亿零五千"),
        ("3.5", "三点五"),
        ("0.05", "零点零五"),
        ("-5", "负五"),
    ],
)
def test_amounts(written: str, said: str) -> None:
    assert reading.spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("24元", "二十四元"),
        ("4295元", "四千二百九十五元"),
        ("¥1,234.50", "一千二百三十四元五角"),
        ("￥12.05元", "十二元零五分"),
        ("0.50元", "五角"),
        ("0元", "零元"),
        ("3.5万元", "三点五万元"),
        ("共 222801 元", "共 二十二万两千八百零一 元"),
        ("每亩 620 元/亩", "每亩 六百二十 元每亩"),
    ],
)
def test_money(written: str, said: str) -> None:
    assert reading.spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-22", "二零二六年十一月二十二日"),
        ("2026年1月2日", "二零二六年一月二日"),
        ("11:00", "十一点"),
        ("8:05", "八点零五分"),
        ("14:30", "十四点半"),
        ("2:15", "两点十五分"),
        ("12月10日前", "十二月十日前"),
    ],
)
def test_dates_and_times(written: str, said: str) -> None:
    assert reading.spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请打12345", "请打幺二三四五"),
        ("12388", "幺二三八八"),
        ("有危险打110。", "有危险打幺幺零。"),
        ("13812345678", "幺三八幺二三四五六七八"),
        ("0398-2831234", "零三九八二八三幺二三四"),
        ("1234 5678 9012 1111", "幺二三四，五六七八，九零幺二，幺幺幺幺"),
        ("1234567890121111", "幺二三四，五六七八，九零幺二，幺幺幺幺"),
        ("编号007", "编号零零七"),
        ("410221198001011234", "四一零二二一一九八零零一零一一二三四"),
    ],
)
def test_what_is_dialled_or_typed_is_said_digit_by_digit(written: str, said: str) -> None:
    assert reading.spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2个人", "两个人"),
        ("2小时", "两小时"),
        ("2月", "二月"),
        ("第2", "第二"),
        ("85%", "百分之八十五"),
        ("2/3", "三分之二"),
        ("1200㎡", "一千二百平方米"),
        ("5～8人", "五到八人"),
        ("１２户", "十二户"),
        ("没有数字。", "没有数字。"),
    ],
)
def test_other_things_people_say(written: str, said: str) -> None:
    assert reading.spoken(written) == said


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,:-/%¥元年月日 个a２", max_size=40))
def test_no_digit_is_left_unsaid(written: str) -> None:
    said = reading.spoken(written)

    assert not any(letter.isdigit() and letter.isascii() for letter in said)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**15))
def test_a_number_is_never_said_like_another(number: int) -> None:
    assert _heard(reading.cardinal(str(number))) == number


def _heard(said: str) -> int:
    """What a listener understands."""
    digits = {**{word: at for at, word in enumerate("零一二三四五六七八九")}, "两": 2}
    small, large = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
    if "万亿" in said:
        above, below = said.split("万亿")
        return _heard(above) * 10**12 + (_heard(below) if below else 0)
    total = group = digit = 0
    for word in said:
        if word in digits:
            digit = digits[word]
        elif word in small:
            group += (digit or 1) * small[word]
            digit = 0
        else:
            total += (group + digit) * large[word]
            group = digit = 0
    return total + group + digit
