"""One thing is said at a time, the newest; to the right ears; and silence comes at once."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edge.errors import NoVoice
from edge.speech.sound import encoded
from edge.speech.speech import Fact, Sinks, Speech
from edge.speech.voice import Words
from edge.speech.voice_packs import PackVoice
from hardware.speaker_fake import FakeSpeaker
from tests.edge.speech.packs import BrokenVoice, ToneEngine, heights, make_pack, tone
from wire import port
from wire.language import Language


class Room:
    """A terminal's speech, its two sinks, and what it told."""

    def __init__(self, folder: Path, *, handset: bool = False, engine: bool = True) -> None:
        self.loudspeaker, self.handset = FakeSpeaker(), FakeSpeaker()
        self.engine = ToneEngine()
        self.told: list[Fact] = []
        self._lock = threading.Lock()
        voice = PackVoice([make_pack(folder)], self.engine if engine else None)
        sinks = Sinks(self.loudspeaker, self.handset if handset else None)
        self.speech = Speech(voice, sinks, post=self._post)

    def _post(self, fact: Fact) -> None:
        with self._lock:
            self.told.append(fact)

    def say(
        self,
        say_id: str,
        *prompts: str,
        text: str = "",
        private: bool = False,
        language: Language = "zh_CN",
    ) -> None:
        self.speech.say(port.Say(say_id=say_id, prompts=list(prompts), text=text, private=private, language=language))

    def ended(self, say_id: str) -> None:
        until(lambda: port.SayingEnded(say_id=say_id) in self.told)


def until(holds: Callable[[], bool], at_most_s: float = 10) -> None:
    deadline_s = time.monotonic() + at_most_s
    while not holds():
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "pack")
    yield made
    made.engine.may_go_on.set()
    made.speech.close()


@pytest.fixture
def private_room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "pack", handset=True)
    yield made
    made.speech.close()


def test_prompts_are_said_in_order_then_the_text(room: Room) -> None:
    room.say("a", "step.home", "choice.video", text="x")
    room.ended("a")

    assert heights(bytes(room.loudspeaker.heard)) == [400, 700, 1300]
    assert room.told == [port.SayingStarted(say_id="a"), port.SayingEnded(say_id="a")]


def test_a_prompt_the_pack_lacks_is_passed_over(room: Room) -> None:
    room.say("a", "step.unknown", "choice.video")
    room.ended("a")

    assert heights(bytes(room.loudspeaker.heard)) == [700]


def test_what_cannot_be_said_at_all_is_refused(room: Room) -> None:
    with pytest.raises(NoVoice):
        room.say("a", "step.unknown")
    with pytest.raises(NoVoice):
        room.say("b", "step.home", text="words", language="en")

    assert room.told == []


def test_numbers_reach_the_engine_as_words(room: Room) -> None:
    room.say("a", text="2个")
    room.ended("a")

    assert room.engine.read_texts == ["两个"]


def test_silence_comes_within_a_tenth_of_a_second(room: Room) -> None:
    room.say("a", "step.home", text="x" * 20)
    until(lambda: len(room.loudspeaker.heard) > 30_000)

    asked_s = time.monotonic()
    room.speech.hush()
    until(lambda: port.SayingEnded(say_id="a") in room.told)

    assert time.monotonic() - asked_s < 0.1
    heard = len(room.loudspeaker.heard)
    time.sleep(0.2)
    assert len(room.loudspeaker.heard) == heard


def test_silence_does_not_wait_for_an_engine_that_thinks(room: Room) -> None:
    room.engine.may_go_on.clear()
    room.say("a", text="x")
    until(lambda: bool(room.engine.read_texts))

    asked_s = time.monotonic()
    room.speech.hush()
    room.ended("a")

    assert time.monotonic() - asked_s < 0.2
    room.engine.may_go_on.set()


def test_new_words_break_off_old_ones(room: Room) -> None:
    room.say("a", text="x" * 20)
    until(lambda: len(room.loudspeaker.heard) > 40_000)

    room.say("b", "choice.video")
    room.ended("b")

    assert heights(bytes(room.loudspeaker.heard)) == [1300, 700]
    assert room.told == [
        port.SayingStarted(say_id="a"),
        port.SayingEnded(say_id="a"),
        port.SayingStarted(say_id="b"),
        port.SayingEnded(say_id="b"),
    ]


def test_each_beginning_has_one_end_whatever_a_child_presses(room: Room) -> None:
    for number in range(30):
        room.say(str(number), "step.home", text="xyz")
        if number % 7 == 0:
            room.speech.hush()
    room.ended("29")

    assert len(room.told) == 60
    assert [fact.say_id for fact in room.told] == [str(number) for number in range(30) for _ in "se"]


def test_what_is_private_goes_to_the_handset_and_nowhere_else(private_room: Room) -> None:
    private_room.say("a", "digit.1", "digit.2", text="x", private=True)
    private_room.ended("a")

    assert heights(bytes(private_room.handset.heard)) == [1000, 1300]
    assert private_room.loudspeaker.heard == b""


def test_what_is_public_goes_to_the_loudspeaker(private_room: Room) -> None:
    private_room.say("a", "step.home")
    private_room.ended("a")

    assert heights(bytes(private_room.loudspeaker.heard)) == [400]
    assert private_room.handset.heard == b""


def test_a_handset_that_is_torn_off_does_not_make_it_loud(private_room: Room) -> None:
    private_room.handset.plug.pull()
    private_room.say("a", "digit.1", private=True)
    private_room.ended("a")

    assert private_room.loudspeaker.heard == b""
    assert private_room.speech.handset


def test_without_a_handset_the_loudspeaker_is_all_there_is(room: Room) -> None:
    room.say("a", "digit.1", private=True)
    room.ended("a")

    assert heights(bytes(room.loudspeaker.heard)) == [1000]
    assert not room.speech.handset


def test_a_sound_card_that_vanishes_is_survived(room: Room) -> None:
    room.say("a", text="x" * 20)
    until(lambda: len(room.loudspeaker.heard) > 30_000)
    room.loudspeaker.plug.pull()
    room.ended("a")

    room.say("b", "step.home")
    room.ended("b")
    room.loudspeaker.plug.restore()
    room.loudspeaker.heard.clear()
    room.say("c", "step.home")
    room.ended("c")

    assert heights(bytes(room.loudspeaker.heard)) == [400]


def test_an_officers_voice_is_played(room: Room) -> None:
    room.speech.play("a", encoded(tone(700)), private=False)
    room.ended("a")

    assert heights(bytes(room.loudspeaker.heard)) == [700]


@pytest.mark.parametrize("hostile", [b"", b"OggS", b"\x1aE\xdf\xa3" + bytes(2000), b"RIFF" + bytes(100)])
def test_hostile_bytes_are_silence(room: Room, hostile: bytes) -> None:
    room.speech.play("a", hostile, private=False)
    room.ended("a")

    assert heights(bytes(room.loudspeaker.heard)) == []
    room.say("b", "step.home")
    room.ended("b")
    assert heights(bytes(room.loudspeaker.heard)) == [400]


def test_without_any_sink_nothing_can_be_said(tmp_path: Path) -> None:
    speech = Speech(PackVoice([make_pack(tmp_path)]), Sinks(None), post=lambda _: None)

    with pytest.raises(NoVoice):
        speech.say(port.Say(say_id="a", prompts=["step.home"]))
    with pytest.raises(NoVoice):
        speech.play("b", b"", private=False)
    assert speech.voices == ()
    speech.close()


def test_a_voice_that_breaks_is_survived_and_its_words_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[Fact] = []
    speech = Speech(BrokenVoice(), Sinks(FakeSpeaker()), post=told.append)

    speech.say(port.Say(say_id="a", prompts=["digit.1"], text="canary-words"))
    until(lambda: port.SayingEnded(say_id="a") in told)

    speech.close()
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text
    assert "digit" not in caplog.text


def test_nothing_of_what_was_said_stays_in_memory(room: Room) -> None:
    room.say("a", "step.home", text="c" + "anary" * 3)
    until(lambda: bool(room.engine.read_texts))
    room.engine.read_texts.clear()
    room.speech.hush()
    room.ended("a")
    until(lambda: room.speech._now is None)
    gc.collect()

    held = [found for found in gc.get_objects() if isinstance(found, port.Say) and "canary" in found.text]
    assert held == []
    words = [found for found in gc.get_objects() if isinstance(found, Words) and "canary" in found.text]
    assert words == []


def test_closing_ends_what_is_being_said(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.say("a", text="x" * 20)
    until(lambda: len(room.loudspeaker.heard) > 20_000)

    room.speech.close()

    assert room.told[-1] == port.SayingEnded(say_id="a")
