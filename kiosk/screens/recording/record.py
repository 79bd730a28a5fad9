"""Speaking to the county."""

from kiosk.flows.petition.recording_steps import Record
from kiosk.widgets.frame import Screen
from kiosk.widgets.notice import Notice

_SOON_S = 90


class RecordScreen(Screen):
    """See record.kv."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    def title(self, step: Record) -> str:
        return self.say("record.paused" if step.paused else "record.title")

    def time_words(self, step: Record) -> str:
        key = "record.soon" if step.left_s <= min(_SOON_S, step.limit_s // 4) else "record.left"
        return self.say(key, left=self.words.minutes(step.left_s))

    def clock(self, step: Record) -> str:
        return f"{step.elapsed_ms // 60000}:{step.elapsed_ms // 1000 % 60:02d}"

    def hear(self, step: Record) -> str:
        if self.trouble(step):
            return ""
        return self.say("record.not_kept" if step.paused else "record.hear")

    def trouble(self, step: Record) -> str:
        """What is missing, and that the rest goes on."""
        if step.microphone != "ready":
            return self.say(f"record.microphone_{step.microphone}")
        if step.kind == "video" and step.camera not in {"ready", "off"}:
            return self.say(f"record.camera_{step.camera}")
        return self.say("face_camera.beside") if step.faces > 1 else ""

    def trouble_icon(self, step: Record) -> str:
        if step.microphone != "ready":
            return "no_microphone"
        return "beside" if step.camera in {"ready", "off"} else "no_camera"

    def instead(self, step: Record) -> str:
        if step.kind == "audio":
            return "audio"
        return "" if step.picture else "no_picture"
