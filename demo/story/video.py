"""Wang Dashan gives his name, speaks to the camera, lays two sheets on the table and says who must not handle it."""

import time

from demo.slate.sheets import laid, sheet
from demo.story.opening import begins, records, shown_code
from demo.story.scene import Scene

RECORD_S = 10.0
_PAUSE_S = 1.5
_SEEN_S = 1.2
"""A sheet that was just laid down has come through the camera by then."""


def choose(scene: Scene) -> None:
    elder, villager = scene.system.cast.elder, scene.villager
    with scene.report.step("choose"):
        begins(villager, "claim").taps("identity:named").waits_for("ReadPrivacy")
        scene.villager_photo("privacy")
        villager.taps("agree").waits_for("WriteByHand")
        scene.villager_photo("by-hand")
        villager.taps("keys").waits_for("WriteWords").writes(elder.name, elder.name_spelled)
        scene.villager_photo("name")
        villager.taps("done").waits_for("EnterPhone").types(elder.telephone)
        scene.villager_photo("telephone")
        villager.taps("done").waits_for("ChooseCallback")
        scene.villager_photo("callback")
        villager.taps("callback:in_person").waits_for("ChooseKind").taps("kind:video").waits_for("FaceCamera")


def record(scene: Scene) -> None:
    villager, report = scene.villager, scene.report
    with report.step("record"):
        villager.waits_for_choice("record")
        scene.villager_photo("before-camera")
        started = time.monotonic()
        records(villager)
        report.figures["seconds_to_recording"] = round(time.monotonic() - started, 2)
        time.sleep(RECORD_S / 2)
        scene.villager_photo("recording")
        villager.taps("pause").waits_for_choice("resume")
        time.sleep(_PAUSE_S)
        scene.villager_photo("paused")
        villager.taps("resume").waits_for_choice("pause")
        time.sleep(RECORD_S / 2)
        villager.taps("stop").waits_for("Review")
        scene.villager_photo("review")


def replay(scene: Scene) -> None:
    with scene.report.step("replay"):
        scene.villager.taps("replay")
        time.sleep(2.5)
        scene.villager_photo("replay")
        scene.villager.taps("stop").waits_for_choice("replay").taps("done").waits_for("AddMore")


def lay_papers(scene: Scene) -> None:
    villager = scene.villager
    with scene.report.step("papers"):
        villager.taps("say_more").waits_for("ChooseKind").taps("kind:papers").waits_for("PlacePaper")
        started = time.monotonic()
        for number, lines in enumerate(scene.system.cast.elder.sheets, start=1):
            if number > 1:
                villager.taps("add").waits_for("PlacePaper")
            scene.table.lays(laid(sheet(lines)))
            villager.waits_for_choice("take", 20)
            time.sleep(_SEEN_S)
            scene.villager_photo(f"sheet-{number}")
            villager.taps("take").waits_for("ReviewPage")
            scene.villager_photo(f"page-{number}")
            villager.taps("keep").waits_for("OrderPages")
        scene.report.figures["seconds_to_pages"] = round(time.monotonic() - started, 2)
        villager.taps("previous")
        scene.villager_photo("pages")
        villager.taps("done").waits_for("AddMore")


def add(scene: Scene) -> None:
    villager, village = scene.villager, scene.system.cast.notices[0].village
    with scene.report.step("add"):
        villager.taps("recusal").waits_for("ChooseKeptOut").taps("kept:township")
        scene.villager_photo("recusal")
        villager.taps("done").waits_for("AddMore").taps("protection").waits_for("AskProtection")
        scene.villager_photo("protection")
        villager.taps("yes").waits_for("AddMore").taps("source").waits_for("ChooseSource")
        scene.villager_photo("source")
        villager.taps(f"village:{village}").waits_for("ChooseSourceNotice")
        villager.taps("whole").waits_for("AddMore")
        scene.villager_photo("added")


def send(scene: Scene) -> None:
    villager, figures = scene.villager, scene.report.figures
    with scene.report.step("send"):
        villager.taps("check").waits_for("CheckPetition")
        scene.villager_photo("check")
        villager.taps("next")
        scene.villager_photo("check-rest")
        started = time.monotonic()
        villager.taps("send")
        scene.video.petition_id = scene.arrivals.waits()
        figures["seconds_send_to_county"] = round(time.monotonic() - started, 2)
        villager.waits_for("ReadReceipt", 60).waits_for_text(scene.system.cast.words.received, 30)
        figures["seconds_send_to_receipt_shown"] = round(time.monotonic() - started, 2)


def take_the_code(scene: Scene) -> None:
    villager = scene.villager
    with scene.report.step("receipt"):
        scene.video.code = shown_code(villager.taps("show"))
        scene.villager_photo("code")
        villager.taps("done").waits_for("TypeBack").taps("skip").waits_for("ReadThanks")
        villager.taps("done").waits_for("Home")
