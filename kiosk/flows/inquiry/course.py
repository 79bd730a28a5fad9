"""A formal inquiry from its question to its code, as the villager sees it: led by the officers, kept by the edge.

Every version of a page that is shown is answered anew. Whatever ends it, what was said until then is the edge's to
keep; the code is shown by the same steps as a petition's.
"""

from dataclasses import replace

from kiosk.flows.case import Case, Stage
from kiosk.flows.inquiry.record import parts, said
from kiosk.flows.inquiry.steps import (
    ANSWERED,
    MAX_STROKES,
    AgreeToInquiry,
    AttendInquiry,
    ReadBack,
    ReadInquiryEnd,
    SignInquiry,
    StopInquiry,
)
from kiosk.flows.inquiry.thumb import thumb_at
from kiosk.flows.receipt import ReceiptChapter
from kiosk.flows.step import HOME, Destination, Heard, ReadTrouble, Step, Trouble
from kiosk.flows.strokes import stroke_of
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.inquiry.sheet import Step as Procedure

_GIVE_UP_S = 60
"""To seal and store the last of it takes seconds."""
_TAKEN_S = 3
Requests = tuple[port.Request, ...]


class Inquiry:
    """One; ended by `over`, or by `declined` before it began."""

    def __init__(self, around: Surroundings, asked: port.InquiryAsked) -> None:
        self._around = around
        self._asked = asked
        self._agreed = False
        self._at = port.InquiryAt(inquiry_id=asked.inquiry_id, step="credentials")
        self._tape = port.InquiryTape(inquiry_id=asked.inquiry_id, on=False, elapsed_ms=0)
        self._pages: dict[int, port.InquiryText] = {}
        self._answered: dict[tuple[int, int], bool] = {}
        """Page and version → whether it was right."""
        self._understood: set[Procedure] = set()
        self._part = 0
        self._stopping = False
        self._signing = SignInquiry()
        self._signed_s: float | None = None
        """Since a signature was given; a refusal comes sooner than _TAKEN_S, and nothing else is said of it."""
        self._began = False
        """The tape ran."""
        self._saving_s: float | None = None
        self._end: ReadInquiryEnd | None = None
        self._receipt: ReceiptChapter | None = None
        self._case = Case()
        self._receipt_step: Step | None = None
        self.declined = False
        self.to: Destination | None = None

    @property
    def over(self) -> bool:
        return self._end is not None

    # What is shown

    def step(self, *, seen: bool) -> Step:
        """`seen`: the officers' picture comes."""
        if self._receipt_step is not None or self._end is not None:
            return self._receipt_step or self._end or Step()
        if not self._agreed:
            return AgreeToInquiry(self._asked.officers, self._asked.about, seen=seen)
        if self._saving_s is not None and self._saving_s >= _GIVE_UP_S:
            return ReadTrouble(Trouble.FAILED)
        return self._led(seen=seen and self._tape.line)

    def _led(self, *, seen: bool) -> Step:
        elapsed_s, on = self._tape.elapsed_ms // 1000, self._tape.on
        if self._saving_s is not None:
            return AttendInquiry("end", saving=True, line=seen, elapsed_s=elapsed_s, recorded=on)
        if self._stopping:
            return StopInquiry(elapsed_s=elapsed_s, recorded=on)
        if self._at.step == "read_back" and self._page is not None:
            return self._read_back(self._page, seen=seen)
        if self._at.step == "signature" and not self._signed:
            return replace(self._signing, elapsed_s=elapsed_s, line=seen, recorded=on)
        newest = max(self._pages, default=0)
        return AttendInquiry(
            self._at.step,
            officers=self._asked.officers,
            understood=self._at.step in self._understood,
            line=seen,
            elapsed_s=elapsed_s,
            entries=self._pages[newest].entries if newest else (),
            recorded=on,
        )

    @property
    def _signed(self) -> bool:
        return self._signed_s is not None and self._signed_s >= _TAKEN_S

    @property
    def _page(self) -> port.InquiryText | None:
        return self._pages.get(self._at.reading)

    def _read_back(self, page: port.InquiryText, *, seen: bool) -> ReadBack:
        says, right = self._around.says, self._answered.get((page.page, page.version))
        screens = parts(page.entries, says, self._around.limits.record)
        at = min(self._part, len(screens) - 1)
        return ReadBack(
            page.page,
            max(self._at.pages, page.page),
            lines=screens[at],
            part=at,
            parts=len(screens),
            answer="" if right is None else "right" if right else "wrong",
            line=seen,
            elapsed_s=self._tape.elapsed_ms // 1000,
            text=said(page.entries, says),
            recorded=self._tape.on,
        )

    # What the villager does

    def does(self, choice: str, item: str) -> Requests:
        if self._end is not None:
            return self._after(self._end, choice, item)
        if not self._agreed:
            return self._answers(choice)
        if self._stopping or choice == "stop":
            return self._stops(choice)
        step = self._led(seen=True)
        if isinstance(step, ReadBack):
            return self._reads(step, choice)
        return self._signs(choice, item) if isinstance(step, SignInquiry) else self._understands(choice)

    def _understands(self, choice: str) -> Requests:
        if choice != "understood" or self._at.step not in ANSWERED:
            return ()
        self._understood.add(self._at.step)
        return (port.AgreeToStep(inquiry_id=self._asked.inquiry_id, step=self._at.step),)

    def _answers(self, choice: str) -> Requests:
        if choice not in {"agree", "refuse"}:
            return ()
        self._agreed = choice == "agree"
        self.declined = not self._agreed
        return (port.AgreeToInquiry(inquiry_id=self._asked.inquiry_id, agreed=self._agreed),)

    def _stops(self, choice: str) -> Requests:
        """At the second touch; at the first where all has been said."""
        was_asked, self._stopping = self._stopping, not self._stopping
        if choice != "stop" or not (was_asked or self._at.step == "end"):
            return ()
        self._stopping = False
        self._saving_s = 0.0
        return (port.LeaveInquiry(inquiry_id=self._asked.inquiry_id),)

    def _reads(self, step: ReadBack, choice: str) -> Requests:
        if choice in {"next", "previous"}:
            self._part = min(max(step.part + (1 if choice == "next" else -1), 0), step.parts - 1)
        page = self._page
        if page is None or step.answer or choice not in {"right", "wrong"} or (choice == "right" and not step.last):
            return ()
        self._answered[page.page, page.version] = choice == "right"
        return (
            port.ConfirmPage(
                inquiry_id=self._asked.inquiry_id, page=page.page, version=page.version, right=choice == "right"
            ),
        )

    def _signs(self, choice: str, item: str) -> Requests:
        step = self._signing
        if step.saving:
            return ()
        match choice:
            case "stroke":
                self._signing = _drawn(step, item)
            case "thumb":
                self._signing = replace(step, thumb=not step.thumb)
            case "undo":
                self._signing = replace(step, sheet=step.sheet[:-1], thumb=False)
            case "done" if step.sheet:
                self._signing, self._signed_s = replace(step, saving=True, failed=False), 0.0
                png = self._around.draws_writing(step.sheet)
                return (port.SignInquiry(inquiry_id=self._asked.inquiry_id, png=png),)
        return ()

    # What it hears

    def hears(self, event: Heard) -> Requests:
        if self._receipt is not None:
            return self._receipt_hears(self._receipt, event)
        if isinstance(event, port.Sorry):
            self._hears_sorry(event)
        if getattr(event, "inquiry_id", "") != self._asked.inquiry_id:
            return ()
        match event:
            case port.InquiryTape():
                self._runs(event)
            case port.InquiryAt():
                self._moves(event)
            case port.InquiryText():
                self._reads_new(event)
            case port.InquiryOver():
                self._ends(event)
        return ()

    def _runs(self, event: port.InquiryTape) -> None:
        self._tape, self._began = event, self._began or event.on
        if self._began and not event.on and self._saving_s is None:
            self._saving_s = 0.0

    def _moves(self, event: port.InquiryAt) -> None:
        if event.reading != self._at.reading:
            self._part = 0
        if event.step != "signature":
            self._signing, self._signed_s = SignInquiry(), None
        self._at = event

    def _reads_new(self, event: port.InquiryText) -> None:
        known = self._pages.get(event.page)
        if known is None or event.version > known.version:
            self._pages[event.page] = event
            self._part = 0 if event.page == self._at.reading else self._part

    def _hears_sorry(self, event: port.Sorry) -> None:
        """What was not taken is asked for again."""
        if event.about == "SignInquiry":
            self._signing, self._signed_s = replace(self._signing, saving=False, failed=True, sheet=()), None
        if event.about == "ConfirmPage" and self._page is not None:
            self._answered.pop((self._page.page, self._page.version), None)

    def _ends(self, event: port.InquiryOver) -> None:
        if not self._agreed or not (self._began or event.kept):
            # nothing was recorded: the call goes on as it was
            self.declined = True
            return
        self._case = Case(code=event.code, stage=Stage.KEPT, asked=True)
        self._end = ReadInquiryEnd(event.why, kept=event.kept, has_code=bool(event.kept and event.code))

    def waits(self, seconds: float) -> Requests:
        if self._saving_s is not None:
            self._saving_s += seconds
        if self._signed_s is not None:
            self._signed_s += seconds
        return ()

    def leaves(self) -> Requests:
        if self._receipt is not None:
            return self._receipt.leaves(self._case)
        if self._end is not None:
            return ()
        if not self._agreed:
            return (port.AgreeToInquiry(inquiry_id=self._asked.inquiry_id, agreed=False),)
        return (port.LeaveInquiry(inquiry_id=self._asked.inquiry_id),)

    # Afterwards

    def _after(self, end: ReadInquiryEnd, choice: str, item: str) -> Requests:
        if self._receipt is not None:
            passage = self._receipt.does(self._case, choice, item)
            self._case, self._receipt_step = passage.case, passage.step
            self.to = passage.to if isinstance(passage.to, Destination) else None
            return passage.requests
        if choice == "code" and end.has_code:
            self._receipt = ReceiptChapter(self._around)
            self._receipt_step = self._receipt.begins(self._case).step
        elif choice == "home":
            self.to = HOME
        return ()

    def _receipt_hears(self, receipt: ReceiptChapter, event: Heard) -> Requests:
        if getattr(event, "petition_id", ""):
            return ()
        passage = receipt.hears(self._case, event)
        self._case, self._receipt_step = passage.case, passage.step
        return passage.requests


def _drawn(step: SignInquiry, item: str) -> SignInquiry:
    stroke = stroke_of(item)
    if not stroke or len(step.sheet) >= MAX_STROKES:
        return step
    if step.thumb:
        return replace(step, sheet=(*step.sheet, *thumb_at(stroke[0])), thumb=False)
    return replace(step, sheet=(*step.sheet, stroke))
