"""A speaker is walked through the prompts; what is bad is said and asked again; what was kept stays."""

import os
import pty
import select
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from edge.speech import catalogue, commands
from edge.speech.console import sentence
from edge.speech.pack_check import faults
from edge.speech.packs import LIST, About, begin_pack, open_pack
from edge.speech.recorder import Recorder, Room
from edge.speech.sound import decoded
from hardware.microphone_fake import FakeMicrophone
from hardware.speaker_fake import FakeSpeaker
from tests.edge.speech.packs import HEIGHTS_HZ, TEXTS, heights, make_pack, tone

KEEP = ["", "", ""]
"""Enter to begin, Enter when read, Enter to keep."""


class Script:
    """A speaker whose answers stand here; each recording lasts `reads_s`."""

    def __init__(self, *answers: str, reads_s: float = 0.5) -> None:
        self._answers = list(answers)
        self._reads_s = reads_s
        self._listening_until_s: float | None = None
        self.shown: list[str] = []

    def show(self, sentence_shown: str) -> None:
        self.shown.append(sentence_shown)
        if sentence_shown == sentence("listening"):
            self._listening_until_s = time.monotonic() + self._reads_s

    def answer(self) -> str | None:
        return self._answers.pop(0) if self._answers else None

    def has_answered(self) -> bool:
        return self._listening_until_s is not None and time.monotonic() > self._listening_until_s

    def was_told(self, key: str) -> bool:
        return any(sentence(key) in shown for shown in self.shown)


def recorder(folder: Path, console: Script, *, loudness: float = 0.2) -> Recorder:
    about = About(language="zh_CN", synthetic=False, origin="tests", licence="none")
    pack = open_pack(folder) if (folder / LIST).exists() else begin_pack(folder, about)
    return Recorder(pack, TEXTS, Room(console, FakeMicrophone(loudness=loudness), FakeSpeaker()))


def test_a_prompt_is_read_heard_and_kept(tmp_path: Path) -> None:
    console = Script(*KEEP)
    made = recorder(tmp_path, console)

    made.walk(["step.home"])

    room = made._room
    assert isinstance(room.speaker, FakeSpeaker)
    assert heights(bytes(room.speaker.heard)) == [400]
    content = open_pack(tmp_path).content("step.home")
    assert content is not None
    assert heights(b"".join(decoded(content))) == [400]
    assert any(TEXTS["step.home"] in shown for shown in console.shown)


@pytest.mark.parametrize(
    ("loudness", "reads_s", "why"),
    [(0.003, 0.5, "too_quiet"), (1.0, 0.5, "too_loud"), (0.2, 0.05, "too_short"), (0.0, 0.3, "too_short")],
)
def test_what_is_bad_is_said_and_not_kept(tmp_path: Path, loudness: float, reads_s: float, why: str) -> None:
    console = Script("", "", "q", reads_s=reads_s)
    made = recorder(tmp_path, console, loudness=loudness)

    made.walk(["step.home"])

    assert console.was_told(why)
    assert made.left() == list(TEXTS)


def test_again_back_and_skip(tmp_path: Path) -> None:
    first, second = list(TEXTS)[:2]
    console = Script("s", "b", "", "", "a", *KEEP, "q")
    made = recorder(tmp_path, console)

    made.walk([first, second])

    assert list(made.pack.about.prompts) == [first]
    assert [
        shown.split("]")[1].split("\n")[0].strip() for shown in console.shown if "]" in shown and " of " in shown
    ] == [
        first,
        second,
        first,
        first,
        second,
    ]


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    recorder(tmp_path, Script(*KEEP, "q")).walk(list(TEXTS))

    again = recorder(tmp_path, Script())

    assert again.left() == list(TEXTS)[1:]


def test_a_speaker_who_goes_away_loses_nothing(tmp_path: Path) -> None:
    made = recorder(tmp_path, Script(*KEEP))

    made.walk(list(TEXTS))

    assert made.left() == list(TEXTS)[1:]


def test_a_microphone_that_is_not_there_is_said(tmp_path: Path) -> None:
    console = Script("", "q")
    made = recorder(tmp_path, console)
    assert isinstance(made._room.microphone, FakeMicrophone)
    made._room.microphone.plug.pull()

    made.walk(["step.home"])

    assert any("fake microphone" in shown for shown in console.shown)
    assert made.left() == list(TEXTS)


def test_without_a_loudspeaker_it_can_still_be_kept(tmp_path: Path) -> None:
    made = recorder(tmp_path, Script(*KEEP))
    assert isinstance(made._room.speaker, FakeSpeaker)
    made._room.speaker.plug.pull()

    made.walk(["step.home"])

    assert "step.home" in made.pack.about.prompts


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    console = Script(*KEEP, "q")
    made = recorder(folder, console)
    (folder / LIST).unlink()
    folder.rmdir()

    made.walk(["step.home"])

    assert made.left() == list(TEXTS)
    assert not any(sentence("kept") == shown for shown in console.shown)


def test_checking_a_pack_tells_each_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "texts", lambda _language: {**TEXTS, "step.new": "new"})
    pack = make_pack(tmp_path)
    (pack.folder / "digit.1.ogg").unlink()
    console = Script()

    found_wrong = commands.check(tmp_path, console)

    assert found_wrong == 1
    assert f"step.new: {sentence('fault_missing')}" in console.shown
    assert f"digit.1: {sentence('fault_damaged')}" in console.shown
    assert sentence("good", good=len(HEIGHTS_HZ) - 1, all=len(HEIGHTS_HZ) + 1) in console.shown


class Terminal:
    """`zhitong voices` on a terminal of its own (pty), and the fingers before it."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "edge.speech", *arguments]
        environment = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
        environment.pop("LC_ALL", None)
        self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        self.shown = ""

    def reads(self, words: str) -> None:
        deadline_s = time.monotonic() + 30
        while words not in self.shown:
            assert time.monotonic() < deadline_s, self.shown
            if select.select([self._ours], [], [], 0.1)[0]:
                self.shown += os.read(self._ours, 4096).decode(errors="replace")
        self.shown = self.shown.split(words, 1)[1]

    def types(self, keys: str) -> None:
        os.write(self._ours, keys.encode() + b"\n")

    def ends(self) -> int:
        code = self.process.wait(30)
        os.close(self._ours)
        return code


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A terminal whose microphone hears a voice, and whose loudspeaker is a file."""
    sound = np.frombuffer(tone(300, 0.6), "<i2")
    with wave.open(str(tmp_path / "voice.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(sound.tobytes())
    (tmp_path / "terminal.toml").write_text(
        f"""
[terminal]
id = "t001"
point = "柳河镇信访接待点"
site = "liuhe"
county = "柳河县"
[link]
host = "localhost"
[microphone]
source = "{tmp_path}/voice.wav"
[speaker]
sink = "{tmp_path}/heard.wav"
""",
        encoding="utf-8",
    )
    return tmp_path


def test_a_speaker_records_at_the_terminal_stops_and_comes_back(home: Path) -> None:
    texts = catalogue.texts("zh_CN")
    if not texts:
        pytest.skip("NOT TESTED: there are no prompts yet")
    first, second = list(texts)[:2]
    terminal = Terminal("record", "--home", str(home))
    terminal.reads(f"还有 {len(texts)} 条要录")
    terminal.reads(texts[first].splitlines()[0])
    terminal.types("")
    terminal.reads("正在录音")
    time.sleep(0.8)
    terminal.types("")
    terminal.reads("回车：留下")
    terminal.types("")
    terminal.reads("留下了")
    terminal.reads(second)
    terminal.types("q")
    terminal.reads("packs")
    assert terminal.ends() == 0

    pack = open_pack(home / "voices" / "zh_CN")
    assert [fault.prompt_id for fault in faults(pack, texts)] == list(texts)[1:]
    assert "柳河镇信访接待点" in pack.about.origin
    assert (home / "heard.wav").stat().st_size > 20_000

    back = Terminal("record", "--home", str(home))
    back.reads(f"还有 {len(texts) - 1} 条要录")
    back.reads(second)
    back.types("q")
    assert back.ends() == 0
    check = Terminal("check", str(pack.folder))
    check.reads(f"{second}: 还没有录")
    check.reads(f"{len(texts)} 条提示中 1 条是好的")
    assert check.ends() == 1


def test_settings_that_are_wrong_are_one_sentence(tmp_path: Path) -> None:
    terminal = Terminal("record", "--home", str(tmp_path))

    terminal.reads("terminal.toml")
    assert terminal.ends() == 2
