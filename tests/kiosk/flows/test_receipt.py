"""On the way to the county, and the code to take home, told as visits."""

import pytest

from kiosk.flows.case import Case, Stage
from kiosk.flows.home import Home
from kiosk.flows.petition.sending import Sending
from kiosk.flows.receipt import LookAtSlip, ReadReceipt, ReadThanks, ReceiptChapter, TypeBack
from kiosk.flows.slip import Slip
from kiosk.flows.step import EdgeGone
from kiosk.flows.surroundings import Surroundings
from tests.kiosk.cast import CODE, POINT
from tests.kiosk.flows.story import Story
from wire import port
from wire.petition.details import Contact, Details, Matter

EVERYTHING = port.Equipment(printer="ready", voices=("zh_CN",), handset=True)


def kept(equipment: port.Equipment = EVERYTHING) -> Story:
    """Sealed and on disk, with the digits still covered."""
    story = Story()
    story.visit.around.draws_slip = _drawn
    story.hears(port.EdgeStatus(link_up=True, waiting_petitions=0, equipment=equipment))
    return story.sends().sees(Sending, stage=Stage.KEPT).does("code").sees(ReadReceipt, code="")


def _drawn(slip: Slip, width_px: int) -> bytes:
    return f"{slip.kind} {slip.code} {width_px}".encode()


def received(story: Story) -> Story:
    return story.hears(port.Receipted(petition_id=story.petition, received_at_ms=1))


def test_three_states_are_told_apart_and_never_ahead_of_the_truth() -> None:
    story = Story().records().stops().goes_to_send().sees(Sending, stage=Stage.SAVING)
    one = story.petition

    story.does("code").sees(Sending, stage=Stage.SAVING)
    story.hears(port.UploadProgress(petition_id=one, arrived_bytes=9, total_bytes=9)).sees(Sending, fraction=0.0)
    story.hears(port.Submitted(petition_id=one, total_bytes=9)).sees(Sending, stage=Stage.KEPT)
    story.hears(port.UploadProgress(petition_id=one, arrived_bytes=9, total_bytes=9)).sees(Sending, fraction=1.0)
    story.sees(Sending, stage=Stage.KEPT)

    received(story).sees(ReadReceipt, stage=Stage.RECEIVED)


def test_an_edge_that_goes_while_it_keeps_is_asked_again() -> None:
    story = Story().records().stops().goes_to_send().hears(EdgeGone()).sees(Sending, edge_here=False)

    story.hears(Story.welcome(2))

    assert story.count(port.SubmitDraft) == 2
    story.hears(port.Submitted(petition_id=story.petition, total_bytes=9)).sees(Sending, stage=Stage.KEPT)


def test_who_only_watches_gets_to_the_digits_by_waiting() -> None:
    story = Story().sends()

    story.waits(19).sees(Sending).waits(2).sees(ReadReceipt)


def test_the_digits_are_covered_until_they_are_asked_for() -> None:
    story = kept()

    story.does("show").sees(ReadReceipt, code=CODE).does("hide").sees(ReadReceipt, code="")


def test_the_digits_are_said_one_by_one_into_the_handset() -> None:
    story = kept().does("say").sees(ReadReceipt, saying=True)

    said = story.asks(port.Say)
    assert (said.prompts, said.private) == ([f"digit.{digit}" for digit in CODE], True)
    story.hears(port.SayingEnded(say_id=said.say_id)).sees(ReadReceipt, saying=False)


def test_without_a_handset_a_warning_comes_before_the_digits() -> None:
    story = kept(port.Equipment(voices=("zh_CN",)))

    story.does("say").sees(ReadReceipt, warned=True, saying=False)
    assert not any(
        prompt.startswith("digit.") for one in story.asked if isinstance(one, port.Say) for prompt in one.prompts
    )

    story.does("say").sees(ReadReceipt, saying=True)
    assert story.asks(port.Say).prompts[0] == f"digit.{CODE[0]}"
    story.does("silence").sees(ReadReceipt, saying=False).asks(port.Hush)


def test_a_slip_is_printed_when_it_is_wished_for_and_not_otherwise() -> None:
    story = kept().never_asks(port.PrintSlip).does("print").sees(ReadReceipt, paper="printing").does("print")

    printed = story.asks(port.PrintSlip)
    assert (story.count(port.PrintSlip), printed.png) == (1, f"number {CODE} 384".encode())
    story.hears(port.SlipPrinted(slip_id=printed.slip_id)).sees(ReadReceipt, paper="printed")


@pytest.mark.parametrize("reason", ["no_paper", "no_printer", "failed"])
def test_a_printer_that_cannot_is_said_and_the_slip_is_shown_instead(reason: port.SorryReason) -> None:
    story = kept().does("print")

    story.hears(port.Sorry(about="PrintSlip", reason=reason, subject_id=story.asks(port.PrintSlip).slip_id))

    story.sees(ReadReceipt, paper=reason).does("picture").sees(LookAtSlip).does("back").sees(ReadReceipt)


def test_a_slip_whose_edge_went_away_is_shown_instead() -> None:
    story = kept().does("print").sees(ReadReceipt, paper="printing")

    story.hears(EdgeGone()).sees(ReadReceipt, paper="failed", saying=False)

    story.hears(story.welcome(birth=2)).does("picture").sees(LookAtSlip)


def test_where_no_printer_is_the_slip_is_a_picture() -> None:
    story = kept(port.Equipment()).sees(ReadReceipt, printer=False).does("picture")

    assert CODE.encode() in story.step(LookAtSlip).png
    story.never_asks(port.PrintSlip)


def test_digits_typed_back_without_a_mistake_end_the_visit_well() -> None:
    story = kept().does("show").does("done").sees(TypeBack, digits="")

    story.types(CODE).does("compare").sees(ReadThanks, typed=True).does("done").sees(Home)


def test_a_wrong_digit_is_not_pointed_out_and_one_may_look_again() -> None:
    story = kept().does("done").types(CODE[:15] + "8").does("compare")

    story.sees(TypeBack, digits="", wrong=True).does("look").sees(ReadReceipt, code=CODE)
    story.does("done").types(CODE).does("compare").sees(ReadThanks, typed=True)


def test_typing_back_may_be_skipped_and_half_a_code_is_not_compared() -> None:
    story = kept().does("done").types(CODE[:8]).does("compare").sees(TypeBack, wrong=False, digits=CODE[:8])

    story.does("skip").sees(ReadThanks, typed=False)


def test_a_receipt_that_comes_late_is_told_on_whatever_page_stands() -> None:
    received(kept()).sees(ReadReceipt, stage=Stage.RECEIVED)

    received(kept().does("done").does("skip")).sees(ReadThanks, stage=Stage.RECEIVED)

    story = received(kept().does("done").sees(TypeBack)).sees(TypeBack)
    story.does("skip").sees(ReadThanks, stage=Stage.RECEIVED)


def test_a_link_that_breaks_is_told_calmly() -> None:
    story = kept()

    story.hears(port.EdgeStatus(link_up=False, waiting_petitions=1)).sees(ReadReceipt, link_up=False)

    story.hears(EdgeGone()).sees(ReadReceipt)


def test_a_petition_that_the_county_does_not_take_is_said() -> None:
    story = kept()
    refused = port.PetitionRefused(petition_id=story.petition, reason="conflict", permanent=True)

    story.hears(refused).sees(ReadReceipt, stage=Stage.REFUSED).does("done").does("skip")

    story.sees(ReadThanks, stage=Stage.REFUSED)


def test_what_follows_shows_no_new_code() -> None:
    chapter = ReceiptChapter(Surroundings(POINT))

    passage = chapter.begins(Case(code=CODE, follows=True, started=True, stage=Stage.KEPT))

    assert passage.step == ReadThanks(Stage.KEPT, follows=True, link_up=False)
    assert CODE not in repr(passage.step)


def test_nothing_of_the_code_outlives_the_visit() -> None:
    story = kept().does("show").does("leave")

    assert CODE not in repr(story.visit.step)
    assert CODE not in repr(vars(story.visit))


@pytest.mark.parametrize(
    ("matter", "contact", "promised"),
    [
        ("claim", Contact(name="王大山"), "days"),
        ("suggestion", Contact(name="王大山"), "days"),
        ("report", Contact(name="王大山"), "working_days"),
        ("report", None, "nothing"),
        ("claim", None, "nothing"),
    ],
)
def test_a_day_is_promised_as_the_rules_of_the_matter_have_it(
    matter: Matter, contact: Contact | None, promised: str
) -> None:
    chapter = ReceiptChapter(Surroundings(POINT))
    case = Case(code=CODE, started=True, stage=Stage.KEPT, details=Details(matter=matter, contact=contact))
    chapter.begins(case)
    chapter.does(case, "done", "")

    thanks = chapter.does(case, "skip", "").step

    assert isinstance(thanks, ReadThanks)
    assert thanks.promised == promised
