"""Papers: one sheet after the other under the document camera, looked at, put in order.

The edge keeps a page as soon as it is photographed; what is not wanted is discarded. Without a document camera this
is said at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import after, before
from kiosk.flows.step import Heard, PrivateStep, Step, Trouble, trouble_from
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import PageId, new_id
from wire.port import PageQuality

MAX_PAGES = 20


@dataclass(frozen=True)
class PlacePaper(PrivateStep):
    """The live picture of what lies under the camera."""

    choices = ("take", "pages", "back", "leave")
    camera_here: bool = True
    ready: bool = False
    taking: bool = False
    pages: int = 0
    trouble: Trouble | None = None

    @property
    def spoken(self) -> tuple[str, ...]:
        return ("step.place_paper",) if self.camera_here else ("step.place_paper_no_camera",)


@dataclass(frozen=True)
class ReviewPage(PrivateStep):
    """The page that was just photographed."""

    choices = ("again", "keep", "leave")
    quality: PageQuality = "good"
    page: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return ("step.review_page", f"told.page_{self.quality}")


@dataclass(frozen=True)
class OrderPages(PrivateStep):
    """All pages, one at a time."""

    choices = ("previous", "next", "earlier", "delete", "add", "done", "leave")
    page: int = 0
    pages: int = 1


class PapersChapter:
    """Owns which page is looked at; the pages themselves are in the case."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = PlacePaper()
        self._at = 0
        self._taken = PageId("")
        """What is being photographed, or was just now."""

    def begins(self, case: Case) -> Passage:
        return self._looks(case, 0) if case.pages else self._places(case)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        del item  # no choice here has several of its kind
        answer = self._DOES.get((type(self._step), choice))
        return answer(self, case) if answer else Passage(self._step, case)

    def hears(self, case: Case, event: Heard) -> Passage:
        match event:
            case port.PreviewStarted() if isinstance(self._step, PlacePaper):
                self._step = replace(self._step, camera_here=True, ready=True)
            case port.PageKept() if event.page_id == self._taken and isinstance(self._step, PlacePaper):
                return self._took(case, event.quality)
            case port.Sorry() if isinstance(self._step, PlacePaper):
                return self._hears_sorry(case, event)
            case port.EdgeStatus() if isinstance(self._step, PlacePaper):
                return self._camera_may_have_come(case)
            case _:
                pass
        return Passage(self._step, case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return Passage(self._step, case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # pages stay with the draft
        return (port.StopPreview(),)

    # A page is made

    def _places(self, case: Case) -> Passage:
        here = self._around.equipment.papers_camera
        self._step = PlacePaper(camera_here=here, pages=len(case.pages))
        return Passage(self._step, case, (port.StartPreview(of="papers"),) if here else ())

    def _camera_may_have_come(self, case: Case) -> Passage:
        here = self._around.equipment.papers_camera
        if isinstance(self._step, PlacePaper) and here != self._step.camera_here:
            return self._places(case)
        return Passage(self._step, case)

    def _take(self, case: Case) -> Passage:
        step = self._step
        if not isinstance(step, PlacePaper) or not step.ready or step.taking:
            return Passage(step, case)
        if len(case.pages) >= MAX_PAGES and self._taken not in case.pages:
            self._step = replace(step, trouble=Trouble.PETITION_FULL)
            return Passage(self._step, case)
        self._taken = self._taken or PageId(new_id())
        self._step = replace(step, taking=True, trouble=None)
        return Passage(self._step, case, (port.TakePage(petition_id=case.petition_id, page_id=self._taken),))

    def _took(self, case: Case, quality: PageQuality) -> Passage:
        if self._taken not in case.pages:
            case = replace(case, pages=(*case.pages, self._taken))
        self._step = ReviewPage(quality=quality, page=case.pages.index(self._taken))
        # painted anew: a pane shows only what was painted since it is there
        return Passage(self._step, case, (port.ShowPage(petition_id=case.petition_id, page_id=self._taken),))

    def _again(self, case: Case) -> Passage:
        """The same page is photographed anew; the old one stays until then."""
        return self._places(case)

    def _hears_sorry(self, case: Case, event: port.Sorry) -> Passage:
        gone = event.reason == "no_papers_camera" or (event.about, event.reason) == ("TakePage", "no_answer_in_time")
        if gone and event.about in {"StartPreview", "TakePage"}:
            self._step = PlacePaper(camera_here=False, pages=len(case.pages))
        elif event.about == "TakePage" and isinstance(self._step, PlacePaper):
            self._step = replace(self._step, taking=False, trouble=trouble_from(event.reason))
        return Passage(self._step, case)

    # Pages are looked at and put in order

    def _looks(self, case: Case, at: int) -> Passage:
        self._taken = PageId("")
        if not case.pages:
            return self._places(case)
        self._at = min(max(at, 0), len(case.pages) - 1)
        self._step = OrderPages(page=self._at, pages=len(case.pages))
        shown = port.ShowPage(petition_id=case.petition_id, page_id=case.pages[self._at])
        return Passage(self._step, case, (shown,))

    def _keep(self, case: Case) -> Passage:
        return self._looks(case, case.pages.index(self._taken) if self._taken in case.pages else len(case.pages))

    def _see_pages(self, case: Case) -> Passage:
        return self._looks(case, self._at)

    def _turn_on(self, case: Case) -> Passage:
        return self._looks(case, self._at + 1)

    def _turn_back(self, case: Case) -> Passage:
        return self._looks(case, self._at - 1)

    def _move_earlier(self, case: Case) -> Passage:
        if not self._at:
            return self._looks(case, 0)
        pages, at = list(case.pages), self._at
        pages[at - 1], pages[at] = pages[at], pages[at - 1]
        passage = self._looks(replace(case, pages=tuple(pages)), at - 1)
        ordered = port.OrderPages(petition_id=case.petition_id, page_ids=pages)
        return replace(passage, requests=(ordered, *passage.requests))

    def _delete(self, case: Case) -> Passage:
        gone = case.pages[self._at]
        passage = self._looks(replace(case, pages=tuple(one for one in case.pages if one != gone)), self._at)
        discarded = port.DiscardPage(petition_id=case.petition_id, page_id=gone)
        return replace(passage, requests=(discarded, *passage.requests))

    def _done(self, case: Case) -> Passage:
        return Passage(self._step, case, to=after(ChapterName.PAPERS, case))

    def _back(self, case: Case) -> Passage:
        if case.pages and isinstance(self._step, PlacePaper):
            return self._looks(case, self._at)
        return Passage(self._step, case, to=before(ChapterName.PAPERS, case))

    _DOES: ClassVar[dict[tuple[type[Any], str], Callable[["PapersChapter", Case], Passage]]] = {
        (PlacePaper, "take"): _take,
        (PlacePaper, "pages"): _see_pages,
        (PlacePaper, "back"): _back,
        (ReviewPage, "again"): _again,
        (ReviewPage, "keep"): _keep,
        (OrderPages, "next"): _turn_on,
        (OrderPages, "previous"): _turn_back,
        (OrderPages, "earlier"): _move_earlier,
        (OrderPages, "delete"): _delete,
        (OrderPages, "add"): _places,
        (OrderPages, "done"): _done,
    }
