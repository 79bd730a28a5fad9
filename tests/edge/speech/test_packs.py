"""A pack tells what is wrong with it; the county's own goes before the one that is shipped."""

from pathlib import Path

import pytest

from edge.speech.errors import BadPack
from edge.speech.pack_check import Fault, faults
from edge.speech.packs import LIST, found_packs, open_pack
from edge.speech.sound import encoded
from edge.speech.voice import Words
from edge.speech.voice_packs import PackVoice
from tests.edge.speech.packs import HEIGHTS_HZ, TEXTS, heights, make_pack, tone


def test_a_pack_is_what_was_recorded(tmp_path: Path) -> None:
    made = make_pack(tmp_path)

    opened = open_pack(tmp_path)

    assert opened == made
    assert faults(opened, TEXTS) == []


def test_a_text_may_hold_anything(tmp_path: Path) -> None:
    text = '他说："走\\了"\n\t再说。'
    make_pack(tmp_path).with_recording("step.home", text, encoded(tone(400)))

    assert open_pack(tmp_path).about.prompts["step.home"].text == text


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    pack = pack.with_recording("choice.video", TEXTS["choice.video"], encoded(tone(700, loudness=0.004)))
    pack = pack.with_recording("digit.1", TEXTS["digit.1"], encoded(tone(700, loudness=0.99)))
    (tmp_path / "digit.2.ogg").write_bytes(b"not what it was")

    found = faults(pack, {**TEXTS, "step.home": "changed since", "step.new": "new"})

    assert found == [
        Fault("step.home", "stale"),
        Fault("choice.video", "too_quiet"),
        Fault("digit.1", "too_loud"),
        Fault("digit.2", "damaged"),
        Fault("step.new", "missing"),
    ]


def test_a_recording_of_a_prompt_that_is_no_more_is_told_and_can_be_dropped(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    left = {prompt: text for prompt, text in TEXTS.items() if prompt != "digit.2"}

    assert faults(pack, left) == [Fault("digit.2", "unknown")]
    assert faults(pack.without({"digit.2"}), left) == []
    assert not (tmp_path / "digit.2.ogg").exists()


def test_a_pack_that_lost_its_file_says_the_prompt_with_the_next_pack(tmp_path: Path) -> None:
    own = make_pack(tmp_path / "own" / "zh_CN", prompts=["step.home"])
    shipped = make_pack(tmp_path / "shipped" / "zh_CN")
    (own.folder / "step.home.ogg").unlink()

    sound = b"".join(PackVoice([own, shipped]).sound(Words(("step.home", "choice.video"), "", "zh_CN")))

    assert heights(sound) == [HEIGHTS_HZ["step.home"], HEIGHTS_HZ["choice.video"]]


def test_a_list_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "zh_CN", prompts=["step.home"])
    (tmp_path / "secret").write_bytes((pack.folder / "step.home.ogg").read_bytes())
    path = pack.folder / LIST
    path.write_text(path.read_text().replace('"step.home.ogg"', '"../secret"'))

    assert open_pack(pack.folder).content("step.home") is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"language = 'fr'", b"language = 'en'\nsynthetic = 1", b"[prompts]\nx = 1"]
)
def test_a_broken_list_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "zh_CN" / LIST).write_bytes(content)

    with pytest.raises(BadPack):
        found_packs(tmp_path)


def test_folders_without_a_list_are_no_packs(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()

    assert found_packs(tmp_path) == []
    assert found_packs(tmp_path / "nowhere") == []
