"""Whatever a hand touches and whatever the edge says while somebody looks for an answer.

Nothing is shown that was not told, nothing is said to be kept that is not, and nothing is left behind.
"""

from dataclasses import fields
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.flows.answer.flow import AnswerFlow
from kiosk.flows.answer.steps import RATINGS, ReadAnswer, ReadProgress, ReadRated
from kiosk.flows.case import Case, Stage
from kiosk.flows.step import HOME, Destination, EdgeGone, FlowName, Turn
from kiosk.flows.steps import STEPS
from kiosk.flows.surroundings import Surroundings
from tests.kiosk.cast import ANSWER, CODE, OFFICE, POINT
from tests.kiosk.scenes.answer import ANSWERED, CLOSED, RECEIVED
from wire import port
from wire.ids import AskId, PetitionId

_CHOICES = sorted(
    {choice for step, folder in STEPS.items() if folder == "answer" for choice in step.choices} - {"leave"}
)
_ITEMS = (*"0123456789", *RATINGS, "", "x")
_REPLIES = (
    port.Reply(text=ANSWER, office=OFFICE, written_at_ms=1),
    port.Reply(text="", office=OFFICE, written_at_ms=2, spoken=True),
)
_ABOUT = ("AskAnswer", "StartDraft", "SubmitDraft", "PlayReply", "Say")


class AnyAnswer(RuleBasedStateMachine):
    """A hand and an edge, both without sense."""

    def __init__(self) -> None:
        super().__init__()
        self.around = Surroundings(POINT)
        self.around.hears(port.Welcome(terminal_id="t001", point=POINT, birth=1, picture_path="/nowhere"))
        self.begins()

    def begins(self) -> None:
        self.flow = AnswerFlow(self.around, Destination(FlowName.ANSWER))
        self.asked: list[port.Request] = []
        self.told = False
        """Whether the edge answered the question that was asked last."""
        self.submitted: set[PetitionId] = set()
        self.turn = self.flow.begins()

    @property
    def ask_id(self) -> AskId:
        return next((one.ask_id for one in reversed(self.asked) if isinstance(one, port.AskAnswer)), AskId(""))

    @property
    def word(self) -> PetitionId:
        return next(
            (one.petition_id for one in reversed(self.asked) if isinstance(one, port.SubmitDraft)), PetitionId("")
        )

    def takes(self, turn: Turn) -> None:
        self.turn = turn
        self.told = self.told and not any(isinstance(one, port.AskAnswer | port.ForgetAnswer) for one in turn.requests)
        self.asked += turn.requests
        if turn.to is not None:
            self.ends(turn.to)

    def ends(self, to: Destination) -> None:
        """Home, or into a petition that follows; whichever it is, the edge forgets."""
        carried = to.carried
        if isinstance(carried, Case):
            assert (carried.follows, carried.code) == (True, CODE)
        else:
            assert to == HOME
        self.asked += self.flow.leaves()
        asked = {one.ask_id for one in self.asked if isinstance(one, port.AskAnswer)}
        forgotten = {one.ask_id for one in self.asked if isinstance(one, port.ForgetAnswer)}
        assert self.ask_id in forgotten or not asked
        assert CODE not in repr(vars(self.flow) | {"_step": None})
        self.begins()

    @rule(choice=st.sampled_from(_CHOICES), item=st.sampled_from(_ITEMS))
    def touches(self, choice: str, item: str) -> None:
        if choice in self.turn.step.choices:
            self.takes(self.flow.does(choice, item))

    @rule()
    def types_the_code(self) -> None:
        for choice, item in (("clear", ""), *(("digit", one) for one in CODE), ("ask", "")):
            if choice in self.turn.step.choices:
                self.takes(self.flow.does(choice, item))

    @rule(replies=st.integers(0, 2), progress=st.sampled_from((RECEIVED, ANSWERED, CLOSED, None)), mine=st.booleans())
    def finds(self, replies: int, progress: Any, mine: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        before = self.turn.step.name()
        ask_id = self.ask_id if mine and self.ask_id else AskId("e" * 32)
        found = port.AnswerFound(ask_id=ask_id, replies=list(_REPLIES[:replies]), progress=progress)
        self.told = self.told or (mine and before == "ask_county")
        self.takes(self.flow.hears(found))

    @rule(about=st.sampled_from(_ABOUT), reason=st.sampled_from(get_args(port.SorryReason)), wait=st.integers(0, 60))
    def is_sorry(self, about: str, reason: Any, wait: int) -> None:
        self.takes(self.flow.hears(port.Sorry(about=about, reason=reason, retry_after_s=wait)))

    @rule(kind=st.sampled_from((port.Submitted, port.Receipted, port.PetitionRefused)), mine=st.booleans())
    def tells_of_a_word(self, kind: Any, mine: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        one = self.word if mine else PetitionId("f" * 32)
        facts: dict[Any, dict[str, Any]] = {
            port.Submitted: {"total_bytes": 9},
            port.Receipted: {"received_at_ms": 1},
            port.PetitionRefused: {"reason": "conflict", "permanent": True},
        }
        if mine and self.word:
            self.submitted.add(one)
        self.takes(self.flow.hears(kind(petition_id=one, **facts[kind])))

    @rule(gone=st.booleans())
    def the_edge_comes_or_goes(self, gone: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        back = port.Welcome(terminal_id="t001", point=POINT, birth=2, picture_path="/nowhere")
        event = EdgeGone() if gone else back
        self.around.hears(event)
        self.takes(self.flow.hears(event))

    @rule(seconds=st.sampled_from((1.0, 50.0)))
    def time_goes_by(self, seconds: float) -> None:
        self.takes(self.flow.waits(seconds))

    @invariant()
    def the_step_has_a_screen(self) -> None:
        assert type(self.turn.step) in STEPS

    @invariant()
    def nothing_is_read_that_was_not_told(self) -> None:
        assert self.told or not isinstance(self.turn.step, ReadAnswer | ReadProgress | ReadRated)

    @invariant()
    def nothing_is_said_to_be_kept_that_is_not(self) -> None:
        step = self.turn.step
        assert not isinstance(step, ReadRated) or step.stage is Stage.SAVING or self.word in self.submitted

    @invariant()
    def no_step_after_the_pad_shows_the_code(self) -> None:
        step = self.turn.step
        if step.name() != "enter_code":
            assert all(CODE not in repr(getattr(step, one.name)) for one in fields(step))


AnyAnswer.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAnyAnswer = AnyAnswer.TestCase
