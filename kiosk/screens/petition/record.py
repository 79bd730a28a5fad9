"""Speaking to the county."""

from kiosk.flows.petition.steps import Record
from kiosk.widgets.frame import Screen

_SOON_S = 90


class RecordScreen(Screen):
    """See record.kv."""

    def time_words(self, step: Record) -> str:
        key = "record.soon" if step.left_s <= min(_SOON_S, step.limit_s // 4) else "record.left"
        return self.say(key, left=self.words.minutes(step.left_s))

    def clock(self, step: Record) -> str:
        return f"{step.elapsed_ms // 60000}:{step.elapsed_ms // 1000 % 60:02d}"
