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
    assert config.panel.px_per_mm == pytest.approx(1920 / 476)


WRONG = {
    "camra": GOOD + '[camra]\nsource = "0"\n',
    "sauce": GOOD + '[camera]\nsauce = "0"\n',
    "profile": GOOD + '[camera]\nprofile = "4k"\n',
    "port": GOOD + "port = 70000\n",
    "width_mm": GOOD + "[panel]\nwidth_mm = inf\n",
    "height_mm": GOOD + "[panel]\nheight_mm = nan\n",
    "width_px": GOOD + "[panel]\nwidth_px = 100000\n",
    "page_s": GOOD + "[wall]\npage_s = inf\n",
    "link.host": GOOD.replace('host = "127.0.0.1"', 'host = ""').replace('host="127.0.0.1"', 'host=""'),
    "recording_max_s": GOOD + "[limits]\nrecording_max_s = 86400\n",
    "keepalive_s": GOOD + 'keepalive_s = "20"\n',
    "point": GOOD.replace('point = "柳河镇信访接待点"\n', ""),
    "terminal.id": GOOD.replace("t001", "T 001"),
    "line 3": GOOD.replace('"t001"', "t001"),
}


@pytest.mark.parametrize("named", WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, named: str) -> None:
    with pytest.raises(BadConfig, match=named.replace(".", r"\.")):
        load(tmp_path, WRONG[named])


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load_terminal_config(tmp_path / "terminal.toml")
