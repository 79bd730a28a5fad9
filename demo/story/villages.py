"""Village after village on the wall: how it is built, an account, a poster, a photograph, and every fen of it."""

import re
import time
from typing import Final

from demo.errors import StepFailed
from demo.slate.road import photographed
from demo.story.scene import Scene
from demo.written import Written, account, picture, poster
from kiosk.flows.typeset.money import yuan

_AMOUNT: Final = re.compile(r"[\d,]+\.\d\d")
_WITHIN_S: Final = 20.0
_TURNED_WITHIN_S: Final = 60.0
_ALL_DAY: Final = {"on": "00:00", "off": "00:00"}


def build_the_wall(scene: Scene) -> None:
    """From the county; the wall works with it and says so."""
    officer, wall, panel = scene.officer, scene.system.cast.wall, scene.system.wall_panel
    size = {"width_px": panel.width_px, "height_px": panel.height_px}
    facts = {**size, "pitch_mm": panel.width_mm / panel.width_px, "farthest_m": wall.farthest_m}
    with scene.report.step("built"):
        officer.builds_the_wall(wall.id, {**_ALL_DAY, **{field: f"{fact:g}" for field, fact in facts.items()}})
        scene.desk_photo("wall-profile")
        officer.sends_to_the_wall()
        officer.waits_for_words(scene.system.cast.words.taken_up, within_s=_WITHIN_S)
        scene.desk_photo("wall-taken-up")


def publish_for_three(scene: Scene) -> None:
    """Each stands on the wall at once."""
    cast, place = scene.system.cast, scene.system.place
    with scene.report.step("villages"):
        _publish(scene, account(cast.account), "account")
        amounts = _amounts(scene.onlooker.texts)
        if sorted(amounts) != sorted(_totals(scene)):
            raise StepFailed(f"the wall sums the account up as {amounts}")
        scene.report.figures["account_entries"] = len(cast.account.rows)
        _publish(scene, poster(cast.poster), "poster")
        scene.onlooker.waits_for_text(cast.poster.lines[-1])
        _publish(scene, picture(cast.picture, photographed(place.photograph)), "picture")
        scene.onlooker.waits_for_text(cast.picture.caption)


def read_the_account(scene: Scene) -> None:
    """At the kiosk, which says the same; the visitor stays with the village's notices."""
    villager, words = scene.villager, scene.system.cast.account
    villager.taps("affairs").waits_for("ChooseVillage")
    scene.villager_photo("all-villages")
    villager.taps(f"village:{words.village}").waits_for("ChooseNotice")
    villager.taps_first("notice").waits_for("ReadNotice").waits_for_text(words.village).waits_for_text(
        yuan(words.closing)
    )
    scene.villager_photo("account")
    amounts = _amounts(villager.texts)
    if amounts[: len(_totals(scene))] != _totals(scene):
        raise StepFailed(f"the kiosk sums the account up as {amounts}")
    villager.taps("back").waits_for("ChooseNotice")


def wait_for_the_largest(scene: Scene) -> None:
    """A page after the summary."""
    account_words, told = scene.system.cast.account, scene.system.cast.words.largest
    in_order = [yuan(fen) for fen in sorted((max(row[2], row[3]) for row in account_words.rows), reverse=True)]
    with scene.report.step("largest"):
        scene.onlooker.waits_for_text(told, _TURNED_WITHIN_S).waits_for_text(account_words.village)
        scene.stands("largest", account_words.village)
        amounts = _amounts(scene.onlooker.texts)
        scene.report.figures["largest_entries_shown"] = shown = len(amounts)
        if not shown or amounts not in [in_order[at : at + shown] for at in range(len(in_order))]:
            raise StepFailed(f"these are not the largest entries of the account: {amounts}")


def _publish(scene: Scene, notice: Written, name: str) -> None:
    words = notice.words
    scene.officer.writes(notice)
    scene.desk_photo(name)
    started = time.monotonic()
    scene.officer.publishes()
    scene.onlooker.waits_for_text(words.title, _WITHIN_S).waits_for_text(words.village)
    scene.report.figures[f"seconds_{name}_to_wall"] = round(time.monotonic() - started, 2)
    scene.stands(name, words.village)


def _totals(scene: Scene) -> list[str]:
    """What was there, what came, what went, what is left: by this story's own sums."""
    words = scene.system.cast.account
    came, went = sum(row[2] for row in words.rows), sum(row[3] for row in words.rows)
    return [yuan(fen) for fen in (words.opening, came, went, words.closing)]


def _amounts(texts: list[str]) -> list[str]:
    return [amount for text in texts for amount in _AMOUNT.findall(text)]
