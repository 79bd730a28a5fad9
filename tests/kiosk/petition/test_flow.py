"""What is the same in every chapter: leaving, an edge that goes away, trouble, practice, and coming from elsewhere."""

import pytest

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName
from kiosk.flows.help import begun_from_help
from kiosk.flows.home import Home
from kiosk.flows.petition.flow import CHAPTERS, PetitionFlow
from kiosk.flows.petition.kind import ChooseKind
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.petition.order import after, before, first
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.petition.recording_steps import FaceCamera, Record, Review
from kiosk.flows.petition.sending import Sending
from kiosk.flows.step import HOME, Destination, EdgeGone, FlowName, ReadTrouble, Trouble
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import CODE, POINT
from tests.kiosk.flows.story import Story
from wire import port
from wire.ids import PetitionId


def test_a_villager_sends_an_unnamed_video_petition() -> None:
    story = Story().sees(Home).records(61).stops(61).sees(Review, duration_ms=61_000)

    story.goes_to_send().sees(Sending)

    sent = story.asks(port.SubmitDraft)
    assert (sent.petition_id, sent.details.matter, sent.details.contact) == (story.petition, "report", None)
    story.hears(port.Submitted(petition_id=story.petition, total_bytes=1000))
    story.never_asks(port.CancelDraft)


@pytest.mark.parametrize("moment", ["kind", "camera", "record", "review"])
def test_leaving_now_throws_the_draft_away(moment: str) -> None:
    story = Story()
    ways = {"kind": story.agrees, "camera": story.faces_the_camera, "record": story.records}
    ways.get(moment, lambda: story.records().stops())()

    story.does("leave")

    story.sees(Home)
    told = [type(one) for one in story.asked if isinstance(one, port.StopReplay | port.StopPreview | port.CancelDraft)]
    assert told[-1] is port.CancelDraft
    assert story.asks(port.CancelDraft).petition_id == story.petition
    assert CODE not in repr(vars(story.visit))


def test_leaving_before_there_is_a_draft_tells_the_edge_nothing() -> None:
    story = Story().says_what_it_is().does("leave")

    story.never_asks(port.CancelDraft).never_asks(port.StartDraft)


def test_leaving_after_the_wish_to_send_does_not_take_it_back() -> None:
    story = Story().records().stops().goes_to_send().does("leave")

    story.never_asks(port.CancelDraft)


def test_nobody_there_ends_the_draft_after_a_warning() -> None:
    story = Story().faces_the_camera()

    story.waits(90).sees(StillThere, private=True).waits(31)

    story.asks(port.CancelDraft)


def test_a_touch_on_the_warning_goes_on_where_it_was() -> None:
    story = Story().faces_the_camera().waits(95).sees(StillThere)

    story.does("stay")

    story.sees(FaceCamera).never_asks(port.CancelDraft)


def test_a_restarted_edge_has_lost_the_draft_but_what_was_chosen_is_still_there() -> None:
    story = Story().records().hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE, again=False)
    before_it = story.petition

    story.hears(Story.welcome(birth=2)).sees(ReadTrouble, trouble=Trouble.DRAFT_LOST, again=True)

    story.does("again").sees(ReadPrivacy).does("agree").sees(ChooseKind)
    assert story.petition != before_it
    assert _case(story).details.matter == "report"
    assert not _case(story).takes


def test_an_edge_that_was_only_out_of_reach_still_has_what_was_recorded() -> None:
    story = Story().records().stops(12).hears(EdgeGone()).sees(ReadTrouble, trouble=Trouble.EDGE_GONE)

    story.hears(Story.welcome(birth=1))

    story.sees(Review, duration_ms=12_000)


def test_an_edge_that_goes_before_the_draft_changes_nothing() -> None:
    story = Story().says_what_it_is().does("identity", "named").hears(EdgeGone()).sees(ReadPrivacy)

    story.hears(Story.welcome(birth=2)).sees(ReadPrivacy)


def test_a_draft_that_the_edge_does_not_know_is_lost() -> None:
    story = Story().records().stops().goes_to_send().hears(EdgeGone()).sees(Sending, edge_here=False)
    story.hears(Story.welcome(birth=2))
    assert story.count(port.SubmitDraft) == 2

    story.hears(port.Sorry(about="SubmitDraft", reason="draft_unknown", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.DRAFT_LOST)


def test_a_late_word_about_a_replay_does_not_lose_what_is_being_kept() -> None:
    story = Story().records().stops().does("replay").goes_to_send()

    story.hears(port.Sorry(about="StopReplay", reason="draft_unknown", subject_id=story.petition)).sees(Sending)

    story.never_asks(port.CancelDraft)


def test_nothing_is_sorry_about_what_is_kept() -> None:
    story = Story().sends()

    story.hears(port.Sorry(about="SubmitDraft", reason="disk_full", subject_id=story.petition)).sees(Sending)


def test_a_disk_that_fills_at_the_last_moment_can_be_tried_again_with_the_same_recording() -> None:
    story = Story().records().stops().goes_to_send()
    story.hears(port.Sorry(about="SubmitDraft", reason="disk_full", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.DISK_FULL).does("again").sees(Sending)

    assert story.asks(port.SubmitDraft).petition_id == story.petition
    assert (story.count(port.SubmitDraft), story.count(port.StartDraft)) == (2, 1)


def test_who_gives_up_on_a_full_disk_leaves_nothing_there() -> None:
    story = Story().records().stops().goes_to_send()
    story.hears(port.Sorry(about="SubmitDraft", reason="disk_full", subject_id=story.petition))

    story.does("home").sees(Home)

    assert story.asks(port.CancelDraft).petition_id == story.petition


def test_a_recording_that_cannot_be_sent_is_made_anew() -> None:
    story = Story().records().stops().goes_to_send()
    story.hears(port.Sorry(about="SubmitDraft", reason="nothing_recorded", subject_id=story.petition))

    story.sees(ReadTrouble, trouble=Trouble.NOTHING_RECORDED).does("again").sees(ChooseKind)


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        ("no_camera", Trouble.NO_CAMERA),
        ("no_microphone", Trouble.NO_MICROPHONE),
        ("camera_lost", Trouble.CAMERA_LOST),
        ("busy", Trouble.BUSY),
        ("bad_request", Trouble.FAILED),
    ],
)
def test_what_is_missing_is_a_sentence_and_can_be_tried_again(reason: port.SorryReason, trouble: Trouble) -> None:
    story = Story().agrees().does("kind", "video").does("cover", "plain")

    story.hears(port.Sorry(about="StartPreview", reason=reason)).sees(ReadTrouble, trouble=trouble, again=True)

    story.does("again").sees(FaceCamera)
    assert (story.count(port.StartDraft), story.count(port.StartPreview)) == (1, 2)


def test_what_ends_while_a_sentence_of_trouble_stands_is_kept_after_all() -> None:
    story = Story().records().hears(port.Sorry(about="StopRecording", reason="failed"))
    story.sees(ReadTrouble, trouble=Trouble.FAILED)

    story.hears(story.stopped(9, "devices_lost"))

    story.sees(Review, duration_ms=9000)


def test_news_of_another_petition_is_not_for_this_villager() -> None:
    story = Story().records()

    other = port.RecordingStopped(petition_id=PetitionId("f" * 32), duration_ms=9, sealed_bytes=1)
    story.hears(other).sees(Record)


def test_what_is_practised_says_so_on_every_step_and_is_cancelled_at_the_end() -> None:
    to = begun_from_help("practice")
    assert to is not None
    flow = PetitionFlow(_around(), to)
    assert flow.begins().step == ChooseMatter(practice=True)

    for choice, item in (("matter", "claim"), ("none", ""), ("identity", "anonymous"), ("agree", "")):
        assert flow.does(choice, item).step.practice

    assert port.CancelDraft in {type(one) for one in flow.leaves()}


def test_a_case_from_elsewhere_is_taken_up() -> None:
    case = Case(follows=True, code=CODE).with_details(purpose="message")
    flow = PetitionFlow(_around(), Destination(FlowName.PETITION, carried=case))

    assert type(flow.begins().step) is ReadPrivacy
    (started,) = [one for one in flow.does("agree", "").requests if isinstance(one, port.StartDraft)]

    assert (started.code, started.petition_id) == (CODE, case.petition_id)


def test_every_chapter_has_something_after_it_and_a_way_back() -> None:
    for case in (Case(), Case(follows=True), Case(started=True)):
        for name in ChapterName:
            if name is not ChapterName.RECEIPT:
                assert after(name, case) in ChapterName
            if name not in {ChapterName.SENDING, ChapterName.RECEIPT}:
                assert before(name, case) in {*ChapterName, HOME}
        assert before(first(case), case) == HOME
    assert set(CHAPTERS) == set(ChapterName)


def _case(story: Story) -> Case:
    case = story.visit._flow._case  # type: ignore[attr-defined]  # the flow of a petition
    assert isinstance(case, Case)
    return case


def _around() -> Surroundings:
    around = Surroundings(POINT)
    around.hears(Story.welcome())
    return around
