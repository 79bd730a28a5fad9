"""How the call ended."""

from kiosk.flows.call import ReadCallEnd
from kiosk.widgets.frame import Screen


class ReadCallEndScreen(Screen):
    """See read_call_end.kv."""

    def icon(self, step: ReadCallEnd) -> str:
        if step.why in {"lost", "too_weak", "link_down"}:
            return "link_down"
        return "chat" if step.message_helps else "check"

    def hint(self, step: ReadCallEnd) -> str:
        return self.say("read_call_end.message_hint" if step.message_helps else "read_call_end.nothing_kept")
