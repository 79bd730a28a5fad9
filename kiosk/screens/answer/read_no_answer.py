"""No answer yet, and what to do."""

from kiosk.widgets.frame import Screen


class ReadNoAnswerScreen(Screen):
    """See read_no_answer.kv."""
