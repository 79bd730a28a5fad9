"""What everybody may see: the wall in the yard, and the villages' accounts at the kiosk."""

from demo.story.scene import Scene


def arrive(scene: Scene) -> None:
    first = scene.system.cast.notices[0]
    with scene.report.step("arrive"):
        scene.villager.arrives().waits_for("Home").waits_for_text(first.title)
        scene.villager_photo("home")
        scene.onlooker.arrives().waits_for("Page").waits_for_text(first.village, 30)
        scene.wall_photo("first")


def read_the_accounts(scene: Scene) -> None:
    """Also to where something could be said about one line of them; then away at one touch."""
    villager, village = scene.villager, scene.system.cast.notices[0].village
    with scene.report.step("affairs"):
        villager.taps("affairs").waits_for("ChooseVillage")
        scene.villager_photo("villages")
        villager.taps(f"village:{village}").waits_for("ChooseNotice")
        scene.villager_photo("notices")
        villager.taps_first("notice").waits_for("ReadNotice")
        scene.villager_photo("accounts")
        villager.taps("speak").waits_for("ChooseRow")
        scene.villager_photo("lines")
        villager.taps("row:0").waits_for("ChooseMatter")
        villager.taps("leave").waits_for("Home")
        scene.villager_photo("left")
