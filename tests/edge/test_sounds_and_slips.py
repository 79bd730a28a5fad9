"""Voice, printer and faces at the EdgePort: one sound at a time, one slip an id, one kiosk."""

from tests.edge.cast import Cast, until
from tests.edge.petition.pictures import png
from tests.edge.petition.visits import FIRST, PAGE, begun, spoken, visit
from tests.edge.terminal import FaceOnWire, Terminal
from wire import port
from wire.petition.details import Details


def test_screens_are_read_out_and_a_new_sound_breaks_off_the_old_one(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        kiosk.ask(port.Say(say_id="s1", prompts=["step.choose_matter"]))
        assert (await kiosk.hears(port.SayingStarted)).say_id == "s1"
        petition_id, _ = await begun(kiosk)
        kiosk.ask(port.StartRecording(petition_id=petition_id))
        assert (await kiosk.hears(port.SayingEnded)).say_id == "s1"
        await kiosk.hears(port.RecordingStarted)

        kiosk.ask(port.Say(say_id="s2", prompts=["step.record"]))
        assert (await kiosk.hears(port.Sorry)).reason == "busy"
        kiosk.ask(port.Say(say_id="s3", prompts=["told.two_minutes_left"]))
        assert (await kiosk.hears(port.SayingStarted)).say_id == "s3"
        kiosk.ask(port.StopRecording(petition_id=petition_id))
        await kiosk.hears(port.RecordingStopped)
        kiosk.ask(port.StartReplay(petition_id=petition_id))
        await kiosk.hears(port.ReplayStarted)
        assert not terminal.speech.speaking
        kiosk.ask(port.Say(say_id="s4", prompts=[], text="十月账目"))
        await kiosk.hears(port.ReplayEnded)
        assert (await kiosk.hears(port.SayingStarted)).say_id == "s4"
        kiosk.ask(port.Hush())
        assert (await kiosk.hears(port.SayingEnded)).say_id == "s4"
        kiosk.ask(port.Say(say_id="s5", prompts=["step.home"], language="en"))
        told = await kiosk.hears(port.Sorry)
        assert (told.reason, told.subject_id) == ("no_voice", "s5")

    visit(cast, story)


def test_a_slip_is_printed_once_and_an_empty_printer_is_told(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        for _ in range(2):
            kiosk.ask(port.PrintSlip(slip_id="s1", png=png()))
            assert (await kiosk.hears(port.SlipPrinted)).slip_id == "s1"
        terminal.printer.state = "no_paper"
        kiosk.ask(port.PrintSlip(slip_id="s2", png=png()))
        told = await kiosk.hears(port.Sorry)
        assert (told.reason, told.subject_id) == ("no_paper", "s2")
        assert terminal.agent.status().equipment.printer == "no_paper"
        terminal.printer.state = "ready"
        kiosk.ask(port.PrintSlip(slip_id="s2", png=png()))
        await kiosk.hears(port.SlipPrinted)
        kiosk.ask(port.PrintSlip(slip_id="s3", png=b"no picture"))
        assert (await kiosk.hears(port.Sorry)).reason == "bad_request"

        assert terminal.printer.printed == [png(), png()]

    visit(cast, story)


def test_the_terminal_says_what_it_can_do(cast: Cast) -> None:
    async def story(terminal: Terminal, _kiosk: FaceOnWire) -> None:
        assert terminal.agent.status().equipment == port.Equipment(
            printer="ready",
            slip_width_px=576,
            papers_camera=True,
            counts_faces=True,
            covers_faces=True,
            voices=("zh_CN",),
            reads_text=("zh_CN",),
            handset=True,
            calls=True,
            room_s=600,
        )

    visit(cast, story)


def test_a_face_that_goes_takes_voice_answer_and_draft_with_it(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        kiosk.ask(port.TakePage(petition_id=petition_id, page_id=PAGE))
        await kiosk.hears(port.PageKept)
        kiosk.ask(port.Say(say_id="s1", prompts=["step.home"]))
        await kiosk.hears(port.SayingStarted)

        await kiosk.leave()
        await until(lambda: not terminal.speech.speaking)
        await terminal.agent.features.petitions.abandon_left()

        assert not list((cast.home / "drafts").iterdir())

    visit(cast, story)


def test_the_newer_of_two_faces_is_heard_and_the_older_one_has_left(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=FIRST))
        await kiosk.hears(port.RecordingStarted)
        newer = await terminal.face()

        await until(lambda: kiosk.closed)
        second, _ = await begun(newer)
        await spoken(newer, second, FIRST)
        newer.ask(port.SubmitDraft(petition_id=second))
        await newer.hears(port.Submitted)
        newer.ask(port.SubmitDraft(petition_id=petition_id, details=Details(text="x")))

        assert (await newer.hears(port.Sorry)).reason == "draft_unknown"

    visit(cast, story)
