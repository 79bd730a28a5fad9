"""One page of an answer."""

from datetime import datetime

from kiosk.flows.answer.steps import ReadAnswer
from kiosk.widgets.frame import Screen


class ReadAnswerScreen(Screen):
    """See read_answer.kv."""

    def written(self, step: ReadAnswer) -> str:
        day = datetime.fromtimestamp(step.written_at_ms / 1000).astimezone().date()
        return self.say("read_answer.written", day=self.words.date(day.isoformat()))

    def lines(self, step: ReadAnswer) -> tuple[str, ...]:
        """What the officer said into the microphone may have no words beside it."""
        return step.lines if any(step.lines) else (self.say("read_answer.spoken"),)
