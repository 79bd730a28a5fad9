"""The county's preview: one question, one answer, in frames; a stream that is torn or hostile ends it."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kiosk.render.bitmap import Bitmap
from kiosk.render.marks import Layout, Photo
from kiosk.render.page import Foot, WallPage
from kiosk.render.painter import Painter
from kiosk.render.patterns import paint_pattern
from kiosk.render.typesetter import Typesetter
from kiosk.words import Words
from wire.errors import BadMessage
from wire.port import MAX_FRAME_BYTES, Frames, frame
from wire.wall.preview import (
    Answer,
    DrawEmergency,
    Drawn,
    DrawNotice,
    DrawnPage,
    DrawPattern,
    PlanDay,
    PlannedDay,
    Question,
)

_READ_BYTES = 64 * 1024
_MOST_BYTES = MAX_FRAME_BYTES - 1024 * 1024
"""Of the pictures in one answer; what does not go in is left out."""
_MOST_SENTENCES = 40


def serve(questions: BinaryIO, answers: BinaryIO, *, plan: Callable[[PlanDay], PlannedDay]) -> bool:
    """Answers until the stream ends; False when it ended within a frame or was none of ours."""
    frames = Frames(Question)
    rest = False
    while content := questions.read1(_READ_BYTES) if hasattr(questions, "read1") else questions.read(_READ_BYTES):
        try:
            asked = frames.feed(content)
        except BadMessage:
            return False
        for question in asked:
            said: Answer = plan(question) if isinstance(question, PlanDay) else answer(question)  # type: ignore[arg-type]
            answers.write(frame(said))
            answers.flush()
        rest = frames.waiting
    return not rest


def answer(question: DrawNotice | DrawEmergency | DrawPattern) -> Drawn:
    """Draws what was asked for."""
    words = Words.of(question.language)
    if isinstance(question, DrawPattern):
        drawn = paint_pattern(question.profile, question.pattern, words)
        return Drawn(pages=(_page(drawn, dwell_ms=0, kind=question.pattern),))
    typesetter = Typesetter(question.profile, words, point="")
    painter = Painter(question.profile, words, point="")
    if isinstance(question, DrawEmergency):
        return Drawn(pages=_drawn(painter, typesetter.emergency(question.emergency), {}))
    made = typesetter.set(question.notice, "")
    refused = tuple(words.say(f"wall.refused.{one.why}") for one in made.refused)
    return Drawn(pages=_drawn(painter, made.pages, question.media), refused=refused[:_MOST_SENTENCES])


def _drawn(painter: Painter, pages: Iterable[WallPage], media: dict[str, bytes]) -> tuple[DrawnPage, ...]:
    return tuple(_within(_each(painter, pages, media)))


def _each(painter: Painter, pages: Iterable[WallPage], media: dict[str, bytes]) -> Iterator[DrawnPage]:
    for page in pages:
        bitmap = painter.paint(page, Foot(), media.get(picture_of(page)))
        yield _page(bitmap, dwell_ms=page.dwell_ms, kind=page.kind)


def _within(pages: Iterable[DrawnPage]) -> Iterator[DrawnPage]:
    room = _MOST_BYTES
    for page in pages:
        room -= len(page.png)
        if room < 0:
            return
        yield page


def picture_of(page: WallPage) -> str:
    """SHA-256 of the picture that stands on the page; empty where there is none."""
    marks = page.layout.marks if isinstance(page.layout, Layout) else ()
    return next((mark.sha256 for mark in marks if isinstance(mark, Photo)), "")


def _page(bitmap: Bitmap, *, dwell_ms: int, kind: str) -> DrawnPage:
    return DrawnPage(png=bitmap.png(), pixels_sha256=bitmap.sha256, dwell_ms=dwell_ms, kind=kind)
