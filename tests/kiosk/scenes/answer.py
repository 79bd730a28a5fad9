"""From the code to the answer."""

from kiosk.flows.answer.steps import (
    AskCounty,
    AskReview,
    EnterCode,
    RateAnswer,
    ReadAnswer,
    ReadNoAnswer,
    ReadProgress,
    ReadRated,
)
from kiosk.flows.case import Stage
from kiosk.flows.step import Step, Trouble
from kiosk.flows.surroundings import Limits
from kiosk.flows.typeset.lines import set_body
from tests.kiosk.cast import ANSWER, CODE, OFFICE
from wire.petition.mailbox import Progress

_DAY_MS = 86_400_000
_RECEIVED_MS = 1_795_000_000_000
RECEIVED = Progress(stage="received", received_at_ms=_RECEIVED_MS, due_at_ms=_RECEIVED_MS + 15 * _DAY_MS)
ANSWERED = Progress(
    stage="answered",
    received_at_ms=_RECEIVED_MS,
    accepted_at_ms=_RECEIVED_MS + 4 * _DAY_MS,
    answered_at_ms=_RECEIVED_MS + 20 * _DAY_MS,
    review_until="2027-01-08",
)
CLOSED = Progress(
    stage="closed",
    received_at_ms=_RECEIVED_MS,
    accepted_at_ms=_RECEIVED_MS + 4 * _DAY_MS,
    answered_at_ms=_RECEIVED_MS + 20 * _DAY_MS,
    closed_at_ms=_RECEIVED_MS + 60 * _DAY_MS,
    review_until="2027-01-08",
)


def answer_scenes(limits: Limits) -> dict[str, Step]:
    letter_lines = set_body(ANSWER, limits.letter.width_em)
    return {
        "enter_code": EnterCode(digits=CODE[:9]),
        "enter_code-complete": EnterCode(digits=CODE),
        "enter_code-wrong": EnterCode(digits=CODE, trouble=Trouble.BAD_CODE),
        "ask_county": AskCounty(waiting_s=2),
        "read_answer": ReadAnswer(
            office=OFFICE,
            written_at_ms=1_795_400_000_000,
            lines=letter_lines[: int(limits.letter.height_lines)],
            pages=2 if len(letter_lines) > int(limits.letter.height_lines) else 1,
        ),
        "read_answer-voice": ReadAnswer(
            office=OFFICE, written_at_ms=1_795_400_000_000, lines=("",), has_voice=True, playing=True
        ),
        "read_no_answer": ReadNoAnswer(),
        "enter_code-wait": EnterCode(digits=CODE, trouble=Trouble.WAIT, wait_s=83),
        "read_progress": ReadProgress(RECEIVED),
        "read_progress-answered": ReadProgress(ANSWERED, answers=1, can_review=True),
        "read_progress-spoken": ReadProgress(ANSWERED, answers=1, spoken_answer=True, can_review=True),
        "read_progress-rated": ReadProgress(ANSWERED, answers=1, can_review=True, rated="fair", reviewed=True),
        "read_progress-closed": ReadProgress(CLOSED, answers=2),
        "rate_answer": RateAnswer(),
        "rate_answer-chosen": RateAnswer("fair"),
        "ask_review": AskReview("2027-01-08"),
        "read_rated": ReadRated(stage=Stage.RECEIVED),
        "read_rated-saving": ReadRated(),
        "read_rated-review": ReadRated("review", Stage.KEPT, link_up=False),
    }
