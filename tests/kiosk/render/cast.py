"""Typesetter and painter for the walls of the tests, and what stands on a page."""

from functools import cache

from kiosk.render.marks import Layout, Mark, Run
from kiosk.render.page import Foot, WallPage
from kiosk.render.painter import Painter
from kiosk.render.typesetter import Typesetter
from kiosk.words import Words
from tests.kiosk.render.samples import notice
from wire.content import Content
from wire.wall.profile import WallProfile

POINT = "柳河镇便民服务中心"
FOOT = Foot(following="接下来：王家村 10:42")
SHA256 = "5" * 64


@cache
def words(language: str = "zh_CN") -> Words:
    return Words.of(language)


def typesetter(profile: WallProfile, language: str = "zh_CN") -> Typesetter:
    return Typesetter(profile, words(language), point=POINT)


def painter(profile: WallProfile, language: str = "zh_CN") -> Painter:
    return Painter(profile, words(language), point=POINT)


def pages_of(profile: WallProfile, *content: Content, whole: bool = False) -> tuple[WallPage, ...]:
    return typesetter(profile).set(notice(*content), SHA256, whole=whole).pages


def marks_of(page: WallPage) -> tuple[Mark, ...]:
    assert isinstance(page.layout, Layout)
    return page.layout.marks


def runs_of(page: WallPage) -> list[Run]:
    return [mark for mark in marks_of(page) if isinstance(mark, Run)]


def texts_of(page: WallPage) -> list[str]:
    return [run.text for run in runs_of(page)]
