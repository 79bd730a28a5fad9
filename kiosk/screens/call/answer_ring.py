"""The county calls back; nobody's name stands here."""

from kiosk.flows.call.before import AnswerRing
from kiosk.widgets.frame import Screen


class AnswerRingScreen(Screen):
    """See answer_ring.kv."""

    def who(self, step: AnswerRing) -> str:
        if step.asked_on:
            return self.say("answer_ring.who_on", day=self.words.date(step.asked_on), time=step.asked_at)
        return self.say("answer_ring.who", time=step.asked_at)
