"""What only a wall can do: a village called up from the kiosk, an emergency by two officers, and proof of all of it."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from demo.errors import StepFailed
from demo.story.scene import Scene
from demo.story.villages import read_the_account

_VERIFY = Path(__file__).parents[2] / "docs" / "proof" / "verify.py"
_SHOWN_WITHIN_S = 20.0
_CALLED_WITHIN_S = 60.0
_PROVED_S = 3.0
"""An entry is written when its page has gone."""


def call_the_village_up(scene: Scene) -> None:
    """From the kiosk, where its account was read; it stands on the wall in the yard, page after page."""
    villager, village = scene.villager, scene.system.cast.account.village
    with scene.report.step("call"):
        read_the_account(scene)
        started = time.monotonic()
        villager.taps("wall").waits_for("ReadOnWall")
        scene.villager_photo("called")
        scene.onlooker.waits_for_text(village, _CALLED_WITHIN_S)
        scene.report.figures["seconds_call_to_wall"] = round(time.monotonic() - started, 2)
        scene.stands("called", village)
        villager.taps("home").waits_for("Home")


def raise_an_emergency(scene: Scene) -> None:
    """One asks, the other says yes; when it is over, one of them ends it."""
    officer, cast, password = scene.officer, scene.system.cast, scene.system.password
    with scene.report.step("emergency"):
        officer.writes_emergency(cast.emergency)
        scene.desk_photo("emergency-asked")
        officer.gives_the_desk_to(cast.colleague.login, password)
        officer.opens_emergency()
        started = time.monotonic()
        officer.takes_the_step("approve")
        scene.onlooker.waits_for("Emergency", _SHOWN_WITHIN_S)
        scene.report.figures["seconds_emergency_to_wall"] = round(time.monotonic() - started, 2)
        scene.wall_photo("emergency")
        scene.desk_photo("emergency-on")
        officer.takes_the_step("end")
        scene.onlooker.waits_for("Page", _SHOWN_WITHIN_S)
        officer.gives_the_desk_to(cast.officer.login, password)


def verify_the_proof(scene: Scene) -> None:
    """The wall writes its log out, and a script that has nothing of ours checks it."""
    place, wall = scene.system.place, scene.system.cast.wall
    log = place.home / "proof.jsonl"
    with scene.report.step("proved"):
        time.sleep(_PROVED_S)
        _run(["-m", "edge.wall.proof", "export", "--home", str(place.terminal(wall)), "--out", str(log)])
        told = _run([str(_VERIFY), str(log)])
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        _must_know(lines, scene)
        scene.report.figures["proof_lines"] = len(lines)
        scene.report.figures["proof_verified"] = bool(told)


def _must_know(lines: list[dict[str, Any]], scene: Scene) -> None:
    """The emergency, and every page that was photographed, by its very pixels."""
    shown = [line["fact"] for line in lines if line.get("fact", {}).get("type") == "Shown"]
    if scene.system.cast.emergency.headline not in {fact["title"] for fact in shown}:
        raise StepFailed("the log does not know of the emergency")
    proved = {(fact["village"], fact["pixels_sha256"]) for fact in shown}
    if missing := [village for village, sha256 in scene.stood if (village, sha256) not in proved]:
        raise StepFailed(f"the log does not know the photographed pages of {missing}")
    scene.report.figures["photographs_proved"] = len(scene.stood)


def _run(command: list[str]) -> str:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepFailed(f"{command[-1]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
