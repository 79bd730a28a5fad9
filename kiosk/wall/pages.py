"""Notices cut into pages for a wall: few, large lines; the village's name on each."""

from dataclasses import dataclass

from kiosk.flows.paging import Page, Paper, pages
from wire.affairs.notice import Notice
from wire.ids import NoticeId
from wire.terminal_config import PanelSection

_LINES = 13
"""So many ems stand above each other, whatever the wall's pixels: readable to about 65 times its line height."""
_SMALLEST_PX = 16
MARGIN_EM = 0.7
HEAD_EM = 1.9
TITLE_EM = 1.9
FOOT_EM = 1.35


@dataclass(frozen=True)
class WallPage:
    """One page of one notice."""

    notice_id: NoticeId
    version: int
    village: str
    period: str
    title: str
    as_of: str
    content: Page
    page: int
    pages: int


def em_px(panel: PanelSection) -> int:
    """Pixels of one em on this wall."""
    return max(panel.height_px // _LINES, _SMALLEST_PX)


def wall_paper(panel: PanelSection) -> Paper:
    em = em_px(panel)
    width = panel.width_px / em - 2 * MARGIN_EM
    height = panel.height_px / em - HEAD_EM - TITLE_EM - FOOT_EM - MARGIN_EM
    return Paper(width, height / 1.45)


def wall_pages(notices: tuple[Notice, ...], paper: Paper) -> tuple[WallPage, ...]:
    """In the county's order."""
    return tuple(
        WallPage(
            notice_id=notice.notice_id,
            version=notice.version,
            village=notice.village,
            period=notice.period,
            title=notice.title,
            as_of=notice.as_of,
            content=content,
            page=number,
            pages=len(cut),
        )
        for notice in notices
        for cut in [pages(notice, paper)]
        for number, content in enumerate(cut)
    )
