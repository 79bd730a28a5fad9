"""Notices cut into pages for a wall: few, large lines; the village's name on each."""

from dataclasses import dataclass

from kiosk.flows.typeset.paging import Page, Paper, fits, pages, stacked_pages
from wire.affairs.notice import Notice
from wire.ids import NoticeId
from wire.terminal_config import PanelSection

_LINES = 13
"""So many ems stand above each other, whatever the wall's pixels: readable to about 65 times its line height."""
_TABLE_LINES = (13, 15, 17, 19, 21)
"""A wide table takes the largest of these that it fits in."""
_STEPS_FOR_ONE_PAGE = 3
SMALLEST_PX = 16
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
    em_px: int
    """Of its words and table; head and foot are the same on every page."""
    page: int
    pages: int


def em_px(panel: PanelSection) -> int:
    """Pixels of one em of head and foot on this wall."""
    return max(panel.height_px // _LINES, SMALLEST_PX)


def _paper(panel: PanelSection, em: int) -> Paper:
    strips = (HEAD_EM + TITLE_EM + FOOT_EM) * em_px(panel)
    width = (panel.width_px - 2 * MARGIN_EM * em_px(panel)) / em
    return Paper(width, (panel.height_px - strips) / em / 1.45)


def wall_pages(notices: tuple[Notice, ...], panel: PanelSection) -> tuple[WallPage, ...]:
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
            em_px=em,
            page=number,
            pages=len(cut),
        )
        for notice in notices
        for em, cut in [_cut(notice, panel)]
        for number, content in enumerate(cut)
    )


class Cutter:
    """Cuts for one wall; each version of a notice only once."""

    def __init__(self, panel: PanelSection) -> None:
        self._panel = panel
        self._cut: dict[tuple[NoticeId, int], tuple[WallPage, ...]] = {}

    def pages(self, notices: tuple[Notice, ...]) -> tuple[WallPage, ...]:
        """In the county's order; what is no longer published is forgotten."""
        before = self._cut
        self._cut = {
            (one.notice_id, one.version): before.get((one.notice_id, one.version)) or wall_pages((one,), self._panel)
            for one in notices
        }
        return tuple(page for cut in self._cut.values() for page in cut)


def _cut(notice: Notice, panel: PanelSection) -> tuple[int, tuple[Page, ...]]:
    """In the largest letters in which its table fits, or a little smaller ones where all then stands on one page."""
    sizes = [max(panel.height_px // lines, SMALLEST_PX) for lines in _TABLE_LINES]
    fitting = [em for em in sizes if fits(notice, _paper(panel, em).width_em)]
    if not fitting:
        return sizes[0], stacked_pages(notice, _paper(panel, sizes[0]))
    cuts = [(em, pages(notice, _paper(panel, em))) for em in fitting[:_STEPS_FOR_ONE_PAGE]]
    return next((cut for cut in cuts if len(cut[1]) == 1), cuts[0])
