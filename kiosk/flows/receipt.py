"""The code to take home: covered until it is asked for, said digit by digit, printed or not, typed back once.

It is shown only after Submitted, and nowhere again. What follows an earlier petition has no code of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kiosk.flows.case import Case, Stage
from kiosk.flows.chapter import Passage
from kiosk.flows.digits import Pad
from kiosk.flows.sent import further
from kiosk.flows.slip import Slip
from kiosk.flows.step import HOME, EdgeGone, Heard, PrivateStep, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import new_id
from wire.port_words import SorryReason
from wire.seal.receipt_code import DIGITS

_PAD = Pad(DIGITS)
_NO_PAPER: tuple[SorryReason, ...] = ("no_paper", "no_printer")


@dataclass(frozen=True)
class ReadReceipt(PrivateStep):
    """The code to take home, and where the petition is at this moment."""

    choices = ("show", "hide", "say", "silence", "print", "picture", "done", "leave")
    stage: Stage
    code: str = ""
    """Sixteen digits while they are shown, empty while they are hidden."""
    link_up: bool = True
    voice: bool = False
    """Whether the terminal can say them."""
    handset: bool = False
    warned: bool = False
    """Without a handset everybody hears them: that was said, and the next touch says them."""
    saying: bool = False
    printer: bool = False
    paper: str = ""
    """What became of the slip: `printing`, `printed`, `no_paper`, `no_printer` or `failed`."""

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class LookAtSlip(PrivateStep):
    """The slip as a picture, where nothing prints it."""

    choices = ("back", "leave")
    png: bytes = b""

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class TypeBack(PrivateStep):
    """Typed once from paper or memory: whoever can, has it. Which digit is wrong is not said."""

    choices = ("digit", "erase", "clear", "compare", "look", "skip", "leave")
    digits: str = ""
    wrong: bool = False

    @property
    def spoken(self) -> tuple[str, ...]:
        return ("told.typed_wrong",) if self.wrong else super().spoken

    @property
    def complete(self) -> bool:
        return len(self.digits) == DIGITS

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class ReadThanks(PrivateStep):
    """Where it is now, and what happens next and when."""

    choices = ("done", "leave")
    stage: Stage
    link_up: bool = True
    follows: bool = False
    """The old digits still hold."""
    typed: bool = False
    """The digits were typed back without a mistake."""
    asked: bool = False
    """What was said in a formal inquiry."""
    promised: Literal["days", "working_days", "nothing"] = "days"
    """Within fifteen of which somebody is told that it is taken; who gave no name is promised no day."""

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, f"told.{self.stage}")


class ReceiptChapter:
    """The last one: it begins when the petition is kept, and nothing here can lose it."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._step: Step = ReadThanks(Stage.SAVING)
        self._receipt = ReadReceipt(Stage.SAVING)
        self._say_id = self._slip_id = ""

    def begins(self, case: Case) -> Passage:
        stage = case.stage or Stage.SAVING
        if case.follows:
            return self._shows(case, ReadThanks(stage, link_up=self._around.link_up, follows=True))
        equipment = self._around.equipment
        self._receipt = ReadReceipt(
            stage,
            link_up=self._around.link_up,
            voice=self._around.language in equipment.voices,
            handset=equipment.handset,
            printer=equipment.printer == "ready",
        )
        return self._shows(case, self._receipt)

    # What the villager does

    def does(self, case: Case, choice: str, item: str) -> Passage:
        match self._step:
            case ReadReceipt():
                return self._receipt_does(case, choice)
            case TypeBack():
                return self._types(self._step, case, choice=choice, item=item)
            case LookAtSlip() if choice == "back":
                return self._shows(case, self._receipt)
            case ReadThanks() if choice == "done":
                return Passage(self._step, case, to=HOME)
        return self._shows(case, self._step)

    def _receipt_does(self, case: Case, choice: str) -> Passage:
        answers: dict[str, Callable[[Case], Passage]] = {
            "show": lambda case: self._reads(case, code=case.code),
            "hide": lambda case: self._reads(case, code=""),
            "say": self._says,
            "silence": lambda case: self._reads(case, port.Hush(), saying=False),
            "print": self._prints,
            "picture": lambda case: self._shows(case, LookAtSlip(self._slip(case))),
            "done": self._asks_back,
        }
        return answers[choice](case) if choice in answers else self._shows(case, self._step)

    def _asks_back(self, case: Case) -> Passage:
        self._receipt = replace(self._receipt, code="", saying=False)
        return self._shows(case, TypeBack(), *self.leaves(case))

    def _says(self, case: Case) -> Passage:
        if not (self._receipt.handset or self._receipt.warned):
            return self._reads(case, warned=True)
        self._say_id = new_id()
        prompts = [f"digit.{digit}" for digit in case.code]
        said = port.Say(say_id=self._say_id, prompts=prompts, language=self._around.language, private=True)
        return self._reads(case, said, saying=True)

    def _prints(self, case: Case) -> Passage:
        if case.practice or self._receipt.paper in {"printing", "printed"}:
            return self._shows(case, self._receipt)
        self._slip_id = new_id()
        return self._reads(case, port.PrintSlip(slip_id=self._slip_id, png=self._slip(case)), paper="printing")

    def _slip(self, case: Case) -> bytes:
        day = datetime.now().astimezone().date().isoformat() if self._around.clock_trusted else ""
        slip = Slip(kind="number", code=case.code, day=day)
        return self._around.draws_slip(slip, self._around.equipment.slip_width_px)

    def _types(self, step: TypeBack, case: Case, *, choice: str, item: str) -> Passage:
        typed = _PAD.typed(step.digits, choice, item)
        if typed is not None:
            return self._shows(case, TypeBack(typed))
        if choice == "look":
            return self._reads(case, code=case.code)
        if choice == "compare" and step.complete and step.digits != case.code:
            return self._shows(case, TypeBack(wrong=True))
        if choice == "skip" or (choice == "compare" and step.complete):
            return self._shows(case, self._thanks(case, typed=choice == "compare"))
        return self._shows(case, step)

    def _thanks(self, case: Case, *, typed: bool) -> ReadThanks:
        days: Literal["days", "working_days"] = "working_days" if case.details.matter == "report" else "days"
        return ReadThanks(
            case.stage or Stage.SAVING,
            link_up=self._around.link_up,
            typed=typed,
            asked=case.asked,
            promised="nothing" if case.anonymous else days,
        )

    # What it hears

    def hears(self, case: Case, event: Heard) -> Passage:
        case = replace(case, stage=further(case.stage or Stage.SAVING, event)) if case.stage else case
        match event:
            case port.SayingEnded() if event.say_id == self._say_id:
                return self._told(case, saying=False)
            case port.SlipPrinted() if event.slip_id == self._slip_id:
                return self._told(case, paper="printed")
            case port.Sorry():
                return self._hears_sorry(case, event)
            case EdgeGone():
                # what it was printing or saying ended with it
                paper = "failed" if self._receipt.paper == "printing" else self._receipt.paper
                return self._told(case, paper=paper, saying=False)
        return self._at(case)

    def _hears_sorry(self, case: Case, event: port.Sorry) -> Passage:
        if event.about == "PrintSlip":
            return self._told(case, paper=event.reason if event.reason in _NO_PAPER else "failed")
        if event.about == "Say":
            return self._told(case, saying=False, voice=self._receipt.voice and event.reason != "no_voice")
        return self._shows(case, self._step)

    def _at(self, case: Case) -> Passage:
        """Where the petition is, told on whichever page says so."""
        if isinstance(self._step, ReadThanks):
            self._step = replace(self._step, stage=case.stage or self._step.stage, link_up=self._around.link_up)
        return self._told(case, stage=case.stage or self._receipt.stage, link_up=self._around.link_up)

    def _told(self, case: Case, **changes: object) -> Passage:
        """The receipt learns it, also while another page stands before it."""
        standing = self._step is self._receipt
        self._receipt = replace(self._receipt, **changes)  # type: ignore[arg-type]  # fields of ReadReceipt
        return self._shows(case, self._receipt if standing else self._step)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self._shows(case, self._step)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # nothing can be cancelled any more
        return (port.Hush(),) if self._say_id else ()

    # How it answers

    def _reads(self, case: Case, *requests: port.Request, **changes: object) -> Passage:
        self._receipt = replace(self._receipt, **changes)  # type: ignore[arg-type]  # fields of ReadReceipt
        return self._shows(case, self._receipt, *requests)

    def _shows(self, case: Case, step: Step, *requests: port.Request) -> Passage:
        self._step = step
        return Passage(step, case, requests)
