"""What a whole visit leaves is there for the officer: takes, pages, and what must not be overlooked."""

import pytest

from county.petition.ingest import Ingest
from tests.county.browser.conftest import Desk, arrived, key_text
from tests.county.browser.golden import looks_as_before
from tests.county.cast import Device, Sealed
from tests.county.contents import NAMED, Visit, handwriting, paper, video, voice, whole_visit
from wire.petition.details import Contact, Details
from wire.seal.age import DraftIdentity

pytestmark = pytest.mark.browser


def opened(desk: Desk, sealed: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    desk.page.goto(f"{desk.url}/petitions/{sealed.petition_id}/")
    desk.page.set_input_files("#key-file", {"name": "k", "mimeType": "", "buffer": key_text(office)})
    desk.page.click("#open")
    desk.page.wait_for_selector("article.asked[data-open]")


def test_every_take_has_a_player_of_its_own_and_says_how_it_was_disguised(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = arrived(ingest, whole_visit().sealed(t001, [office.recipient]))

    opened(desk, sealed, office)
    desk.says("内容都在")

    captions = desk.page.locator("[data-is=items] figcaption").all_inner_texts()
    assert captions == ["视频 1/2 · 0:04 · 遮了脸", "视频 2/2 · 0:04", "录音 · 0:03 · 变了声"]
    for take in desk.page.locator("video, .takes audio").all():
        take.evaluate("take => take.play()")
    desk.until("Array.from(document.querySelectorAll('video, .takes audio')).every(take => take.currentTime > 1)")
    assert desk.complaints == []


def test_papers_and_handwriting_are_drawn_in_order_and_come_nearer(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = arrived(ingest, whole_visit().sealed(t001, [office.recipient]))
    opened(desk, sealed, office)
    desk.says("内容都在")

    captions = desk.page.locator("[data-is=pages] figcaption").all_inner_texts()
    desk.page.click("[data-is=pages] figure:nth-child(2) .page")
    desk.page.wait_for_selector("#look[open]")
    desk.until("document.getElementById('look-page').width === 1240")
    second = desk.page.inner_text("#look-caption")
    fits = desk.page.evaluate("document.getElementById('look-page').clientWidth")
    desk.page.click("#look-nearer")
    desk.page.click("#look-nearer")
    near = desk.page.evaluate("document.getElementById('look-page').clientWidth")
    looks_as_before(desk.page, "look-nearer")
    desk.page.click("#look-later")
    desk.until("document.getElementById('look-caption').textContent.includes('3/3')")

    assert captions == ["材料 1/3", "材料 2/3", "材料 3/3", "姓名（手写）", "手写"]
    assert second == "材料 2/3 · 第 2 页，共 5 页"
    assert near == pytest.approx(2 * fits, abs=2)
    assert desk.complaints == []


def test_what_must_not_be_overlooked_stands_before_everything_else(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = arrived(ingest, whole_visit().sealed(t001, [office.recipient]))

    opened(desk, sealed, office)
    desk.says("内容都在")

    assert desk.page.locator(".submission .warning p").all_inner_texts() == [
        "不能经手、也不能知道这件事的： 村里的人、乡镇的人、刘副镇长",
        "怕被报复，要求保护。不能让人知道是谁反映的。",
        "打电话：只说是回访，不提事情，不提单位。 138 0000 2468",
    ]
    assert "138" not in desk.page.inner_text("dl.across")
    facts = dict(
        zip(
            desk.page.locator("dl.across dt").all_inner_texts(),
            desk.page.locator("dl.across dd").all_inner_texts(),
            strict=True,
        )
    )
    assert facts["事项"] == "举报"
    assert facts["反映人"] == "王大山"
    assert facts["代表人"] == "王大山、李桂花、张有田"
    assert facts["一起反映的人数"] == "14"
    assert facts["说的是哪一笔公开"] == "东书村 · 十月收支明细 · 2026-10-12 修井 3560.50 元"
    assert desk.page.inner_text("article .words") == NAMED.text
    looks_as_before(desk.page, "petition-whole")
    desk.page.evaluate("window.scrollTo({ top: 600, behavior: 'instant' })")
    looks_as_before(desk.page, "petition-whole-below")


@pytest.mark.parametrize(("callback", "said"), [("none", "不要打电话。"), ("in_person", "本人接才说")])
def test_how_one_may_call_is_said_before_the_number(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity, *, callback: str, said: str
) -> None:
    contact = Contact(name="王大山", reach="13800002468", callback=callback)  # type: ignore[arg-type]  # one of them
    sealed = arrived(ingest, Visit([voice()], Details(contact=contact)).sealed(t001, [office.recipient]))

    opened(desk, sealed, office)

    warning = desk.page.inner_text(".warning")
    assert said in warning
    assert warning.index(said) < warning.index("13800002468")


def test_a_written_petition_without_any_recording_opens(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    sealed = arrived(
        ingest, Visit([], Details(matter="suggestion", text="路灯坏了。")).sealed(t001, [office.recipient])
    )

    opened(desk, sealed, office)
    desk.says("内容都在")

    assert desk.page.inner_text("article .words") == "路灯坏了。"
    assert desk.page.inner_text(".fact-who dd") == "匿名"
    assert desk.complaints == []


def test_what_came_later_stands_in_order_and_opens_at_a_touch(
    desk: Desk, ingest: Ingest, t001: Device, *, mallory: Device, office: DraftIdentity
) -> None:
    to = [office.recipient]
    first = arrived(ingest, Visit([video()], Details(matter="claim")).sealed(t001, to))
    arrived(ingest, Visit([paper(1), handwriting()], Details(purpose="message")).sealed(mallory, to, after=first))
    arrived(ingest, Visit([], Details(purpose="rating", rating="poor")).sealed(t001, to, after=first))
    review = arrived(ingest, Visit([voice()], Details(purpose="review")).sealed(t001, to, after=first))

    opened(desk, review, office)
    desk.says("内容都在")

    headings = desk.page.locator("article [data-is=purpose]").all_inner_texts()
    assert headings == ["信访件", "补充的话", "对答复的评价", "申请复查"]
    assert "对答复不满意" in desk.page.inner_text("article:nth-of-type(3)")
    assert "申请复查" in desk.page.inner_text(".asked .warning")
    looks_as_before(desk.page, "petition-thread")
    desk.page.click("text=打开：材料 1 页、手写 1 张")
    desk.until("document.querySelectorAll('article:nth-of-type(2) figure').length === 2")
    desk.says("内容都在")
    assert desk.complaints == []


def test_a_submission_sealed_to_another_key_is_said_in_its_place_and_stops_nothing(
    desk: Desk, ingest: Ingest, t001: Device, office: DraftIdentity
) -> None:
    stranger = DraftIdentity.generate()
    first = arrived(ingest, Visit([], Details(text="从前的话")).sealed(t001, [stranger.recipient]))
    later = arrived(ingest, Visit([], Details(text="现在的话")).sealed(t001, [office.recipient], after=first))

    opened(desk, later, office)
    desk.says("内容都在")

    assert "这把钥匙打不开" in desk.page.inner_text("article:nth-of-type(1)")
    assert desk.page.inner_text(".asked .words") == "现在的话"
