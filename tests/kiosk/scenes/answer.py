"""From the code to the answer."""

from kiosk.flows.answer import AskCounty, EnterCode, ReadAnswer, ReadNoAnswer
from kiosk.flows.lines import set_body
from kiosk.flows.step import Step, Trouble
from kiosk.flows.surroundings import Limits
from tests.kiosk.cast import ANSWER, CODE, OFFICE


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
        "read_no_answer": ReadNoAnswer(),
    }
