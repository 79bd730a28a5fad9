"""An officer answers by voice: recorded in the page, heard, recorded anew, sealed; nothing of it is left."""

import io
import time

import av
import pytest

from county.config import CountyConfig
from county.petition.mailbox import MAX_SEALED_BYTES
from county.petition.models import Reply
from tests.county.browser.conftest import Desk, key_text
from tests.county.browser.golden import looks_as_before
from tests.county.browser.test_opening import open_with
from tests.county.cast import Sealed
from tests.county.conftest import PASSWORD
from wire.codec import from_json
from wire.petition.mailbox import ReplyText
from wire.seal.age import DraftIdentity

pytestmark = pytest.mark.browser

MARK = "zhitong"
"""Every voice has it in its head; in a file of the profile it would be a trace."""


def speak(desk: Desk, seconds: float) -> None:
    """Chromium's own fake microphone beeps once a second."""
    desk.page.click("#voice-start")
    desk.until(f"parseFloat((document.getElementById('voice-time').textContent || '0:0').split(':')[1]) >= {seconds}")
    desk.page.click("#voice-stop")
    desk.page.wait_for_selector("#voice-kept:not([hidden])")


def send(desk: Desk) -> None:
    desk.page.click("#send")
    desk.page.wait_for_selector("#sent:not([hidden])")


def the_reply(petition: Sealed) -> ReplyText:
    return from_json(petition.reply_identity.open(bytes(Reply.objects.get().sealed)), ReplyText)


def seconds_of(voice: bytes) -> float:
    """As any player decodes it."""
    with av.open(io.BytesIO(voice), "r") as container:
        assert container.format.name == "matroska,webm"
        assert [stream.codec_context.name for stream in container.streams] == ["opus"]
        frames = list(container.decode(audio=0))
    return float(sum(frame.samples / frame.sample_rate for frame in frames))


def test_a_voice_is_recorded_heard_recorded_anew_and_sealed(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")

    speak(desk, 4)
    speak(desk, 2)
    desk.page.evaluate("document.getElementById('voice-play').play()")
    desk.until("document.getElementById('voice-play').currentTime > 1")
    send(desk)

    reply = the_reply(petition)
    assert reply.text == ""
    assert 1.4 < seconds_of(reply.voice) < 3.9
    assert desk.page.is_visible("#sent-voice")
    assert desk.page.is_hidden("#voice-kept")
    assert desk.complaints == []


def test_words_may_stand_beside_the_voice_and_a_voice_may_be_removed(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")
    speak(desk, 1)
    desk.page.fill("#answer-text", "井修好了。")
    looks_as_before(desk.page, "petition-spoken")

    desk.page.click("#voice-drop")
    send(desk)

    assert (the_reply(petition).text, the_reply(petition).voice) == ("井修好了。", b"")


def test_neither_words_nor_voice_is_no_answer(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")

    desk.page.click("#send")

    desk.says("请先写答复")
    assert not Reply.objects.exists()


def test_a_browser_that_lets_nobody_use_the_microphone_is_told(
    desk: Desk, petition: Sealed, office: DraftIdentity
) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")
    desk.page.evaluate(
        "void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')))"
    )

    desk.page.click("#voice-start")

    desk.says("没有话筒")
    assert desk.page.is_enabled("#send")


def test_the_longest_voice_stops_by_itself_and_still_fits(desk: Desk, petition: Sealed, office: DraftIdentity) -> None:
    desk.log_in()
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")
    desk.page.evaluate(QUICK_MICROPHONE)
    begun = time.monotonic()

    desk.page.click("#voice-start")
    desk.page.wait_for_selector("#voice-kept:not([hidden])")
    desk.page.fill("#answer-text", "答" * 3000)
    send(desk)

    assert time.monotonic() - begun < 30
    assert 44.9 < seconds_of(the_reply(petition).voice) < 45.3
    assert 90_000 < len(bytes(Reply.objects.get().sealed)) <= MAX_SEALED_BYTES


def test_no_voice_is_left_in_the_browsers_profile(
    desk_on_disk: Desk, petition: Sealed, office: DraftIdentity, home: CountyConfig
) -> None:
    desk = desk_on_disk
    desk.log_in_by_hand("limin", PASSWORD)
    open_with(desk, petition, key_text(office))
    desk.says("内容都在")
    speak(desk, 2)
    send(desk)

    desk.page.goto(f"{desk.url}/")
    desk.page.context.close()

    profile = home.home / "profile"
    voice = the_reply(petition).voice
    assert MARK.encode() in voice
    pieces = (voice[200:260], voice[len(voice) // 2 :][:60])
    files = [path.read_bytes() for path in profile.rglob("*") if path.is_file()]
    assert [content for content in files if any(piece in content for piece in pieces)] == []


QUICK_MICROPHONE = """
void (window.MediaStreamTrackProcessor = class {
  constructor() {
    let at = 0, seed = 1;
    this.readable = new ReadableStream({ pull(controller) {
      const samples = new Float32Array(4800);
      for (let i = 0; i < samples.length; i += 1) {
        seed = (seed * 16807) % 2147483647;
        const t = (at + i) / 48000;
        samples[i] = 0.25 * Math.sin(t * 900 * (1 + 0.3 * Math.sin(t * 9))) * (0.6 + 0.4 * Math.sin(t * 21))
          + 0.2 * (seed / 2147483647 - 0.5);
      }
      controller.enqueue(new AudioData({ format: "f32-planar", sampleRate: 48000, numberOfFrames: samples.length,
        numberOfChannels: 1, timestamp: Math.round(at / 48000 * 1e6), data: samples }));
      at += samples.length;
    } });
  }
});
"""
"""Gives a noisy, wavering voice as fast as it is taken: harder to encode than speech, and 45 seconds in a few."""
