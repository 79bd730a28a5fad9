"""The fixed cast of the demo, read from cast.toml: people, places, notices."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from wire.content import ColumnKind

_FILE = Path(__file__).with_name("cast.toml")


class _Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class County(_Role, frozen=True, kw_only=True):
    name: str
    short: str
    site: str
    villages: list[str]


class Point(_Role, frozen=True, kw_only=True):
    id: Literal["t001", "t002", "t003"]
    point: str
    duty_person: str = ""
    farthest_m: int = 0
    """Of a wall: where its last readers stand, as the county sets it."""


class Officer(_Role, frozen=True, kw_only=True):
    login: str
    name: str


class Elder(_Role, frozen=True, kw_only=True):
    """A villager who gives a name."""

    name: str
    name_spelled: list[str]
    """Pinyin of each character."""
    telephone: str
    message: str
    """What is written when the answer has been read."""
    message_spelled: list[str]
    sheets: list[list[str]]
    """What lies under the document camera, page by page; the first line is the title."""


class ReplyWords(_Role, frozen=True, kw_only=True):
    text: str
    office: str


class Words(_Role, frozen=True, kw_only=True):
    """What somebody must be able to read; the story waits for it."""

    received: str
    """By the villager."""
    taken_up: str
    """By the officer, of a wall's settings."""
    largest: str
    """On the wall, above the largest entries of an account."""


class HeadWords(_Role, frozen=True, kw_only=True):
    """What every notice says: whose it is, of when."""

    village: str
    title: str
    period: str
    as_of: str
    body: str = ""


class NoticeWords(HeadWords, frozen=True, kw_only=True):
    """A notice as a village hands it in; money cells are fen."""

    columns: list[tuple[str, ColumnKind]]
    rows: list[list[str | int]]


class AccountWords(HeadWords, frozen=True, kw_only=True):
    """A village's account of a month, in fen; it balances."""

    heads: tuple[str, str, str, str, str]
    opening: int
    closing: int
    rows: list[tuple[str, str, int, int, str]]
    """Day, what for, income, expense, by whom."""


class PosterWords(HeadWords, frozen=True, kw_only=True):
    """One sentence, large."""

    headline: str
    lines: list[str]


class PictureWords(HeadWords, frozen=True, kw_only=True):
    """What a picture shows, in words."""

    caption: str


class EmergencyWords(_Role, frozen=True, kw_only=True):
    """What two officers put on the wall."""

    headline: str
    lines: list[str]


class InquiryWords(_Role, frozen=True, kw_only=True):
    """What is asked and answered in a formal inquiry, and how it is led."""

    about: str
    credential: str
    second_credential: str
    entries: list[tuple[str, str]]
    """Who, and what; `wire.inquiry.transcript.Speaker`."""
    wrong: str
    """One of them, which the villager does not take as right."""
    right: str
    """What is written instead."""
    signature: list[list[tuple[int, int]]]
    """Strokes, in thousandths of the sheet's width."""


class Cast(_Role, frozen=True, kw_only=True):
    county: County
    kiosk: Point
    wall: Point
    other: Point
    """A second kiosk, in another place."""
    officer: Officer
    colleague: Officer
    elder: Elder
    reply: ReplyWords
    words: Words
    emergency: EmergencyWords
    inquiry: InquiryWords
    notices: list[NoticeWords]
    late_notice: NoticeWords
    """Published while everybody looks on."""
    account: AccountWords
    poster: PosterWords
    picture: PictureWords


def cast() -> Cast:
    """Everybody."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Cast)
