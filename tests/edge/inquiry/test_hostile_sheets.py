"""Whatever comes down instead of what should: it changes nothing, and the inquiry goes on."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.edge.cast import Cast, mallory, until
from tests.edge.inquiry.bureau import OFFICERS, Bureau
from tests.edge.terminal import FaceOnWire, running
from wire import port, topics
from wire.codec import to_json
from wire.ids import CallId, InquiryId, new_id
from wire.inquiry.sheet import Inquirer, InquiryPage
from wire.inquiry.transcript import TranscriptPage
from wire.seal.age import DraftIdentity, seal

Story = Callable[[Bureau, FaceOnWire], Awaitable[None]]


def plays(cast: Cast, story: Story) -> None:
    async def play() -> None:
        async with running(cast) as terminal:
            terminal.connect()
            kiosk, bureau = await terminal.face(), Bureau(terminal)
            await bureau.takes_the_call(kiosk)
            await story(bureau, kiosk)

    asyncio.run(play())


def heard_of(bureau: Bureau) -> bool:
    topic = topics.topic(topics.INQUIRY_TOLD, "t001", bureau.call_id)
    return any(one.topic == topic for one in bureau.terminal.link.published)


def test_a_sheet_that_cannot_be_believed_begins_nothing(cast: Cast) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        bureau.says(bureau.sheet(), by=mallory())
        bureau.says(bureau.sheet(call_id=CallId(new_id())))
        bureau.says(bureau.sheet(officers=(OFFICERS[0], Inquirer(name="李敏"))))
        bureau.says(bureau.sheet(over=True))
        topic = topics.topic(topics.INQUIRY, "t001", bureau.call_id)
        for payload in (b"", b"{}", b"\xff" * 40, to_json(bureau.sheet())):
            bureau.terminal.link.hear(topic, payload)
        await asyncio.sleep(0.05)

        assert not any(isinstance(event, port.InquiryAsked) for event in kiosk.events)
        assert not heard_of(bureau)

    plays(cast, story)


def test_a_sheet_of_a_call_that_is_over_begins_nothing(cast: Cast) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        kiosk.ask(port.EndCall(call_id=bureau.call_id))
        await kiosk.hears(port.CallEnded)

        bureau.says(bureau.sheet())
        await asyncio.sleep(0.05)

        assert not heard_of(bureau)

    plays(cast, story)


def test_a_second_inquiry_waits_for_the_first(cast: Cast) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        bureau.says(bureau.sheet())
        await kiosk.hears(port.InquiryAsked)

        bureau.says(bureau.sheet(inquiry_id=InquiryId(new_id())))
        await asyncio.sleep(0.05)

        assert not any(isinstance(event, port.InquiryAsked) for event in kiosk.events)
        assert {one.inquiry_id for one in bureau.all_told()} == {bureau.inquiry_id}

    plays(cast, story)


def forged_page(bureau: Bureau, recipient: str, **changes: object) -> InquiryPage:
    inside = {"inquiry_id": bureau.inquiry_id, "page": 1, "version": 1} | changes
    content = to_json(TranscriptPage(**inside))  # type: ignore[arg-type]
    return InquiryPage(
        call_id=bureau.call_id, inquiry_id=bureau.inquiry_id, page=1, version=1, sealed=seal(content, [recipient])
    )


def test_a_page_that_is_not_what_it_says_is_not_shown(cast: Cast) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        await bureau.begins(kiosk)
        ours = bureau.told().recipient
        pages = [
            forged_page(bureau, DraftIdentity.generate().recipient),
            forged_page(bureau, ours, page=2),
            forged_page(bureau, ours, version=9),
            forged_page(bureau, ours, inquiry_id=InquiryId(new_id())),
        ]

        for page in pages:
            bureau.says(page, topics.INQUIRY_PAGE)
        bureau.says(pages[0], topics.INQUIRY_PAGE, by=mallory())
        bureau.types(2, 1)

        assert (await kiosk.hears(port.InquiryText)).page == 2
        assert not any(isinstance(event, port.InquiryText) for event in kiosk.events)

    plays(cast, story)


@pytest.mark.parametrize("png", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(50)])
def test_a_signature_that_is_no_picture_is_refused(cast: Cast, png: bytes) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        await bureau.begins(kiosk)
        bureau.types(1, 1)
        bureau.leads("signature")
        await kiosk.hears(port.InquiryText)
        kiosk.ask(port.ConfirmPage(inquiry_id=bureau.inquiry_id, page=1, version=1, right=True))
        await until(lambda: bool(bureau.told().pages) and bureau.told().heard == bureau.serial)

        kiosk.ask(port.SignInquiry(inquiry_id=bureau.inquiry_id, png=png))

        sorry = await kiosk.hears(port.Sorry)
        assert (sorry.about, sorry.reason, sorry.subject_id) == ("SignInquiry", "bad_request", bureau.inquiry_id)
        assert bureau.told().signature_sha256 == ""

    plays(cast, story)


def test_what_is_asked_of_no_inquiry_is_refused_or_nothing(cast: Cast) -> None:
    async def story(bureau: Bureau, kiosk: FaceOnWire) -> None:
        nobody = InquiryId(new_id())
        kiosk.ask(port.AgreeToInquiry(inquiry_id=nobody, agreed=True))
        kiosk.ask(port.AgreeToStep(inquiry_id=nobody, step="rights"))
        kiosk.ask(port.LeaveInquiry(inquiry_id=nobody))
        kiosk.ask(port.ConfirmPage(inquiry_id=nobody, page=1, version=1, right=True))

        assert (await kiosk.hears(port.Sorry)).about == "ConfirmPage"
        kiosk.ask(port.SignInquiry(inquiry_id=nobody, png=b""))
        assert (await kiosk.hears(port.Sorry)).about == "SignInquiry"
        assert not heard_of(bureau)

    plays(cast, story)
