"""The demo as anybody starts it: every act happens, every picture is there, every figure is plausible."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytestmark = [pytest.mark.gl, pytest.mark.broker, pytest.mark.browser, pytest.mark.timeout(400)]

ACTS = ["publish", "arrive", "choose", "record", "replay", "send", "receipt"]
ACTS += ["open", "answer", "read", "notice", "affairs", "store", "search"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The report and the home of one run."""
    folder = tmp_path_factory.mktemp("demo")
    home, report = folder / "home", folder / "report.json"
    command = [sys.executable, "-m", "demo", "--headless", "--home", str(home), "--report", str(report)]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=350)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(report.read_text(encoding="utf-8")), home


def test_every_act_happens_in_its_order(told: tuple[dict[str, Any], Path]) -> None:
    report, _home = told

    assert report["ok"] is True
    assert [step["name"] for step in report["steps"]] == ACTS


def test_every_picture_is_a_picture_of_something(told: tuple[dict[str, Any], Path]) -> None:
    report, home = told

    for name in report["pictures"]:
        with Image.open(home / "pictures" / name) as picture:
            assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20, name
    assert len(report["pictures"]) >= 20


def test_what_arrives_is_what_was_said(told: tuple[dict[str, Any], Path]) -> None:
    figures = told[0]["figures"]

    assert figures["browser_video"] == "640x480"
    assert abs(figures["browser_length_s"] - figures["film_seconds"]) < 0.5
    assert figures["film_seconds"] > 9
    assert figures["dropped_frames"] == 0
    assert abs(figures["av_offset_ms"]) < 40


def test_a_notice_is_on_kiosk_and_wall_within_two_seconds_of_its_turn(told: tuple[dict[str, Any], Path]) -> None:
    figures = told[0]["figures"]

    assert figures["seconds_notice_to_kiosk"] < 2
    assert figures["seconds_notice_to_wall"] < 2


def test_the_terminal_keeps_nothing_of_a_receipted_petition(told: tuple[dict[str, Any], Path]) -> None:
    _report, home = told

    left = [path for name in ("blobs", "drafts") for path in (home / "t001" / name).rglob("*") if path.is_file()]

    assert left == []
