"""Coming back with the sixteen digits of the receipt: how far it is, the answer, and what the villager says to it.

The code lives in this flow and is gone with it. Nothing of the answer outlives the visit.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar

from kiosk.flows.answer.steps import (
    RATINGS,
    AskCounty,
    AskReview,
    EnterCode,
    RateAnswer,
    ReadAnswer,
    ReadNoAnswer,
    ReadProgress,
    ReadRated,
)
from kiosk.flows.answer.word import Word
from kiosk.flows.case import Case
from kiosk.flows.digits import Pad
from kiosk.flows.step import (
    HOME,
    Destination,
    EdgeGone,
    FlowName,
    Heard,
    ReadTrouble,
    Step,
    Trouble,
    Turn,
    trouble_from,
)
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.typeset.lines import plain, set_body, shortened
from wire import port
from wire.errors import BadCode
from wire.ids import AskId, new_id
from wire.petition.details import Details, Rating
from wire.seal.receipt_code import DIGITS, checked_code

_OFFICE_EM = 16.0
"""So much of a name stands in one line above the answer."""
_PAD = Pad(DIGITS)
_GIVE_UP_S = 45
"""The edge answers sooner; if it does not, the villager is not left waiting."""


class AnswerFlow:
    """One villager, one code."""

    def __init__(self, around: Surroundings, _to: Destination) -> None:
        self._around = around
        self._step: Step = EnterCode()
        self._digits = ""
        self._ask_id = AskId("")
        self._found: port.AnswerFound | None = None
        self._pages: tuple[ReadAnswer, ...] = ()
        self._word: Word | None = None
        """The rating or request for review that is being sent."""
        self._rated: Rating | None = None
        self._reviewed = False

    def begins(self) -> Turn:
        return Turn(self._step)

    # What the villager does

    def does(self, choice: str, item: str) -> Turn:
        if isinstance(self._step, EnterCode):
            return self._types(self._step, choice, item)
        if isinstance(self._step, RateAnswer) and choice == "face":
            return self._shows(RateAnswer(next((one for one in RATINGS if one == item), self._step.chosen)))
        answer = self._DOES.get((type(self._step), choice))
        return answer(self) if answer else Turn(self._step)

    def _types(self, step: EnterCode, choice: str, item: str) -> Turn:
        typed = _PAD.typed(step.digits, choice, item)
        if typed is not None:
            # who has to wait may type meanwhile, and still has to wait
            trouble = step.trouble if step.trouble is Trouble.WAIT else None
            return self._shows(replace(step, digits=typed, trouble=trouble))
        if choice == "ask" and step.complete and step.trouble is not Trouble.WAIT:
            return self._asks(step)
        return Turn(step, to=HOME if choice == "back" else None)

    def _asks(self, step: EnterCode) -> Turn:
        self._digits = step.digits
        try:
            code = checked_code(step.digits)
        except BadCode:
            return self._shows(replace(step, trouble=Trouble.BAD_CODE))
        if not self._around.edge_here:
            return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
        self._ask_id = AskId(new_id())
        return self._shows(AskCounty(), port.AskAnswer(ask_id=self._ask_id, code=code))

    def _goes_home(self) -> Turn:
        return Turn(self._step, to=HOME)

    def _enters(self) -> Turn:
        """The digits stand there still where nobody has looked them up yet."""
        kept = "" if isinstance(self._step, ReadNoAnswer) else self._digits
        requests = self._forgets()
        self._digits = kept
        return self._shows(EnterCode(kept), *requests)

    def _goes_on(self) -> Turn:
        """The edge is back: nobody has to touch anything."""
        return self._sends(self._word) if self._word is not None else self._asks(EnterCode(self._digits))

    def _tries_again(self) -> Turn:
        """After trouble: what was being sent is sent again, or the digits are asked for."""
        if self._word is not None:
            return self._sends(self._word)
        return self._reads_progress() if self._found else self._enters()

    # Reading

    def _reads(self) -> Turn:
        return self._shows(self._pages[0]) if self._pages else Turn(self._step)

    def _turns(self, by: int) -> Turn:
        step = self._step
        if not isinstance(step, ReadAnswer):
            return Turn(step)
        to = self._pages[min(max(step.page + by, 0), len(self._pages) - 1)]
        requests = (port.Hush(),) if step.playing and to.at != step.at else ()
        return self._shows(replace(to, playing=step.playing and to.at == step.at), *requests)

    def _turns_on(self) -> Turn:
        return self._turns(1)

    def _turns_back(self) -> Turn:
        return self._turns(-1)

    def _plays(self) -> Turn:
        if not (isinstance(self._step, ReadAnswer) and self._step.has_voice):
            return Turn(self._step)
        playing = replace(self._step, playing=True)
        return self._shows(playing, port.PlayReply(ask_id=self._ask_id, at=playing.at))

    def _stops(self) -> Turn:
        step = replace(self._step, playing=False) if isinstance(self._step, ReadAnswer) else self._step
        return self._shows(step, port.Hush())

    def _has_read(self) -> Turn:
        hush = (port.Hush(),) if isinstance(self._step, ReadAnswer) and self._step.playing else ()
        if self._found is None or self._found.progress is None:
            return Turn(self._step, hush, to=HOME)
        turn = self._reads_progress()
        return replace(turn, requests=hush)

    def _reads_progress(self) -> Turn:
        found = self._found
        if found is None or found.progress is None:
            return self._reads() if self._pages else self._enters()
        return self._shows(
            ReadProgress(
                found.progress,
                answers=len({page.at for page in self._pages}),
                spoken_answer=bool(found.replies and found.replies[-1].spoken),
                can_review=self._is_open(found.progress.review_until),
                rated=self._rated,
                reviewed=self._reviewed,
            )
        )

    def _is_open(self, last_day: str) -> bool:
        """A terminal that does not know the day leaves it to the county."""
        try:
            last = date.fromisoformat(last_day)
        except ValueError:
            return False
        return not self._around.clock_trusted or datetime.now().astimezone().date() <= last

    # What is said to it

    def _rates(self) -> Turn:
        is_offered = isinstance(self._step, ReadProgress) and self._step.answers and self._step.rated is None
        return self._shows(RateAnswer()) if is_offered else Turn(self._step)

    def _asks_review(self) -> Turn:
        step = self._step
        if not isinstance(step, ReadProgress) or not step.can_review or step.reviewed:
            return Turn(step)
        return self._shows(AskReview(step.progress.review_until))

    def _sends_rating(self) -> Turn:
        if not isinstance(self._step, RateAnswer) or self._step.chosen is None:
            return Turn(self._step)
        return self._sends(Word("rating", self._digits, rating=self._step.chosen))

    def _sends_review(self) -> Turn:
        return self._sends(Word("review", self._digits))

    def _sends(self, word: Word) -> Turn:
        self._word = word
        if not self._around.edge_here:
            return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
        return self._shows(word.step(link_up=self._around.link_up), *word.asks())

    def _speaks(self) -> Turn:
        """In words of one's own: a petition that follows this one, under the same code."""
        details = Details(purpose="message")
        if isinstance(self._step, RateAnswer):
            details = Details(purpose="rating", rating=self._step.chosen)
        elif isinstance(self._step, AskReview):
            details = Details(purpose="review")
        carried = Case(code=checked_code(self._digits), follows=True, details=details)
        return Turn(self._step, to=Destination(FlowName.PETITION, carried=carried))

    # What it hears

    def hears(self, event: Heard) -> Turn:
        match self._step:
            case AskCounty():
                return self._hears_county(event)
            case ReadTrouble(trouble=Trouble.EDGE_GONE) if isinstance(event, port.Welcome):
                return self._goes_on()
            case ReadAnswer():
                return self._hears_of_voice(self._step, event)
            case ReadRated() if self._word is not None:
                return self._hears_of_word(self._word, event)
        return Turn(self._step)

    def _hears_of_voice(self, step: ReadAnswer, event: Heard) -> Turn:
        match event:
            case EdgeGone() if step.has_voice:
                # the edge that opened it is gone, and the officer's voice with it
                return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
            case port.SayingEnded(say_id=self._ask_id):
                return self._shows(replace(step, playing=False))
            case port.Sorry(about="PlayReply"):
                return self._shows(replace(step, playing=False, has_voice=False))
        return Turn(step)

    def _hears_county(self, event: Heard) -> Turn:
        match event:
            case EdgeGone():
                return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
            case port.AnswerFound() if event.ask_id == self._ask_id:
                return self._finds(event)
            case port.Sorry() if event.subject_id in {"", self._ask_id} and event.about == "AskAnswer":
                return self._hears_sorry(event)
        return Turn(self._step)

    def _hears_sorry(self, event: port.Sorry) -> Turn:
        trouble = trouble_from(event.reason)
        if trouble in {Trouble.BAD_CODE, Trouble.WAIT}:
            return self._shows(EnterCode(self._digits, trouble=trouble, wait_s=event.retry_after_s))
        return self._shows(ReadTrouble(trouble, again=True))

    def _finds(self, found: port.AnswerFound) -> Turn:
        if not found.replies and found.progress is None:
            return self._shows(ReadNoAnswer())
        self._found, self._pages = found, self._cut(found.replies)
        return self._reads_progress()

    def _cut(self, replies: list[port.Reply]) -> tuple[ReadAnswer, ...]:
        """The newest first."""
        paper = self._around.limits.letter
        height = int(paper.height_lines)
        pages = [
            ReadAnswer(
                shortened(" ".join(plain(reply.office).split()), _OFFICE_EM),
                reply.written_at_ms,
                lines[from_line : from_line + height],
                at=at,
                has_voice=reply.spoken,
            )
            for at, reply in reversed(list(enumerate(replies)))
            if (lines := set_body(reply.text, paper.width_em) or (("",) if reply.spoken else ()))
            for from_line in range(0, len(lines), height)
        ]
        return tuple(replace(page, page=number, pages=len(pages)) for number, page in enumerate(pages))

    def _hears_of_word(self, word: Word, event: Heard) -> Turn:
        if isinstance(event, port.Sorry) and word.is_refused(event):
            return self._shows(ReadTrouble(trouble_from(event.reason), again=True))
        requests = word.hears(event)
        if word.is_kept:
            self._rated, self._reviewed = word.rating or self._rated, self._reviewed or word.purpose == "review"
        return self._shows(word.step(link_up=self._around.link_up), *requests)

    # Time, and the end

    def waits(self, seconds: float) -> Turn:
        match self._step:
            case AskCounty() if self._step.waiting_s >= _GIVE_UP_S:
                return self._shows(ReadTrouble(Trouble.NO_ANSWER_IN_TIME, again=True))
            case AskCounty():
                return self._shows(AskCounty(self._step.waiting_s + round(seconds)))
            case EnterCode() if self._step.trouble is Trouble.WAIT:
                left = self._step.wait_s - round(seconds)
                waiting = replace(self._step, wait_s=left) if left > 0 else EnterCode(self._step.digits)
                return self._shows(waiting)
            case ReadRated() if self._word is not None:
                self._word.waits(seconds)
                return self._shows(self._word.step(link_up=self._around.link_up))
        return Turn(self._step)

    def leaves(self) -> tuple[port.Request, ...]:
        return self._forgets()

    def _forgets(self) -> tuple[port.Request, ...]:
        """The edge drops what it opened; what was sent stays sent."""
        ask_id, self._ask_id, self._digits = self._ask_id, AskId(""), ""
        self._found, self._pages, self._word = None, (), None
        return (port.ForgetAnswer(ask_id=ask_id),) if ask_id else ()

    def _shows(self, step: Step, *requests: port.Request) -> Turn:
        self._step = step
        return Turn(step, requests)

    _DOES: ClassVar[dict[tuple[type[Any], str], Callable[["AnswerFlow"], Turn]]] = {
        (AskCounty, "back"): _enters,
        (ReadNoAnswer, "again"): _enters,
        (ReadNoAnswer, "done"): _goes_home,
        (ReadTrouble, "again"): _tries_again,
        (ReadTrouble, "home"): _goes_home,
        (ReadProgress, "answer"): _reads,
        (ReadProgress, "message"): _speaks,
        (ReadProgress, "review"): _asks_review,
        (ReadProgress, "rate"): _rates,
        (ReadProgress, "done"): _goes_home,
        (ReadAnswer, "play"): _plays,
        (ReadAnswer, "stop"): _stops,
        (ReadAnswer, "next"): _turns_on,
        (ReadAnswer, "previous"): _turns_back,
        (ReadAnswer, "done"): _has_read,
        (RateAnswer, "send"): _sends_rating,
        (RateAnswer, "speak"): _speaks,
        (RateAnswer, "back"): _reads_progress,
        (AskReview, "send"): _sends_review,
        (AskReview, "speak"): _speaks,
        (AskReview, "back"): _reads_progress,
        (ReadRated, "done"): _reads_progress,
    }
