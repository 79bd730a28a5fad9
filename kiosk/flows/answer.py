"""Asking for the county's answer with the sixteen digits of the receipt. Nothing of it outlives the visit."""

from dataclasses import dataclass, replace

from kiosk.flows.lines import set_body
from kiosk.flows.step import (
    HOME,
    Destination,
    EdgeGone,
    Heard,
    PrivateStep,
    ReadTrouble,
    Step,
    Trouble,
    Turn,
    trouble_from,
)
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.errors import BadCode
from wire.ids import AskId, new_id
from wire.seal.receipt_code import DIGITS, checked_code

_GIVE_UP_S = 45
"""The edge answers sooner; if it does not, the villager is not left waiting."""


@dataclass(frozen=True)
class EnterCode(PrivateStep):
    """A pad of digits. Wrong digits are found here, before anybody is asked."""

    choices = ("digit", "erase", "clear", "ask", "back", "leave")
    digits: str = ""
    trouble: Trouble | None = None
    wait_s: int = 0

    @property
    def complete(self) -> bool:
        return len(self.digits) == DIGITS


@dataclass(frozen=True)
class AskCounty(PrivateStep):
    """The question is on its way."""

    choices = ("back", "leave")
    waiting_s: int = 0


@dataclass(frozen=True)
class ReadAnswer(PrivateStep):
    """One page of an answer."""

    choices = ("next", "previous", "done", "leave")
    office: str
    written_at_ms: int
    lines: tuple[str, ...]
    page: int = 0
    pages: int = 1

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class ReadNoAnswer(PrivateStep):
    """No answer yet, or no such code: the two look alike on purpose."""

    choices = ("again", "done", "leave")


class AnswerFlow:
    """One villager, one code."""

    def __init__(self, around: Surroundings, _to: Destination) -> None:
        self._around = around
        self._step: Step = EnterCode()
        self._digits = ""
        self._ask_id = AskId("")
        self._pages: tuple[ReadAnswer, ...] = ()

    def begins(self) -> Turn:
        return Turn(self._step)

    def does(self, choice: str, item: str) -> Turn:
        match self._step:
            case EnterCode():
                return self._types(self._step, choice, item)
            case ReadAnswer():
                return self._turns(self._step, choice)
            case AskCounty() if choice == "back":
                return self._enters()
            case ReadNoAnswer() | ReadTrouble() if choice == "again":
                return self._enters()
            case ReadNoAnswer() | ReadTrouble() if choice in {"done", "home"}:
                return Turn(self._step, to=HOME)
        return Turn(self._step)

    def _enters(self) -> Turn:
        self._ask_id = AskId("")
        return self._shows(EnterCode(self._digits))

    def _types(self, step: EnterCode, choice: str, item: str) -> Turn:
        changed = {
            "digit": (step.digits + item[:1])[:DIGITS] if item[:1] in set("0123456789") else step.digits,
            "erase": step.digits[:-1],
            "clear": "",
        }
        if choice in changed:
            return self._shows(EnterCode(changed[choice]))
        if choice == "ask" and step.complete:
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
        return replace(self._shows(AskCounty()), requests=(port.AskAnswer(ask_id=self._ask_id, code=code),))

    def _turns(self, step: ReadAnswer, choice: str) -> Turn:
        if choice == "done":
            return Turn(step, to=HOME)
        page = step.page + {"next": 1, "previous": -1}.get(choice, 0)
        return self._shows(self._pages[min(max(page, 0), len(self._pages) - 1)])

    def hears(self, event: Heard) -> Turn:
        if not isinstance(self._step, AskCounty):
            return Turn(self._step)
        match event:
            case EdgeGone():
                return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
            case port.AnswerFound() if event.ask_id == self._ask_id:
                return self._finds(event.replies)
            case port.Sorry() if event.subject_id in {"", self._ask_id} and event.about == "AskAnswer":
                return self._hears_sorry(event)
            case _:
                return Turn(self._step)

    def _hears_sorry(self, event: port.Sorry) -> Turn:
        trouble = trouble_from(event.reason)
        if trouble in {Trouble.BAD_CODE, Trouble.WAIT}:
            return self._shows(EnterCode(self._digits, trouble=trouble, wait_s=event.retry_after_s))
        return self._shows(ReadTrouble(trouble, again=True))

    def _finds(self, replies: list[port.Reply]) -> Turn:
        self._digits = ""
        if not replies:
            return self._shows(ReadNoAnswer())
        paper = self._around.limits.letter
        height = int(paper.height_lines)
        pages = [
            ReadAnswer(office=reply.office, written_at_ms=reply.written_at_ms, lines=lines[at : at + height])
            for reply in reversed(replies)
            if (lines := set_body(reply.text, paper.width_em))
            for at in range(0, len(lines), height)
        ]
        self._pages = tuple(replace(page, page=number, pages=len(pages)) for number, page in enumerate(pages))
        return self._shows(self._pages[0])

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
        return Turn(self._step)

    def leaves(self) -> tuple[port.Request, ...]:
        return ()

    def _shows(self, step: Step) -> Turn:
        self._step = step
        return Turn(step)
