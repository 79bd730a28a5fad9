"""Reads numbers out as people say them: money, dates, times, telephone numbers and codes become plain words.

The words stand in texts/reading.toml. Text without digits comes back as it was.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

_GROUP: Final = 4
_HALF: Final = 30
_TWO: Final = 2
_COINS: Final = 2
_TEN: Final = 10
_LONGEST_AMOUNT: Final = 8
"""A longer row of digits is no amount: it is the number of something, and said digit by digit."""
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WIDE: Final = {0xFF10 + digit: str(digit) for digit in range(10)}
_ALONE: Final = r"(?<![\d.,]){}(?![\d]|[.,]\d)"


def spoken(text: str) -> str:
    """The text without digits; what looks like no number we know is said digit by digit."""
    text = text.translate(_WIDE)
    for written, said in _words()["instead"].items():
        text = text.replace(written, said)
    for pattern, say in _rules():
        text = pattern.sub(say, text)
    return text


def code(digits: str) -> str:
    """`1234 5678` in groups, 1 said so that it cannot be taken for 7."""
    groups = re.findall(rf"\d{{1,{_GROUP}}}", re.sub(r"\D", "", digits))
    return str(_words()["pause"]).join(_each(group, "code_digits") for group in groups)


def cardinal(number: str) -> str:
    """`1,250.5` -> one thousand two hundred fifty point five, in Chinese."""
    whole, _, rest = number.replace(",", "").partition(".")
    said = _whole(int(whole))
    return f"{said}{_words()['point']}{_each(rest, 'digits')}" if rest else said


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "texts" / "reading.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _rules() -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    """In order: what an earlier rule has read out, a later one does not see."""
    words = _words()
    money, date = words["money"], words["date"]
    measure = "|".join([f"[{words['measures']}]", *words["measure_words"]])
    dialled = "|".join([r"1[3-9]\d{9}", r"0\d{2,3}-?\d{7,8}", *words["hotlines"]])
    rules: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (_ALONE.format(r"\d{4}(?:[ -]?\d{4}){3}"), lambda found: code(found[0])),
        (_ALONE.format(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _day),
        (_ALONE.format(r"(\d{4})(?=" + date["year"] + ")"), lambda found: _each(found[1], "digits")),
        (_ALONE.format(r"([01]?\d|2[0-3])[:\uff1a]([0-5]\d)"), _time),
        (
            _ALONE.format(f"(?:{dialled})") + f"(?!\\s*(?:{measure}|{money['yuan']}|[%/]))",
            lambda found: _each(found[0], "code_digits"),
        ),
        (rf"[{money['signs']}]\s*({_NUMBER}){money['yuan']}?", _money),
        (rf"(?<![\d.,])({_NUMBER}){money['yuan']}", _money),
        (rf"({_NUMBER})\s*[%\uff05]", lambda found: words["percent"].format(number=cardinal(found[1]))),
        (_ALONE.format(r"(\d{1,4})/(\d{1,4})"), _fraction),
        (_ALONE.format("2") + f"(?={measure})", lambda _found: words["two"]),
        (rf"(?<![\d\w])-(?={_NUMBER})", lambda _found: words["minus"]),
        (rf"(?:{_NUMBER})", lambda found: _amount(found[0])),
    ]
    return [(re.compile(pattern, re.ASCII), say) for pattern, say in rules]


def _each(digits: str, names: str) -> str:
    return "".join(_words()[names][int(digit)] for digit in digits if digit.isdigit())


def _amount(number: str) -> str:
    whole = number.partition(".")[0]
    is_a_name = "," not in number and (len(whole) > _LONGEST_AMOUNT or (len(whole) > 1 and whole[0] == "0"))
    return _each(number, "digits") if is_a_name else cardinal(number)


def _day(found: re.Match[str]) -> str:
    year, month, day = found[1], int(found[2]), int(found[3])
    said: str = _words()["date"]["day"].format(year=_each(year, "digits"), month=_whole(month), day=_whole(day))
    return said


def _time(found: re.Match[str]) -> str:
    words, hour, minute = _words(), int(found[1]), int(found[2])
    key = "hour" if minute == 0 else "half" if minute == _HALF else "minute"
    nought = words["digits"][0] if 0 < minute < _TEN else ""
    said_hour = words["two"] if hour == _TWO else _whole(hour)
    said: str = words["date"][key].format(hour=said_hour, minute=nought + _whole(minute))
    return said


def _money(found: re.Match[str]) -> str:
    """Small coins are named when there are any; 12.345 is no sum of money and read as a number."""
    words = _words()["money"]
    whole, _, rest = found[1].replace(",", "").partition(".")
    if len(rest) > _COINS:
        return cardinal(found[1]) + str(words["yuan"])
    jiao, fen = (int(digit) for digit in rest.ljust(_COINS, "0"))
    said = _whole(int(whole)) + words["yuan"] if int(whole) or not (jiao or fen) else ""
    if jiao:
        said += _words()["digits"][jiao] + words["jiao"]
    elif fen and said:
        said += _words()["digits"][0]
    return str(said + (_words()["digits"][fen] + words["fen"] if fen else ""))


def _fraction(found: re.Match[str]) -> str:
    said: str = _words()["fraction"].format(above=_whole(int(found[1])), below=_whole(int(found[2])))
    return said


def _whole(number: int) -> str:
    """Chinese counts in groups of four digits; a gap in between is said once."""
    words = _words()
    if number == 0 or number >= 10 ** (_GROUP * len(words["large"])):
        return _each(str(number), "digits")
    said, skipped = "", False
    for at in reversed(range(len(words["large"]))):
        group = number // 10 ** (_GROUP * at) % 10**_GROUP
        if not group:
            skipped = bool(said)
            continue
        nought = words["digits"][0] if said and (skipped or group < 10 ** (_GROUP - 1)) else ""
        count = words["two"] if at and group == _TWO else _group(group)
        said, skipped = said + nought + count + words["large"][at], False
    one_ten = words["digits"][1] + words["small"][1]
    return words["small"][1] + said.removeprefix(one_ten) if said.startswith(one_ten) else said


def _group(group: int) -> str:
    words = _words()
    said, gap = "", False
    for at in reversed(range(_GROUP)):
        digit = group // 10**at % 10
        if not digit:
            gap = bool(said)
            continue
        name = words["two"] if digit == _TWO and at == _GROUP - 1 else words["digits"][digit]
        said, gap = said + (words["digits"][0] if gap else "") + name + words["small"][at], False
    return said
