"""The looking-glass before the recording."""

from kiosk.flows.petition.recording_steps import FaceCamera
from kiosk.widgets.frame import Screen
from kiosk.widgets.notice import Notice


class FaceCameraScreen(Screen):
    """See face_camera.kv."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    def title(self, step: FaceCamera) -> str:
        return self.say(f"face_camera.title_{step.kind}")

    def hint(self, step: FaceCamera) -> str:
        return self.say("face_camera.hint" if step.ready else "face_camera.waking")

    def limit(self, step: FaceCamera) -> str:
        key = "face_camera.short_of_room" if step.short_of_room else "face_camera.limit"
        return self.say(key, limit=self.words.minutes(step.limit_s))

    def cover(self, step: FaceCamera) -> str:
        """What is covered, and for the voice alone that the camera is off."""
        if step.kind == "audio":
            return self.say("face_camera.voice_changed" if step.voice_changed else "face_camera.camera_off")
        if not step.covered:
            return ""
        return self.say("face_camera.both_covered" if step.voice_changed else "face_camera.face_covered")

    def beside(self, step: FaceCamera) -> str:
        return self.say("face_camera.beside") if step.beside else ""

    def uncounted(self, step: FaceCamera) -> str:
        return "" if step.counts_faces else self.say(f"face_camera.uncounted_{step.kind}")

    def instead(self, step: FaceCamera) -> str:
        """The icon where no picture is shown."""
        if step.kind == "audio":
            return "audio"
        return "" if step.picture else "no_picture"
