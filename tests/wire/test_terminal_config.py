"""terminal.toml starts a terminal or names what is wrong with it."""

from pathlib import Path

import pytest

from wire.errors import BadConfig
from wire.terminal_config import load_terminal_config

GOOD = """
[terminal]
id = "t001"
point = "柳河镇信访接待点"
site = "liuhe"
county = "minquan"
[link]
host = "127.0.0.1"
"""


def load(folder: Path, text: str) -> object:
    path = folder / "terminal.toml"
    path.write_text(text, encoding="utf-8")
    return load_terminal_config(path)


def test_a_short_file_is_enough_and_the_rest_has_defaults(tmp_path: Path) -> None:
    path = tmp_path / "terminal.toml"
    path.write_text(GOOD, encoding="utf-8")

    config = load_terminal_config(path)

    assert config.terminal.point == "柳河镇信访接待点"
    assert config.camera.profile == "480p"
    assert len(config.call.ports) == 40
    assert config.panel.px_per_mm == pytest.approx(1920 / 476)


WRONG = {
    "camra": GOOD + '[camra]\nsource = "0"\n',
    "sauce": GOOD + '[camera]\nsauce = "0"\n',
    "profile": GOOD + '[camera]\nprofile = "4k"\n',
    "port": GOOD + "port = 70000\n",
    "width_mm": GOOD + "[panel]\nwidth_mm = inf\n",
    "height_mm": GOOD + "[panel]\nheight_mm = nan\n",
    "width_px": GOOD + "[panel]\nwidth_px = 100000\n",
    "link.host": GOOD.replace('host = "127.0.0.1"', 'host = ""').replace('host="127.0.0.1"', 'host=""'),
    "recording_max_s": GOOD + "[limits]\nrecording_max_s = 86400\n",
    "keepalive_s": GOOD + 'keepalive_s = "20"\n',
    "point": GOOD.replace('point = "柳河镇信访接待点"\n', ""),
    "call.first_port": GOOD + "[call]\nfirst_port = 41000\n",
    "call.first_port to last_port": GOOD + "[call]\nfirst_port = 0\nlast_port = 41000\n",
    "10 ports": GOOD + "[call]\nfirst_port = 41000\nlast_port = 41008\n",
    "terminal.id": GOOD.replace("t001", "T 001"),
    "line 3": GOOD.replace('"t001"', "t001"),
}


@pytest.mark.parametrize("named", WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, named: str) -> None:
    with pytest.raises(BadConfig, match=named.replace(".", r"\.")):
        load(tmp_path, WRONG[named])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            GOOD + "[limits]\nrecording_max_m = 3\n",
            "[limits] has no setting 'recording_max_m'; is 'recording_max_s' meant?",
        ),
        (GOOD + '[camra]\nsource = "0"\n', "there is no section 'camra'; is 'camera' meant?"),
        (GOOD + "[wall]\nzzz = 1\n", "[wall] has no setting 'zzz'; there are dimmer, sensor, connector, sticks"),
        (GOOD.replace('point = "柳河镇信访接待点"\n', ""), "[terminal] lacks the setting 'point'"),
        (GOOD[: GOOD.index("[link]")], "the section [link] is missing"),
        (GOOD + 'keepalive_s = "20"\n', "link.keepalive_s must be a whole number, and is a text in quotes"),
        (GOOD + "keepalive_s = 2\n", "link.keepalive_s must be at least 5"),
        (GOOD + "keepalive_s = 2000\n", "link.keepalive_s must be at most 300"),
        (GOOD.replace("127.0.0.1", ""), "link.host must not be empty"),
        (
            GOOD.replace("[terminal]\n", f'[terminal]\nduty_person = "{"x" * 41}"\n'),
            "terminal.duty_person must be at most 40 characters long",
        ),
        (GOOD + '[camera]\nprofile = "4k"\n', "camera.profile must be one of 480p, 720p, and is '4k'"),
        (GOOD + "[panel]\nfullscreen = 1\n", "panel.fullscreen must be true or false, and is a whole number"),
        ("panel = 3\n" + GOOD, "panel must be a section, and is a whole number"),
        (GOOD.replace('"t001"', "t001"), "this is no TOML: Invalid value (at line 3, column 6)"),
    ],
)
def test_it_is_said_in_plain_words(tmp_path: Path, wrong: str, sentence: str) -> None:
    with pytest.raises(BadConfig) as refusal:
        load(tmp_path, wrong)

    assert str(refusal.value) == f"{tmp_path / 'terminal.toml'}: {sentence}"


def test_a_file_in_another_alphabet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "terminal.toml"
    path.write_bytes(GOOD.encode("gb18030"))

    with pytest.raises(BadConfig, match="not written in UTF-8"):
        load_terminal_config(path)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load_terminal_config(tmp_path / "terminal.toml")
