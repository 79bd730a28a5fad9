"""What Li Min does in her browser: publish, open, look, listen, answer."""

import time

from demo.errors import StepFailed
from demo.story.scene import Scene, Sent
from demo.written import table

_PLAY_S = 2.0
_SPEAK_S = 2
_NOTICE_WITHIN_S = 20.0


def publish_first_notices(scene: Scene) -> None:
    officer, cast = scene.officer, scene.system.cast
    with scene.report.step("publish"):
        officer.logs_in(cast.officer.login, scene.system.password)
        for words in cast.notices:
            officer.writes(table(words))
            scene.desk_photo(f"notice-{len(words.rows)}")
            officer.publishes()
        scene.desk_photo("notices")


def open_the_video(scene: Scene) -> None:
    officer, figures, elder = scene.officer, scene.report.figures, scene.system.cast.elder
    with scene.report.step("open"):
        officer.opens_inbox()
        scene.desk_photo("inbox")
        figures["seconds_to_open_in_browser"] = round(_opens(scene, scene.video), 2)
        played = officer.plays(_PLAY_S)
        figures["browser_video"] = f"{played['width']}x{played['height']}"
        figures["browser_length_s"] = round(played["length"], 2)
        if not played["width"]:
            raise StepFailed("the browser plays no picture")
        _must_stand(officer.reads(".fact-who dd"), elder.name)
        _must_stand(officer.reads(".warning"), elder.telephone)
        scene.desk_photo("petition")
        _look_at_pages(scene)
        officer.takes_up()


def _look_at_pages(scene: Scene) -> None:
    scene.report.figures["pages_opened"] = scene.officer.opens_pages()
    scene.desk_photo("page-1")
    scene.officer.turns_page()
    scene.desk_photo("page-2")
    scene.officer.closes_pages()


def hear_the_voice(scene: Scene) -> None:
    with scene.report.step("hear"):
        _opens(scene, scene.voice)
        played = scene.officer.plays(_PLAY_S)
        scene.report.figures["browser_voice_s"] = round(played["length"], 2)
        if played["width"]:
            raise StepFailed("a voice alone shows a picture")
        scene.desk_photo("voice")


def answer(scene: Scene) -> None:
    """The voice by a voice, the name in writing."""
    officer = scene.officer
    with scene.report.step("answer"):
        officer.speaks(_SPEAK_S)
        scene.desk_photo("spoken-answer")
        officer.answers_by_voice()
        _opens(scene, scene.video)
        officer.answers(scene.system.cast.reply.text)
        scene.desk_photo("answered")


def see_the_rating(scene: Scene) -> None:
    with scene.report.step("rated"):
        scene.officer.opens_inbox()
        scene.desk_photo("inbox-rated")
        _opens(scene, scene.video)
        ratings = scene.officer.reads_thread(".rating.rating-good")
        if len(ratings) != 1:
            raise StepFailed(f"{len(ratings)} good ratings stand in the thread")
        scene.report.figures["ratings_read"] = len(ratings)
        scene.officer.shows_thread(".rating")
        scene.desk_photo("rating")


def read_the_message(scene: Scene, message: Sent) -> None:
    _opens(scene, message)
    _must_stand(scene.officer.reads("[data-is=words]"), scene.system.cast.elder.message)
    scene.desk_photo("message")


def publish_while_all_look_on(scene: Scene) -> None:
    words, figures = scene.system.cast.late_notice, scene.report.figures
    with scene.report.step("notice"):
        scene.officer.writes(table(words))
        started = time.monotonic()
        scene.officer.publishes()
        scene.villager.waits_for_text(words.title, _NOTICE_WITHIN_S)
        figures["seconds_notice_to_kiosk"] = round(time.monotonic() - started, 2)
        scene.onlooker.waits_for_text(words.title, _NOTICE_WITHIN_S)
        figures["seconds_notice_to_wall"] = round(time.monotonic() - started, 2)
        scene.villager_photo("new-notice")
        scene.wall_photo("new-notice")


def _opens(scene: Scene, sent: Sent) -> float:
    return scene.officer.opens(sent.petition_id, scene.system.place.office_key)


def _must_stand(told: list[str], words: str) -> None:
    if not any(words in one for one in told):
        raise StepFailed(f"the desk does not show what was said: it shows {len(told)} other sentences")
