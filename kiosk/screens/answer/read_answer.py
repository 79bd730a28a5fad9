"""One page of an answer."""

from kiosk.flows.answer.steps import ReadAnswer
from kiosk.widgets.frame import Screen


class ReadAnswerScreen(Screen):
    """See read_answer.kv."""

    def written(self, step: ReadAnswer) -> str:
        return self.say("read_answer.written", day=self.words.date(self.words.day(step.written_at_ms)))

    def spoken(self, step: ReadAnswer) -> str:
        """What the officer said into the microphone may have no words beside it."""
        return "" if any(step.lines) else self.say("read_answer.spoken")
