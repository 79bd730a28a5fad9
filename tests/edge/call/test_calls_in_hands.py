"""What an officer may do with a call, and what a villager may, through the whole edge."""

import asyncio

import pytest

from tests.edge.call.desk import VOICE, Desk, connect, ringing
from tests.edge.cast import T001, Cast, mallory, until
from tests.edge.terminal import record, running
from wire import port, topics
from wire.call import engine as words
from wire.call.signals import AskCallBack, Bye, Invite, Leave, Ring, RingHeard, Seat, Sent
from wire.ids import CallId, new_id

RING = CallId("a" * 32)


def _seat(call_id: CallId, serial: int, **facts: object) -> Seat:
    return Seat(**{"call_id": call_id, "serial": serial, "officer": "李敏", **facts})  # type: ignore[arg-type]  # of a seat


def test_a_held_villager_is_neither_seen_nor_heard_nor_hears(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            media = await connect(desk, kiosk, call_id)

            desk.tells(topics.SEAT, _seat(call_id, 1, held=True))
            assert (await kiosk.hears(port.CallHeld)).held
            assert desk.terminal.studio.hears is not None
            desk.terminal.studio.hears(VOICE)

            await until(lambda: bytes(media.sound) == bytes(len(VOICE)))
            assert media.orders[-1] == words.ShowNear(shown=False)
            assert not desk.terminal.agent.features.calls.is_talking

    asyncio.run(story())


def test_a_call_that_is_handed_on_goes_on_with_the_other_officer(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)

            desk.tells(topics.SEAT, _seat(call_id, 2, officer="赵强", turn=1))

            assert (await kiosk.hears(port.CallTaken)).officer == "赵强"
            await connect(desk, kiosk, call_id, gen=2)

    asyncio.run(story())


def test_what_was_agreed_is_recorded_as_the_officer_has_it_and_ends_with_the_call(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            media, recorder = await connect(desk, kiosk, call_id), desk.terminal.recorder
            desk.tells(topics.SEAT, _seat(call_id, 1, recording="asked"))
            await kiosk.hears(port.RecordingAsked)
            media.says(words.FarHeard(samples=VOICE))
            assert not recorder.far

            kiosk.ask(port.AllowRecording(call_id=call_id, allowed=True))
            assert (await kiosk.hears(port.CallRecording)).on
            await _sends(desk, recording=True)
            media.says(words.FarHeard(samples=VOICE))
            kiosk.ask(port.MuteMe(call_id=call_id, muted=True))
            await kiosk.hears(port.CallSides)
            assert desk.terminal.studio.hears is not None
            desk.terminal.studio.hears(VOICE)
            await until(lambda: bytes(recorder.near) == bytes(len(VOICE)))
            assert recorder.far == VOICE
            assert recorder.looks == [(True, True)]
            kiosk.ask(port.EndCall(call_id=call_id))
            await kiosk.hears(port.CallEnded)

            assert not recorder.running
            assert [one.officer for one in recorder.calls] == ["李敏"]

    asyncio.run(story())


def test_a_recorder_that_ends_by_itself_is_told_to_both(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)
            desk.tells(topics.SEAT, _seat(call_id, 1, recording="asked"))
            await kiosk.hears(port.RecordingAsked)
            kiosk.ask(port.AllowRecording(call_id=call_id, allowed=True))
            await kiosk.hears(port.CallRecording)

            desk.terminal.recorder.fills_the_disk()

            assert not (await kiosk.hears(port.CallRecording)).on
            await _sends(desk, recording=False, refused_recording=True)

    asyncio.run(story())


@pytest.mark.parametrize("ends", ["face", "edge", "officer"])
def test_however_a_call_ends_its_recording_and_its_paper_end_too(cast: Cast, ends: str) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)
            desk.tells(topics.SEAT, _seat(call_id, 1, recording="asked", held=True))
            await kiosk.hears(port.RecordingAsked)
            kiosk.ask(port.AllowRecording(call_id=call_id, allowed=True))
            await kiosk.hears(port.CallRecording)
            kiosk.ask(port.ShowPaper(call_id=call_id, shown=True))
            assert (await kiosk.hears(port.CallSides)).paper
            assert desk.terminal.studio.previewing == "papers"

            if ends == "face":
                await kiosk.leave()
                await desk.hears(topics.LEAVE, Leave)
            elif ends == "edge":
                await desk.terminal.agent.features.calls.close()
                assert (await desk.hears(topics.LEAVE, Leave)).why == "restarted"
            else:
                desk.tells(topics.BYE, Bye(call_id=call_id, why="hung_up"))
                await kiosk.hears(port.CallEnded)

            assert not desk.terminal.recorder.running
            assert desk.terminal.studio.previewing is None
            assert not desk.terminal.agent.features.calls.is_calling

    asyncio.run(story())


def test_a_paper_is_seen_instead_of_the_face_and_the_face_comes_back(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            media = await connect(desk, kiosk, call_id)

            kiosk.ask(port.ShowPaper(call_id=call_id, shown=True))
            assert (await kiosk.hears(port.CallSides)).paper
            await _sends(desk, picture="paper")
            await until(lambda: media.orders[-1] == words.ShowNear(shown=True))
            kiosk.ask(port.ShowPaper(call_id=call_id, shown=False))

            assert not (await kiosk.hears(port.CallSides)).paper
            await _sends(desk, picture="full")
            assert desk.terminal.studio.previewing == "face"

    asyncio.run(story())


def test_without_a_papers_camera_the_face_stays(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)
            desk.terminal.studio.has_papers_camera = False

            kiosk.ask(port.ShowPaper(call_id=call_id, shown=True))

            refused = await kiosk.hears(port.Sorry)
            assert (refused.about, refused.reason, refused.subject_id) == ("ShowPaper", "no_papers_camera", call_id)
            assert desk.terminal.studio.previewing == "face"

    asyncio.run(story())


def test_a_papers_camera_that_is_pulled_out_leads_back_to_the_face(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)
            kiosk.ask(port.ShowPaper(call_id=call_id, shown=True))
            await kiosk.hears(port.CallSides)

            desk.terminal.agent.features.calls.papers_gone()

            assert not (await kiosk.hears(port.CallSides)).paper
            assert (await kiosk.hears(port.Sorry)).reason == "no_papers_camera"
            assert desk.terminal.studio.previewing == "face"

    asyncio.run(story())


def test_whom_nobody_answered_may_be_called_back(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            desk.tells(topics.BYE, Bye(call_id=call_id, why="nobody"))
            assert (await kiosk.hears(port.CallEnded)).why == "nobody"

            kiosk.ask(port.WantCallBack(call_id=call_id))
            assert (await desk.hears(topics.CALL_BACK, AskCallBack)).call_id == call_id
            desk.tells(topics.BYE, Bye(call_id=call_id, why="nobody"))
            desk.tells(topics.BYE, Bye(call_id=call_id, why="nobody", rings_back=True), signer=mallory())
            desk.tells(topics.BYE, Bye(call_id=call_id, why="nobody", rings_back=True))

            assert (await kiosk.hears(port.CallBackKept)).call_id == call_id

    asyncio.run(story())


def test_a_ring_is_answered_by_a_call_that_names_it(cast: Cast) -> None:
    async def story() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, desk = await terminal.face(), Desk(terminal, cast.county)
            await until(lambda: terminal.agent.status().link_up)
            desk.tells(topics.RING, Ring(ring_id=RING, asked_at_ms=7, officer="mallory"), signer=mallory())
            desk.tells(topics.RING, Ring(ring_id=RING, asked_at_ms=7, officer="李敏"))
            assert await kiosk.hears(port.RingsHere) == port.RingsHere(ring_id=RING, asked_at_ms=7, officer="李敏")
            assert (await desk.hears(topics.RING_HEARD, RingHeard)).state == "rings"

            call = port.StartCall(call_id=CallId(new_id()), answers=RING, wanted="township", assisted=True)
            kiosk.ask(call)

            invite = await desk.hears(topics.INVITE, Invite)
            assert (invite.answers, invite.wanted, invite.assisted) == (RING, "township", True)
            desk.tells(topics.RING, Ring(ring_id=RING, asked_at_ms=7, officer="李敏", over=True))
            await connect(desk, kiosk, call.call_id)
            assert not [one for one in terminal.link.published if topics.parse(one.topic).row == topics.RING_HEARD]

    asyncio.run(story())


def test_nothing_rings_into_a_petition_and_a_refusal_is_told(cast: Cast) -> None:
    async def story() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, desk = await terminal.face(), Desk(terminal, cast.county)
            await until(lambda: terminal.agent.status().link_up)
            petition_id = await record(kiosk)
            desk.tells(topics.RING, Ring(ring_id=RING, asked_at_ms=7, officer="李敏"))
            assert (await desk.hears(topics.RING_HEARD, RingHeard)).state == "busy"

            kiosk.ask(port.CancelDraft(petition_id=petition_id))
            await kiosk.hears(port.DraftCancelled)
            desk.tells(topics.RING, Ring(ring_id=RING, asked_at_ms=7, officer="李敏"))
            await kiosk.hears(port.RingsHere)
            assert (await desk.hears(topics.RING_HEARD, RingHeard)).state == "rings"
            kiosk.ask(port.RefuseRing(ring_id=RING))

            await kiosk.hears(port.RingOver)
            assert (await desk.hears(topics.RING_HEARD, RingHeard)).state == "refused"

    asyncio.run(story())


def test_while_an_officer_listens_only_words_about_the_call_are_spoken(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)

            kiosk.ask(port.Say(say_id="s1", prompts=["step.home"]))
            assert (await kiosk.hears(port.Sorry)).reason == "busy"
            kiosk.ask(port.Say(say_id="s2", prompts=["step.agree_to_recording"], text="and a word more"))
            assert (await kiosk.hears(port.Sorry)).reason == "busy"
            kiosk.ask(port.Say(say_id="s3", prompts=["step.agree_to_recording"]))

            assert (await kiosk.hears(port.SayingStarted)).say_id == "s3"

    asyncio.run(story())


def test_the_cameras_are_the_calls_as_long_as_it_lasts(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            await connect(desk, kiosk, call_id)
            kiosk.ask(port.CameraOff(call_id=call_id, off=True))
            assert (await kiosk.hears(port.CallSides)).camera_off

            kiosk.ask(port.StartPreview())

            assert (await kiosk.hears(port.Sorry)).reason == "busy"
            assert desk.terminal.studio.previewing is None

    asyncio.run(story())


def test_a_word_of_another_call_on_this_topic_is_dropped(cast: Cast) -> None:
    async def story() -> None:
        async with ringing(cast) as (desk, kiosk, call_id):
            envelope = desk.sealed(_seat(CallId("d" * 32), 9))

            desk.terminal.link.hear(topics.topic(topics.SEAT, T001, call_id), envelope)
            desk.terminal.link.hear(topics.topic(topics.SEAT, T001, call_id), b"{")

            await connect(desk, kiosk, call_id)
            assert [one for one in kiosk.events if isinstance(one, port.CallTaken)] == []

    asyncio.run(story())


async def _sends(desk: Desk, **facts: object) -> None:
    """The newest word on what is sent says this."""
    for _ in range(5):
        sent = await desk.hears(topics.SENT, Sent)
        if all(getattr(sent, name) == fact for name, fact in facts.items()):
            return
    raise AssertionError(f"never {facts}")
