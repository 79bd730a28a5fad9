"""The statement by camera and microphone."""

from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.case import Take
from kiosk.flows.petition.kind import ChooseCover, ChooseKind
from kiosk.flows.petition.recording_steps import ChooseTake, FaceCamera, Record, Review, ReviewTake
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from wire.ids import TakeId

TAKES = tuple(Take(TakeId(f"{at:032x}"), "video", 41_000 + 17_000 * at) for at in range(1, 7))


def recording_scenes(_limits: Limits) -> dict[str, Step]:
    numbered = tuple(enumerate(TAKES, start=1))
    return {
        "choose_kind": ChooseKind(),
        "choose_kind-no_papers": ChooseKind(("video", "audio", "writing")),
        "choose_cover": ChooseCover(),
        "choose_cover-audio": ChooseCover("audio", ("plain", "voice")),
        "choose_cover-cannot": ChooseCover("video", ("plain",)),
        "staff_leaves": StaffLeaves(),
        "face_camera": FaceCamera(ready=True),
        "face_camera-wide": FaceCamera(ready=True),
        "face_camera-waking": FaceCamera(),
        "face_camera-beside": FaceCamera(ready=True, faces=2, covered=True, voice_changed=True),
        "face_camera-hidden": FaceCamera(ready=True, picture=False, counts_faces=False, short_of_room=True, limit_s=90),
        "face_camera-audio": FaceCamera("audio", ready=True, picture=False, counts_faces=False, voice_changed=True),
        "record": Record(elapsed_ms=83_400, level=0.35),
        "record-soon": Record(elapsed_ms=541_000, level=0.6, camera="stalled"),
        "record-paused": Record(elapsed_ms=83_400, paused=True, faces=2),
        "record-audio": Record("audio", elapsed_ms=83_400, level=0.5, picture=False, microphone="missing"),
        "review": Review(duration_ms=83_400),
        "review-playing": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "review-playing-wide": Review(duration_ms=83_400, playing=True, elapsed_ms=12_000),
        "review-parts": Review(duration_ms=598_000, takes=3, stopped_by="devices_lost", room=False),
        "review-audio": Review(duration_ms=240_000, takes=2, kind="audio"),
        "choose_take": ChooseTake(numbered[:3]),
        "choose_take-many": ChooseTake(numbered[:4], page=0, pages=2),
        "review_take": ReviewTake(2, TAKES[1]),
        "review_take-playing": ReviewTake(2, TAKES[1], playing=True, elapsed_ms=7_000),
    }
