"""Whom to go to, and by which number."""

from kiosk.flows.petition.matter import ReadElsewhere
from kiosk.widgets.frame import Screen


class ReadElsewhereScreen(Screen):
    """See read_elsewhere.kv."""

    def paper(self, step: ReadElsewhere) -> str:
        return self.say(f"read_elsewhere.{step.paper}" if step.paper else "read_elsewhere.nothing_kept")
