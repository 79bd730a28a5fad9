"""What counts in an inquiry, in every order: two officers, steps that only go forward, pages as they are now."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge.inquiry.deeds import BeginTape, Deed, Draw, EndTape, ToFace, Write
from edge.inquiry.errors import NotReady, OldPage
from edge.inquiry.procedure import Moments, Place, Procedure
from tests.edge.cast import POINT, T001
from tests.edge.inquiry.bureau import OFFICERS
from wire.errors import BadMessage
from wire.ids import CallId, InquiryId
from wire.inquiry import port
from wire.inquiry.log import Fact, LineBack, LineBroke, PageConfirmed, SignatureGiven, StepBegun, VillagerAgreed
from wire.inquiry.sheet import STEPS, Inquirer, InquirySheet
from wire.inquiry.transcript import TranscriptPage

CALL, INQUIRY = CallId("c" * 32), InquiryId("1" * 32)


def sheet(serial: int = 1, **changes: Any) -> InquirySheet:
    first = InquirySheet(call_id=CALL, inquiry_id=INQUIRY, serial=serial, officers=OFFICERS)
    return msgspec.structs.replace(first, **changes)


@dataclass
class Hall:
    """A procedure, and all it wanted done."""

    now: int = 1000
    deeds: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        moments = Moments(lambda: self.now, lambda: self.now - 1000)
        self.procedure = Procedure(sheet(), Place(T001, POINT), moments, recipient="age1...")
        self.settle()

    def settle(self) -> None:
        self.deeds += self.procedure.take()

    def runs(self) -> "Hall":
        self.procedure.agree(agreed=True)
        self.procedure.tape_runs()
        self.settle()
        return self

    def page(self, number: int, version: int) -> None:
        written = TranscriptPage(inquiry_id=INQUIRY, page=number, version=version)
        self.procedure.heard_page(written, digest(number, version))

    def facts(self, *kinds: type[Fact]) -> list[Any]:
        self.settle()
        return [deed.fact for deed in self.deeds if isinstance(deed, Write) and isinstance(deed.fact, kinds or object)]

    def told(self, kind: type) -> list[Any]:
        self.settle()
        return [deed.event for deed in self.deeds if isinstance(deed, ToFace) and isinstance(deed.event, kind)]


def digest(page: int, version: int) -> str:
    return hashlib.sha256(f"{page} {version}".encode()).hexdigest()


def test_nothing_is_recorded_before_the_villager_agrees() -> None:
    hall = Hall()

    hall.procedure.heard_sheet(sheet(2, step="rights"))
    hall.procedure.line_changed(up=False)

    assert hall.facts() == []
    assert not any(isinstance(deed, BeginTape) for deed in hall.deeds)
    assert len(hall.told(port.InquiryAsked)) == 1


def test_who_refuses_ends_it_and_is_told_that_nothing_is_kept() -> None:
    hall = Hall()

    hall.procedure.agree(agreed=False)
    hall.procedure.agree(agreed=True)

    over = hall.told(port.InquiryOver)
    assert [(one.why, one.kept) for one in over] == [("refused", False)]
    assert hall.procedure.tape == "refused"
    assert not any(isinstance(deed, BeginTape) for deed in hall.deeds)


@pytest.mark.parametrize(
    "officers", [(OFFICERS[0], OFFICERS[0]), (OFFICERS[0], Inquirer(name=" ")), (OFFICERS[0], Inquirer(name="李敏 "))]
)
def test_one_officer_under_two_names_is_not_two(officers: tuple[Inquirer, Inquirer]) -> None:
    moments = Moments(lambda: 0, lambda: 0)

    with pytest.raises(BadMessage):
        Procedure(sheet(officers=officers), Place(T001, POINT), moments, recipient="age1...")


def test_other_officers_than_those_who_began_it_are_not_heard() -> None:
    hall = Hall().runs()

    with pytest.raises(BadMessage):
        hall.procedure.heard_sheet(sheet(2, step="rights", officers=(OFFICERS[0], Inquirer(name="mallory"))))

    assert hall.procedure.sheet.step == "credentials"


def test_a_step_is_never_undone_and_one_that_was_passed_over_is_not_claimed() -> None:
    hall = Hall().runs()

    hall.procedure.heard_sheet(sheet(2, step="questions"))
    hall.procedure.heard_sheet(sheet(3, step="rights"))

    assert [fact.step for fact in hall.facts(StepBegun)] == ["credentials", "questions"]
    assert hall.procedure.sheet.step == "questions"


def test_only_a_step_that_has_begun_can_be_understood_and_once() -> None:
    hall = Hall().runs()

    for step in ("signature", "credentials", "credentials"):
        hall.procedure.agree_to_step(step)

    assert [fact.what for fact in hall.facts(VillagerAgreed)] == ["recording", "credentials"]


def test_an_old_page_cannot_be_confirmed() -> None:
    hall = Hall().runs()
    hall.page(1, 1)
    hall.page(1, 3)
    hall.page(1, 2)

    with pytest.raises(OldPage):
        hall.procedure.confirm(1, 1, right=True)
    hall.procedure.confirm(1, 3, right=True)

    assert [(fact.version, fact.sha256) for fact in hall.facts(PageConfirmed)] == [(3, digest(1, 3))]


def test_a_page_that_changed_must_be_confirmed_again_before_signing() -> None:
    hall = Hall().runs()
    hall.procedure.heard_sheet(sheet(2, step="signature", pages=1))
    hall.page(1, 1)
    hall.procedure.confirm(1, 1, right=True)
    hall.page(1, 2)

    with pytest.raises(NotReady):
        hall.procedure.sign("ab" * 32)
    hall.procedure.confirm(1, 2, right=True)
    hall.procedure.sign("ab" * 32)

    assert len(hall.facts(SignatureGiven)) == 1


def test_after_the_signature_no_page_changes_and_none_signs_again() -> None:
    hall = Hall().runs()
    hall.procedure.heard_sheet(sheet(2, step="signature", pages=1))
    hall.page(1, 1)
    hall.procedure.confirm(1, 1, right=True)
    hall.procedure.sign("ab" * 32)

    hall.page(1, 2)
    with pytest.raises(NotReady):
        hall.procedure.confirm(1, 1, right=False)
    with pytest.raises(NotReady):
        hall.procedure.sign("cd" * 32)

    assert hall.procedure.pages.shown[0].page.version == 1


def test_a_broken_line_is_a_gap_in_the_log() -> None:
    hall = Hall().runs()

    hall.now = 3000
    hall.procedure.line_changed(up=False)
    hall.procedure.line_changed(up=False)
    hall.now = 5500
    hall.procedure.line_changed(up=True)

    assert len(hall.facts(LineBroke)) == 1
    assert [fact.out_ms for fact in hall.facts(LineBack)] == [2500]
    assert [(gap.began_ms, gap.ended_ms) for gap in hall.procedure.gaps] == [(2000, 4500)]


def test_the_document_is_drawn_anew_when_the_line_breaks_and_when_it_is_back() -> None:
    hall = Hall().runs()

    hall.procedure.line_changed(up=False)
    hall.settle()
    broken = hall.deeds[-2:]
    hall.procedure.line_changed(up=True)
    hall.settle()

    assert Draw() in broken
    assert hall.deeds.count(Draw()) == 2


@pytest.mark.parametrize(
    ("step", "why", "said"),
    [
        ("end", "villager_left", "done"),
        ("questions", "villager_left", "villager_left"),
        ("end", "disk_full", "disk_full"),
    ],
)
def test_who_hangs_up_at_the_end_has_ended_it(step: str, why: port.InquiryEnd, said: str) -> None:
    hall = Hall().runs()
    hall.procedure.heard_sheet(sheet(2, step=step))

    hall.procedure.end(why)
    hall.procedure.end("line_lost")
    hall.settle()

    assert [deed.why for deed in hall.deeds if isinstance(deed, EndTape)] == [said]


class AnyOrder(RuleBasedStateMachine):
    """Whatever comes, in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = Hall()
        self.serial = 1
        self.signed_pages: tuple[str, ...] | None = None

    @property
    def procedure(self) -> Procedure:
        return self.hall.procedure

    @rule(step=st.sampled_from(STEPS), late=st.integers(0, 3), pages=st.integers(0, 3), over=st.booleans())
    def officers_say(self, step: Any, late: int, pages: int, over: bool) -> None:  # noqa: FBT001
        self.serial += 1
        self.procedure.heard_sheet(sheet(max(1, self.serial - late), step=step, pages=pages, over=over and late == 3))

    @rule(agreed=st.booleans())
    def villager_answers(self, agreed: bool) -> None:  # noqa: FBT001
        self.procedure.agree(agreed=agreed or self.serial % 3 > 0)

    @rule()
    def tape_runs(self) -> None:
        self.procedure.tape_runs()

    @rule(page=st.integers(1, 3), version=st.integers(1, 4))
    def page_comes(self, page: int, version: int) -> None:
        self.hall.page(page, version)

    @rule(page=st.integers(1, 4), version=st.integers(1, 4), right=st.booleans())
    def villager_confirms(self, page: int, version: int, right: bool) -> None:  # noqa: FBT001
        shown = {one.page.page: one.page.version for one in self.procedure.pages.shown}
        try:
            self.procedure.confirm(page, version, right=right)
        except (OldPage, NotReady):
            return
        assert shown[page] == version

    @rule(step=st.sampled_from(STEPS))
    def villager_understands(self, step: Any) -> None:
        self.procedure.agree_to_step(step)

    @rule()
    def villager_signs(self) -> None:
        pages = self.procedure.pages
        try:
            self.procedure.sign("ab" * 32)
        except NotReady:
            return
        assert all(said is not None and said.right for said in map(pages.of, pages.shown))
        self.signed_pages = tuple(shown.sha256 for shown in pages.shown)

    @rule(up=st.booleans())
    def line_changes(self, up: bool) -> None:  # noqa: FBT001
        self.hall.now += 10
        self.procedure.line_changed(up=up)

    @precondition(lambda self: self.hall.now > 1050)
    @rule(why=st.sampled_from(["villager_left", "line_lost", "devices_lost", "screen_stopped"]))
    def it_ends(self, why: port.InquiryEnd) -> None:
        self.procedure.end(why)

    @invariant()
    def steps_only_go_forward(self) -> None:
        steps = [STEPS.index(fact.step) for fact in self.hall.facts(StepBegun)]
        assert steps == sorted(set(steps))

    @invariant()
    def what_was_signed_stays(self) -> None:
        if self.signed_pages is not None:
            assert tuple(shown.sha256 for shown in self.procedure.pages.shown) == self.signed_pages
            assert len(self.hall.facts(SignatureGiven)) == 1

    @invariant()
    def nothing_is_written_without_consent_nor_after_the_end(self) -> None:
        self.hall.settle()
        deeds = self.hall.deeds
        begins = [n for n, deed in enumerate(deeds) if isinstance(deed, BeginTape)]
        ends = [n for n, deed in enumerate(deeds) if isinstance(deed, EndTape)]
        writes = [n for n, deed in enumerate(deeds) if isinstance(deed, Write)]
        assert len(begins) <= 1
        assert len(ends) <= 1
        assert not writes or (begins and begins[0] < writes[0])
        assert not (writes and ends) or writes[-1] < ends[0]
        assert len(self.hall.told(port.InquiryOver)) <= 1

    @invariant()
    def gaps_follow_each_other(self) -> None:
        gaps = self.procedure.gaps
        assert all(gap.ended_ms > gap.began_ms for gap in gaps[:-1])
        assert len(gaps) == len(self.hall.facts(LineBroke))

    @invariant()
    def what_is_told_can_be_sent(self) -> None:
        told = self.procedure.told(segments=0, head="", began_at_ms=0, petition_id=None)
        assert msgspec.json.decode(msgspec.json.encode(told), type=type(told)) == told


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
