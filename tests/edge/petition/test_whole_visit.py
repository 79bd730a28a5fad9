"""The villager's whole visit: what is said, shown and written arrives sealed, in order, under one code."""

import logging
import shutil
from types import SimpleNamespace

import pytest

from edge.petition.room import MAX_PAGES
from tests.edge.cast import Cast, until
from tests.edge.petition.pictures import png
from tests.edge.petition.visits import FIRST, NAME, PAGE, SECOND, SHEET, asked, begun, manifest, sent, spoken, visit
from tests.edge.terminal import FaceOnWire, Terminal
from wire import port, topics
from wire.codec import from_json, to_json
from wire.ids import AskId, PageId, PetitionId, ReplyId, TakeId, new_id
from wire.petition.details import MAX_REPRESENTATIVES, Contact, Details, Recusal, SourceRow
from wire.petition.mailbox import MailboxAnswer, Progress, ReplyText, SealedReply
from wire.petition.manifest import Item, PetitionMeta
from wire.seal.age import seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import new_code

DETAILS = Details(
    matter="report",
    contact=Contact(reach="13800000000", callback="neutral"),
    recusal=Recusal(kept_out=("village",), names="村长"),
    protection=True,
    representatives=("王大山", "李二"),
    others=12,
    source=SourceRow(village="东书村", notice_id="n1", title="十月账目", row="修路 3000 元"),
    text="钱没有修路",
)

LONGEST = Details(
    matter="claim",
    contact=Contact(name="王" * 120, reach="1" * 120, callback="neutral"),
    recusal=Recusal(kept_out=("village", "township", "county_office"), names="马" * 120),
    protection=True,
    representatives=("张" * 120,) * MAX_REPRESENTATIVES,
    others=9999,
    source=SourceRow(village="东" * 120, notice_id="n" * 120, title="题" * 120, row="行" * 120),
    text="\u202e字" * 1500,
    assisted=True,
)


def test_takes_pages_and_words_arrive_in_order_with_all_that_was_said_beside_them(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        petition_id, _ = await begun(kiosk)
        await spoken(kiosk, petition_id, FIRST)
        await spoken(kiosk, petition_id, SECOND, "audio")
        await spoken(kiosk, petition_id, FIRST)
        for page_id in (PAGE, SHEET):
            kiosk.ask(port.TakePage(petition_id=petition_id, page_id=page_id))
            await kiosk.hears(port.PageKept)
        kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=NAME, png=png(), about="name"))
        await kiosk.hears(port.PageKept)
        kiosk.ask(port.OrderPages(petition_id=petition_id, page_ids=[NAME, SHEET, PAGE]))
        kiosk.ask(port.DiscardPage(petition_id=petition_id, page_id=PAGE))
        await kiosk.hears(port.PageDiscarded)

        meta = await sent(terminal, kiosk, petition_id, DETAILS)

        assert meta.items == (
            Item(kind="video", parts=2, duration_ms=8000),
            Item(kind="audio", parts=2, duration_ms=8000, voice_changed=True),
            Item(kind="writing", parts=1, about="name"),
            Item(kind="paper", parts=1),
        )
        assert meta.details == DETAILS
        listed = manifest(terminal, petition_id)
        assert listed.reply_recipient == meta.reply_recipient
        assert [part.role for part in listed.parts] == ["media"] * 6 + ["meta"]
        blob, writing = terminal.county.petitions[petition_id].blob, sum(part.length for part in listed.parts[:4])
        assert cast.office.open(blob[writing : writing + listed.parts[4].length]).startswith(png()[:-12])
        assert not list((cast.home / "drafts").iterdir())

    visit(cast, story)


def test_a_later_message_a_review_and_a_rating_go_into_the_same_mailbox(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        first, code = await begun(kiosk)
        await sent(terminal, kiosk, first, Details(matter="claim", text="井坏了"))
        for details in (
            Details(purpose="message", text="还没有修"),
            Details(purpose="review"),
            Details(purpose="rating", rating="poor"),
        ):
            later, told = await begun(kiosk, code=f"{code[:8]} {code[8:]}")
            meta = await sent(terminal, kiosk, later, details)

            assert told == code
            assert (meta.details, meta.items) == (details, ())
            assert manifest(terminal, later).mailbox == manifest(terminal, first).mailbox
            assert meta.reply_recipient == manifest(terminal, first).reply_recipient

    visit(cast, story)


@pytest.mark.parametrize(
    ("details", "follows", "reason"),
    [
        (Details(), False, "nothing_recorded"),
        (Details(matter="claim", text="  \n"), False, "nothing_recorded"),
        (Details(purpose="message"), True, "nothing_recorded"),
        (Details(purpose="review"), False, "nothing_recorded"),
        (Details(purpose="rating"), True, "bad_request"),
        (Details(purpose="rating", rating="good"), False, "bad_request"),
    ],
)
def test_what_says_nothing_is_not_sent(cast: Cast, details: Details, *, follows: bool, reason: str) -> None:
    async def story(_terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk, code=new_code() if follows else "")
        kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=NAME, png=png(), about="name"))
        await kiosk.hears(port.PageKept)
        kiosk.ask(port.SubmitDraft(petition_id=petition_id, details=details))

        assert (await kiosk.hears(port.Sorry)).reason == reason

    visit(cast, story)


def test_sent_twice_with_other_details_the_first_ones_count(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        for words in ("第一次", "第二次", "第三次"):
            kiosk.ask(port.SubmitDraft(petition_id=petition_id, details=Details(text=words)))
        told = [await kiosk.hears(port.Submitted) for _ in range(3)]
        kiosk.ask(port.SubmitDraft(petition_id=petition_id))
        told.append(await kiosk.hears(port.Submitted))

        assert told == [told[0]] * 4
        terminal.connect()
        await terminal.county_answers()
        assert terminal.county.finished == [petition_id]
        kept, parts = terminal.county.petitions[petition_id], manifest(terminal, petition_id).parts
        meta = from_json(cast.office.open(kept.blob[-parts[-1].length :]), PetitionMeta)
        assert meta.details.text == "第一次"

    visit(cast, story)


def test_a_code_that_is_none_begins_nothing(cast: Cast) -> None:
    async def story(_terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id = PetitionId(new_id())
        kiosk.ask(port.StartDraft(petition_id=petition_id, code="1234 5678 9012 3456"))
        assert (await kiosk.hears(port.Sorry)).reason == "bad_code"
        kiosk.ask(port.StartRecording(petition_id=petition_id))

        assert (await kiosk.hears(port.Sorry)).reason == "draft_unknown"

    visit(cast, story)


def test_whoever_leaves_leaves_no_byte_and_no_key(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        await spoken(kiosk, petition_id, FIRST)
        kiosk.ask(port.TakePage(petition_id=petition_id, page_id=PAGE))
        kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=NAME, png=png()))
        kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=SECOND))
        kiosk.ask(port.CancelDraft(petition_id=petition_id))
        await kiosk.hears(port.DraftCancelled)

        assert not list((cast.home / "drafts").iterdir())
        for request in (
            port.ShowPage(petition_id=petition_id, page_id=PAGE),
            port.StartReplay(petition_id=petition_id),
            port.SubmitDraft(petition_id=petition_id, details=Details(text="x")),
        ):
            kiosk.ask(request)
            assert (await kiosk.hears(port.Sorry)).reason == "draft_unknown"
        kiosk.ask(port.CancelDraft(petition_id=petition_id))
        await kiosk.hears(port.DraftCancelled)
        assert terminal.studio.shown == b"" or not terminal.studio.previewing

    visit(cast, story)


def test_the_reply_is_heard_until_the_villager_goes(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        petition_id, code = await begun(kiosk)
        meta = await sent(terminal, kiosk, petition_id, Details(text="井坏了"))
        progress = Progress(stage="answered", received_at_ms=5, answered_at_ms=9, review_until="2026-12-20")
        words = ReplyText(text="井已修好", office="柳河镇", written_at_ms=7, voice=b"webm of an officer")
        reply = SealedReply(
            reply_id=ReplyId(new_id()),
            sealed=seal(padded_json(to_json(words)), [meta.reply_recipient]),
            written_at_ms=7,
        )
        ask_id = AskId(new_id())
        kiosk.ask(port.AskAnswer(ask_id=ask_id, code=code))
        question = await asked(terminal)
        answer = MailboxAnswer(
            ask_id=question.ask_id,
            replies=[reply],
            progress=seal(padded_json(to_json(progress)), [manifest(terminal, petition_id).reply_recipient]),
        )
        terminal.link.hear(topics.topic(topics.ANSWER, "t001", ask_id), to_json(answer))

        found = await kiosk.hears(port.AnswerFound)
        assert found.progress == progress
        assert found.replies == [port.Reply(text="井已修好", office="柳河镇", written_at_ms=7, spoken=True)]
        kiosk.ask(port.PlayReply(ask_id=ask_id, at=0))
        assert (await kiosk.hears(port.SayingStarted)).say_id == ask_id
        assert terminal.speech.played == [b"webm of an officer"]
        kiosk.ask(port.ForgetAnswer(ask_id=ask_id))
        assert (await kiosk.hears(port.SayingEnded)).say_id == ask_id
        kiosk.ask(port.PlayReply(ask_id=ask_id, at=0))
        assert (await kiosk.hears(port.Sorry)).reason == "no_voice"

    visit(cast, story)


def test_the_county_s_throttle_is_told_as_a_wait(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        await until(lambda: terminal.agent.status().link_up)
        kiosk.ask(port.AskAnswer(ask_id=AskId(new_id()), code=new_code()))
        question = await asked(terminal)
        answer = MailboxAnswer(ask_id=question.ask_id, replies=[], retry_after_s=44)
        terminal.link.hear(topics.topic(topics.ANSWER, "t001", question.ask_id), to_json(answer))

        told = await kiosk.hears(port.Sorry)
        assert (told.reason, told.retry_after_s, told.subject_id) == ("wait", 44, question.ask_id)

    visit(cast, story)


def test_no_line_of_the_log_tells_code_words_or_names(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    codes: list[str] = []

    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        petition_id, code = await begun(kiosk)
        codes.append(code)
        await spoken(kiosk, petition_id, FIRST)
        kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=NAME, png=b"canary-picture"))
        await kiosk.hears(port.Sorry)
        kiosk.ask(port.Say(say_id="s", prompts=["digit.7"], text="canary-spoken", private=True))
        await kiosk.hears(port.SayingStarted)
        await sent(terminal, kiosk, petition_id, DETAILS)
        kiosk.ask(port.AskAnswer(ask_id=AskId(new_id()), code=code))
        await asked(terminal)
        kiosk.ask(port.StartDraft(petition_id=PetitionId(new_id()), code=code[:-1] + str((int(code[-1]) + 1) % 10)))
        assert (await kiosk.hears(port.Sorry)).reason == "bad_code"

    visit(cast, story)

    told = caplog.text
    for secret in (codes[0], "canary", "王大山", "13800000000", "钱没有修路", "digit.7"):
        assert secret not in told


def test_the_disk_fills_up_between_takes_and_what_was_said_is_sent(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        await spoken(kiosk, petition_id, FIRST)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4 * 1024 * 1024))
        kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=SECOND))
        assert 0 < (await kiosk.hears(port.RecordingStarted)).limit_s < 20
        kiosk.ask(port.StopRecording(petition_id=petition_id))
        await kiosk.hears(port.RecordingStopped)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=600_000))
        kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=SECOND))
        assert (await kiosk.hears(port.Sorry)).reason == "disk_full"
        assert terminal.agent.status().equipment.room_s == 0

        kiosk.ask(port.SubmitDraft(petition_id=petition_id))
        await kiosk.hears(port.Submitted)

    visit(cast, story)


def test_frames_that_no_kiosk_sends_end_in_a_word_and_no_harm(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        petition_id, _ = await begun(kiosk)
        hostile = (
            port.StartRecording(petition_id=petition_id, take_id=TakeId("../../x")),
            port.TakePage(petition_id=petition_id, page_id=PageId("../../x")),
            port.KeepWriting(petition_id=petition_id, page_id=PAGE, png=bytes(8 * 1024 * 1024)),
            port.KeepWriting(petition_id=petition_id, page_id=PAGE, png=png(60_000, 60_000, pixels=b"")),
            port.StartDraft(petition_id=PetitionId("../x")),
            port.PrintSlip(slip_id="x" * 100_000, png=bytes(1000)),
        )
        for request in hostile:
            kiosk.ask(request)
            told = await kiosk.hears(port.Sorry)
            assert (told.about, told.reason) == (type(request).__name__, "bad_request")
        kiosk.ask(port.OrderPages(petition_id=petition_id, page_ids=[PageId(f"{n:032x}") for n in range(10_000)]))
        kiosk.ask(port.DiscardRecording(petition_id=petition_id, take_id=TakeId("../../x")))
        assert (await kiosk.hears(port.RecordingDiscarded)).take_id == "../../x"

        assert [path.name for path in (cast.home / "drafts").iterdir()] == [petition_id]
        assert not list((cast.home / "drafts" / petition_id).iterdir())
        await spoken(kiosk, petition_id, FIRST)

    visit(cast, story)


def test_a_terminal_that_cannot_cover_says_just_that(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.studio.covers_faces = False
        petition_id, _ = await begun(kiosk)

        kiosk.ask(port.StartPreview(cover_face=True))
        assert (await kiosk.hears(port.Sorry)).reason == "cannot_cover"
        kiosk.ask(port.StartRecording(petition_id=petition_id, take_id=FIRST, cover_face=True))
        assert (await kiosk.hears(port.Sorry)).reason == "cannot_cover"

        await spoken(kiosk, petition_id, FIRST, "audio")

    visit(cast, story)


def test_the_longest_petition_there_can_be_arrives_whole(cast: Cast) -> None:
    async def story(terminal: Terminal, kiosk: FaceOnWire) -> None:
        terminal.connect()
        petition_id, _ = await begun(kiosk)
        for _ in range(10):
            await spoken(kiosk, petition_id, TakeId(new_id()))
        for _ in range(MAX_PAGES):
            kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=PageId(new_id()), png=png()))
            await kiosk.hears(port.PageKept)
        kiosk.ask(port.KeepWriting(petition_id=petition_id, page_id=PageId(new_id()), png=png()))
        assert (await kiosk.hears(port.Sorry)).reason == "petition_full"

        meta = await sent(terminal, kiosk, petition_id, LONGEST)

        assert [item.kind for item in meta.items].count("video") == 10
        assert [item.kind for item in meta.items].count("writing") == MAX_PAGES
        assert meta.details == LONGEST

    visit(cast, story)
