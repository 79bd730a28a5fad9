"""The case document: a PDF that a person reads and a program checks. Made on the terminal, of what was kept.

What was not heard, not confirmed or not signed is said to be so; nothing is filled in.
"""

import io
import time
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from edge.capture.profile import BOTH_SIDES
from edge.inquiry.catalogue import Words
from edge.inquiry.kept.chain import Stand
from edge.inquiry.kept.folder import Head
from edge.inquiry.paper import look
from edge.inquiry.paper.case import Case, CasePage, CasePlace
from edge.inquiry.tape.frame import clock
from wire.inquiry.sheet import STEPS, Inquirer, LineGap
from wire.inquiry.transcript import Entry

_SIGNATURE_HIGH: Final = 32 * mm
_SIGNATURE_WIDE: Final = 80 * mm
_LABELS: Final = 30 * mm
_TOGETHER: Final = 32 * mm
"""A head, and a few lines of what it is of, stand on one sheet."""


class Paper:
    """Draws the document of one case."""

    def __init__(self, case: Case) -> None:
        look.letters()
        self._case = case
        self._say = Words("document")
        self._steps = Words("steps")

    def drawn(self) -> bytes:
        """A PDF."""
        case, say = self._case, self._say
        story: list[Flowable] = [
            _line(say("title"), look.TITLE),
            _line(say("subtitle"), look.SUBTITLE),
            *self._parties(),
            *self._procedure(),
            *self._transcript(),
            *self._signature(),
            *self._evidence(),
        ]
        return _printed(story, say("title"), case.sheet.inquiry_id, marks=case.marks, author=case.place.point)

    def _parties(self) -> list[Flowable]:
        case, say = self._case, self._say
        kept, place = case.kept, case.place
        rows: list[tuple[str, Sequence[str]]] = [
            (say("number"), [case.sheet.inquiry_id]),
            (say("place"), [say("terminal", point=place.point, id=place.terminal_id)]),
            (say("officers"), [self._officer(one) for one in case.sheet.officers]),
            (say("villager"), [say("villager_told")]),
            (say("about"), [case.sheet.about or say("about_none")]),
            (say("began"), [self._time(kept.began_at_ms)]),
            (say("ended"), [self._time(kept.ended_at_ms) if case.why else say("not_ended")]),
            (say("clock"), [say("clock_trusted" if kept.clock_trusted else "clock_untrusted")]),
            (say("length"), [clock(kept.duration_ms)]),
            (say("gaps"), [self._gap(gap) for gap in case.gaps] or [say("gaps_none")]),
        ]
        if case.why:
            rows.append((say("why"), [Words("why")(case.why)]))
        return [_line(say("parties"), look.CHAPTER), _facts(rows)]

    def _procedure(self) -> list[Flowable]:
        case, say = self._case, self._say
        head = [_line(say(key), look.LABEL) for key in ("step", "step_time", "step_agreed")]
        rows = [
            head,
            [_line(text) for text in (say("recording"), self._time(case.kept.began_at_ms), say("recording_yes"))],
        ]
        for step in STEPS:
            at_ms = case.began.get(step)
            agreed = say("step_yes" if step in case.agreed else "step_no")
            when = self._time(at_ms) if at_ms is not None else say("step_unheard")
            rows.append([_line(self._steps(step)), _line(when), _line(agreed)])
        table = Table(rows, colWidths=[look.TEXT_WIDTH * share for share in (0.34, 0.38, 0.28)], repeatRows=1)
        table.setStyle(TableStyle([*_RULES, ("BACKGROUND", (0, 0), (-1, 0), look.SHADE)]))
        return [_line(say("steps"), look.CHAPTER), table]

    def _transcript(self) -> list[Flowable]:
        chapter = _line(self._say("transcript"), look.CHAPTER)
        if not self._case.pages:
            return [chapter, _line(self._say("transcript_none"))]
        parts: list[Flowable] = [CondPageBreak(_TOGETHER + 12 * mm), chapter]
        for page in self._case.pages:
            parts += self._page(page)
        return parts

    def _page(self, page: CasePage) -> list[Flowable]:
        say, shown = self._say, page.shown
        title = f"{say('page', page=shown.page.page)}　{say('version', version=shown.page.version)}"
        head = Table(
            [[_line(title, look.PAGE_HEAD), _line(self._state(page), look.PAGE_STATE)]],
            colWidths=[look.TEXT_WIDTH * 0.4, look.TEXT_WIDTH * 0.6],
        )
        head.setStyle(
            TableStyle([*_FLUSH, ("BACKGROUND", (0, 0), (-1, -1), look.SHADE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        )
        rows = [self._entry(entry) for entry in shown.page.entries]
        digest = _line(say("page_digest", sha256=shown.sha256), look.FINE)
        if not rows:
            return [KeepTogether([head, digest]), Spacer(1, 4 * mm)]
        table = Table(rows, colWidths=[20 * mm, 17 * mm, look.TEXT_WIDTH - 37 * mm])
        table.setStyle(TableStyle(_FLUSH))
        return [CondPageBreak(_TOGETHER), head, table, digest, Spacer(1, 4 * mm)]

    def _entry(self, entry: Entry) -> list[Flowable]:
        return [
            _line(clock(entry.at_ms), look.FINE),
            _line(self._say(f"{entry.who}_says"), look.LABEL),
            _line(entry.text, look.SPOKEN),
        ]

    def _state(self, page: CasePage) -> str:
        said, say = page.said, self._say
        if said is None:
            return say("page_unconfirmed")
        if said.version != page.shown.page.version:
            return say("page_changed")
        return say("page_right" if said.right else "page_wrong", time=self._time(said.at_ms))

    def _signature(self) -> list[Flowable]:
        case, say = self._case, self._say
        parts: list[Flowable] = [_line(say("signature"), look.CHAPTER)]
        if not case.signature:
            return [*parts, _line(say("signature_none"))]
        wide, high = ImageReader(io.BytesIO(case.signature)).getSize()
        scale = min(_SIGNATURE_WIDE / wide, _SIGNATURE_HIGH / high)
        picture = Image(io.BytesIO(case.signature), width=wide * scale, height=high * scale, hAlign="LEFT")
        parts += [
            _line(say("signature_said")),
            Spacer(1, 3 * mm),
            picture,
            Spacer(1, 2 * mm),
            _line(say("signature_time", time=self._time(case.signed_at_ms))),
            _line(say("signature_digest", sha256=case.signature_sha256), look.FINE),
        ]
        return [KeepTogether(parts)]

    def _evidence(self) -> list[Flowable]:
        case, say, stand = self._case, self._say, self._case.kept.stand
        pages = [
            say("page_line", page=one.shown.page.page, version=one.shown.page.version, sha256=one.shown.sha256)
            for one in case.pages
        ]
        rows = [*_kept_rows(stand, say)]
        if pages:
            rows.append((say("pages_digests"), pages))
        how = [Spacer(1, 3 * mm), _line(say("evidence_how"), look.FINE)]
        return [KeepTogether([_line(say("evidence"), look.CHAPTER), _facts(rows, fine=True), *how])]

    def _officer(self, officer: Inquirer) -> str:
        key = "officer" if officer.credential else "officer_bare"
        return self._say(key, name=officer.name, office=officer.office, credential=officer.credential)

    def _gap(self, gap: LineGap) -> str:
        if not gap.ended_ms:
            return self._say("gap_open", began=clock(gap.began_ms))
        if self._case.why and not self._case.line and gap == self._case.gaps[-1]:
            return self._say("gap_to_end", began=clock(gap.began_ms))
        seconds = f"{(gap.ended_ms - gap.began_ms) / 1000:.1f}"
        return self._say("gap", began=clock(gap.began_ms), ended=clock(gap.ended_ms), seconds=seconds)

    def _time(self, at_ms: int) -> str:
        return day(at_ms, self._case.place.utc_offset_min)


def cut_drawn(head: Head, place: CasePlace, stand: Stand, *, closed_at_ms: int) -> bytes:
    """What the next start says of an inquiry that lost its power: it knows no word that was spoken."""
    look.letters()
    say = Words("document")
    rows = [
        (say("number"), [str(head.inquiry_id)]),
        (say("place"), [say("terminal", point=place.point, id=place.terminal_id)]),
        (say("cut_began"), [day(head.began_at_ms, place.utc_offset_min)]),
        (say("cut_closed"), [day(closed_at_ms, place.utc_offset_min)]),
        (say("clock"), [say("clock_trusted" if head.clock_trusted else "clock_untrusted")]),
        (say("why"), [Words("why")("power_cut")]),
        (say("gaps"), [_gap_at_cut(stand, say)]),
    ]
    story = [
        _line(say("cut_title"), look.TITLE),
        _line(say("subtitle"), look.SUBTITLE),
        _facts(rows),
        Spacer(1, 5 * mm),
        _line(say("cut_said", seconds=round(BOTH_SIDES.segment_s))),
        _line(say("evidence"), look.CHAPTER),
        _facts(_kept_rows(stand, say), fine=True),
        Spacer(1, 3 * mm),
        _line(say("evidence_how"), look.FINE),
    ]
    marks = (
        f"zhitong-inquiry/1 inquiry={head.inquiry_id} head={stand.head} links={stand.links}"
        f" segments={stand.segments} pages=? signature=?"
    )
    return _printed(story, say("cut_title"), head.inquiry_id, marks=marks, author=place.point)


def _gap_at_cut(stand: Stand, say: Words) -> str:
    return say("cut_line") if stand.broken_ms is None else say("gap_to_end", began=clock(stand.broken_ms))


def day(at_ms: int, utc_offset_min: int) -> str:
    """Day and time of day at the terminal."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at_ms // 1000 + utc_offset_min * 60))


def _kept_rows(stand: Stand, say: Words) -> list[tuple[str, Sequence[str]]]:
    segments = say("segments_told", count=stand.segments) if stand.segments else say("segments_none")
    return [
        (say("segments"), [segments]),
        (say("links"), [say("links_told", count=stand.links)]),
        (say("head"), [stand.head]),
    ]


def _printed(story: list[Flowable], title: str, inquiry_id: str, *, marks: str, author: str) -> bytes:
    say = Words("document")
    foot = say("foot", id=inquiry_id)

    class Feet(look.Numbered):
        @staticmethod
        def foot(number: int, pages: int) -> tuple[str, str]:
            return foot, say("foot_page", page=number, pages=pages)

    file = io.BytesIO()
    template = SimpleDocTemplate(
        file,
        pagesize=(look.WIDTH, look.HEIGHT),
        leftMargin=look.LEFT - _PADDING,
        rightMargin=look.RIGHT - _PADDING,
        topMargin=look.TOP,
        bottomMargin=look.BOTTOM,
        title=title,
        author=author,
        subject=marks,
        lang="zh-CN",
    )
    template.build(story, canvasmaker=Feet)
    return file.getvalue()


_PADDING: Final = 6
"""That reportlab's frames have, in points."""
_RULES: Final[list[Any]] = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, look.RULE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, look.INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
_FLUSH: Final[list[Any]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def _facts(rows: Sequence[tuple[str, Sequence[str]]], *, fine: bool = False) -> Flowable:
    """Names on the left, what they are on the right."""
    style = look.FINE if fine else look.BODY
    cells = [[_line(name, look.LABEL), [_line(text, style) for text in texts]] for name, texts in rows]
    table = Table(cells, colWidths=[_LABELS, look.TEXT_WIDTH - _LABELS])
    table.setStyle(TableStyle(_RULES))
    return table


def _line(text: str, style: Any = look.BODY) -> Flowable:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)
