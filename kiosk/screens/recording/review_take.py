"""One part of several."""

from kiosk.flows.petition.recording_steps import ReviewTake
from kiosk.widgets.frame import Screen


class ReviewTakeScreen(Screen):
    """See review_take.kv."""

    def title(self, step: ReviewTake) -> str:
        length = self.words.minutes(max(round(step.take.duration_ms / 1000), 1))
        return self.say("review_take.title", number=step.number, length=length)

    def under(self, step: ReviewTake) -> str:
        if not step.playing:
            return self.say(f"review.covered_{step.take.kind}")
        return self.say("review.playing", elapsed=self.words.minutes(step.elapsed_ms // 1000))

    def instead(self, step: ReviewTake) -> str:
        if step.take.kind == "audio":
            return "audio"
        return "" if step.playing else "petition"
