"""Whatever a hand touches and whatever the edge says, in any order: nothing is lost, nothing is left behind."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.flows.case import Case
from kiosk.flows.petition.flow import PetitionFlow
from kiosk.flows.petition.identity import CALLBACKS
from kiosk.flows.petition.kind import COVERS
from kiosk.flows.petition.matter import ELSEWHERE, MATTERS
from kiosk.flows.petition.order import WAYS
from kiosk.flows.step import HOME, Destination, EdgeGone, FlowName, Heard, Step, Turn
from kiosk.flows.steps import STEPS
from kiosk.flows.surroundings import Surroundings
from tests.kiosk.cast import CODE, POINT
from wire import port
from wire.ids import PetitionId, TakeId

_ITEMS = sorted({*MATTERS, *ELSEWHERE, "anonymous", "named", *WAYS, *COVERS, *CALLBACKS, *"0123456789", "", "village"})
_REASONS = ("no_camera", "no_microphone", "disk_full", "draft_unknown", "nothing_recorded", "busy", "failed")
_ABOUT = ("StartPreview", "StartDraft", "StartRecording", "StopRecording", "StartReplay", "SubmitDraft", "Say")
_STATES: tuple[Literal["ready", "missing", "stalled"], ...] = ("ready", "missing", "stalled")


@dataclass
class _Edge:
    """What it was asked, and which drafts it holds for it."""

    asked: list[port.Request] = field(default_factory=list)
    open: set[PetitionId] = field(default_factory=set)
    submitted: set[PetitionId] = field(default_factory=set)

    def hears(self, requests: tuple[port.Request, ...], *, practice: bool) -> None:
        for one in requests:
            self.asked.append(one)
            match one:
                case port.StartDraft():
                    self.open.add(one.petition_id)
                case port.SubmitDraft():
                    assert not practice, "what is practised was sent"
                    self.submitted.add(one.petition_id)
                case port.CancelDraft():
                    self.open.discard(one.petition_id)
                case _:
                    pass


class AnyPetition(RuleBasedStateMachine):
    """A hand and an edge, both without sense."""

    def __init__(self) -> None:
        super().__init__()
        self.around = Surroundings(POINT)
        self.around.equipment = port.Equipment(
            printer="ready", papers_camera=True, counts_faces=True, covers_faces=True
        )
        self.around.hears(port.Welcome(terminal_id="t001", point=POINT, birth=1, picture_path="/nowhere"))
        self.begins(Case())

    def begins(self, case: Case) -> None:
        self.edge, self.kept = _Edge(), False
        self.flow = PetitionFlow(self.around, Destination(FlowName.PETITION, carried=case))
        self.takes(self.flow.begins())

    def takes(self, turn: Turn) -> None:
        self.step = turn.step
        self.edge.hears(turn.requests, practice=self.case.practice)
        if turn.to is not None:
            assert turn.to == HOME
            self.leaves_for(Case())

    def leaves_for(self, following: Case) -> None:
        """Away from here, and another villager comes."""
        stage, one, practice = self.case.stage, self.case.petition_id, self.case.practice
        requests = self.flow.leaves()
        self.edge.hears(requests, practice=practice)
        cancelled = {each.petition_id for each in requests if isinstance(each, port.CancelDraft)}
        if one in self.edge.submitted and stage is not None:
            assert one not in cancelled, "a promise was taken back"
        elif any(isinstance(each, port.StartDraft) and each.petition_id == one for each in self.edge.asked):
            assert not self.case.started or one in cancelled, "something was left behind"
        self.begins(following)

    @property
    def case(self) -> Case:
        return self.flow._case

    @rule(dice=st.integers(0, 1_000), item=st.sampled_from(_ITEMS), own=st.booleans())
    def touches(self, dice: int, item: str, *, own: bool) -> None:
        onward = [choice for choice in self.step.choices if choice not in {"leave", "home"}] or ["leave"]
        choice = onward[dice % len(onward)]
        items = _items_of(self.step) if own else []
        self.takes(self.flow.does(choice, items[dice % len(items)] if items else item))

    @rule(choice=st.text(max_size=8), item=st.text(max_size=3))
    def touches_what_is_not_there(self, choice: str, item: str) -> None:
        if choice not in self.step.choices:
            before = self.step
            self.takes(self.flow.does(choice, item))
            assert self.step == before

    @rule(practice=st.booleans(), assisted=st.booleans(), follows=st.booleans())
    def leaves(self, *, practice: bool, assisted: bool, follows: bool) -> None:
        case = Case(practice=practice, follows=follows, code=CODE if follows else "")
        self.leaves_for(case.with_details(assisted=assisted))

    @rule(seconds=st.sampled_from([1.0, 30.0]))
    def waits(self, seconds: float) -> None:
        self.takes(self.flow.waits(seconds))

    @rule(which=st.integers(0, 12), millis=st.integers(0, 700_000), about=st.sampled_from(_ABOUT), data=st.data())
    def hears(self, which: int, millis: int, about: str, data: st.DataObject) -> None:
        self.told(self._events(millis, about, data)[which])

    @rule(birth=st.integers(1, 3))
    def the_edge_comes_back(self, birth: int) -> None:
        if birth != self.around.birth:
            self.edge.open.clear()
        self.told(EdgeGone())
        self.told(port.Welcome(terminal_id="t001", point=POINT, birth=birth, picture_path="/nowhere"))

    @precondition(lambda self: self.case.started)
    @rule()
    def all_goes_well(self) -> None:
        """What a working edge would say next."""
        newest = self.edge.asked[-1] if self.edge.asked else None
        one = self.case.petition_id
        answers: dict[type[Any], Heard] = {
            port.StartDraft: port.DraftStarted(petition_id=one, code=CODE),
            port.StartPreview: port.PreviewStarted(width=1, height=1),
            port.StartRecording: port.RecordingStarted(petition_id=one, limit_s=600),
            port.StopRecording: port.RecordingStopped(petition_id=one, duration_ms=9000, sealed_bytes=1),
            port.SubmitDraft: port.Submitted(petition_id=one, total_bytes=1),
        }
        if answer := answers.get(type(newest)):
            self.told(answer)

    def told(self, event: Heard) -> None:
        self.around.hears(event)
        self.takes(self.flow.hears(event))

    def _events(self, millis: int, about: str, data: st.DataObject) -> list[Heard]:
        one = self.case.petition_id
        camera, microphone = (data.draw(st.sampled_from(_STATES)) for _ in range(2))
        take = data.draw(st.sampled_from(["", "f" * 32]))
        return [
            port.DraftStarted(petition_id=one, code=CODE),
            port.PreviewStarted(width=1, height=1),
            port.RecordingStarted(petition_id=one, limit_s=millis // 1000),
            port.RecordingProgress(petition_id=one, elapsed_ms=millis, level=0.5, camera=camera, microphone=microphone),
            port.RecordingPaused(petition_id=one),
            port.RecordingStopped(petition_id=one, duration_ms=millis, sealed_bytes=1, take_id=TakeId(take)),
            port.FacesSeen(count=millis % 3),
            port.ReplayEnded(petition_id=one),
            port.EdgeStatus(
                link_up=millis % 2 == 0, waiting_petitions=1, equipment=port.Equipment(room_s=millis // 500)
            ),
            port.Submitted(petition_id=one, total_bytes=1),
            port.Receipted(petition_id=one, received_at_ms=1),
            port.Sorry(about=about, reason=data.draw(st.sampled_from(_REASONS)), subject_id=one),
            EdgeGone(),
        ]

    @invariant()
    def every_step_has_a_screen_and_says_whether_it_is_practice(self) -> None:
        assert type(self.step) in STEPS
        assert self.step.practice == self.case.practice
        assert self.step.private

    @invariant()
    def nothing_is_asked_of_the_edge_before_the_notice_was_read(self) -> None:
        if not self.case.started and not self.edge.open:
            media = (port.StartRecording, port.TakePage, port.KeepWriting)
            of_this = [one for one in self.edge.asked if isinstance(one, media)]
            assert all(one.petition_id != self.case.petition_id for one in of_this)


def _items_of(step: Step) -> list[str]:
    """Ids that stand on it."""
    takes = getattr(step, "takes", ())
    if isinstance(takes, tuple):
        return [take.take_id for _, take in takes]
    return [value for one in fields(step) for value in [getattr(step, one.name)] if isinstance(value, str) and value]


AnyPetition.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAnyPetition = AnyPetition.TestCase
