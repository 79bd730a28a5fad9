"""The code that a villager took home leads to the answer, at any time, and to nobody else's."""

import asyncio

from tests.edge.cast import Cast
from tests.edge.terminal import record, running
from wire import port
from wire.codec import from_json, to_json
from wire.ids import AskId, PetitionId, ReplyId, new_id
from wire.petition.mailbox import ReplyText, SealedReply
from wire.petition.manifest import Manifest, PetitionMeta
from wire.seal.age import seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import code_keys, new_code


def test_the_villager_reads_the_answer_with_the_code(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast, derive=code_keys) as terminal:
            terminal.connect()
            kiosk = await terminal.face()
            petition_id = PetitionId(new_id())
            kiosk.ask(port.StartDraft(petition_id=petition_id))
            code = (await kiosk.hears(port.DraftStarted)).code
            await record(kiosk, petition_id)
            kiosk.ask(port.SubmitDraft(petition_id=petition_id))
            await kiosk.hears(port.Submitted)
            await terminal.county_answers()

            kept = terminal.county.petitions[petition_id]
            manifest = from_json(kept.offer.manifest.payload, Manifest)
            meta = from_json(cast.office.open(kept.blob[-manifest.parts[-1].length :]), PetitionMeta)
            words = padded_json(to_json(ReplyText(text="井已修好", office="柳河镇", written_at_ms=7)))
            reply = SealedReply(reply_id=ReplyId(new_id()), sealed=seal(words, [meta.reply_recipient]), written_at_ms=7)
            terminal.county.mailboxes[manifest.mailbox] = [reply]
            kiosk.ask(port.AskAnswer(ask_id=AskId(new_id()), code=code))
            await terminal.county_answers_until(kiosk, port.AnswerFound)

            found = await kiosk.hears(port.AnswerFound)
            assert found.replies == [port.Reply(text="井已修好", office="柳河镇", written_at_ms=7)]

    asyncio.run(visit())


def test_without_a_link_and_with_a_wrong_code_the_villager_is_told_which(cast: Cast) -> None:
    async def visit() -> None:
        async with running(cast) as terminal:
            kiosk = await terminal.face()
            kiosk.ask(port.AskAnswer(ask_id=AskId(new_id()), code="1234 5678"))
            assert (await kiosk.hears(port.Sorry)).reason == "bad_code"

            ask_id = AskId(new_id())
            kiosk.ask(port.AskAnswer(ask_id=ask_id, code=new_code()))

            told = await kiosk.hears(port.Sorry)
            assert (told.reason, told.subject_id) == ("link_down", ask_id)

    asyncio.run(visit())
