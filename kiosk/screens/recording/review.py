"""Looking at what was recorded."""

from kiosk.flows.petition.recording_steps import Review
from kiosk.widgets.frame import Screen


class ReviewScreen(Screen):
    """See review.kv."""

    def title(self, step: Review) -> str:
        key = "review.title" if step.stopped_by == "asked" else f"review.{step.stopped_by}"
        return self.say(key, length=self.words.minutes(max(round(step.duration_ms / 1000), 1)))

    def under(self, step: Review) -> str:
        if not step.playing:
            return self.say(f"review.covered_{step.kind}")
        return self.say("review.playing", elapsed=self.words.minutes(step.elapsed_ms // 1000))

    def instead(self, step: Review) -> str:
        if step.kind == "audio":
            return "audio"
        return "" if step.playing else "petition"
