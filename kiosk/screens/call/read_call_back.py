"""Whether the county will ring here."""

from kiosk.flows.call.steps import ReadCallBack
from kiosk.widgets.frame import Screen

_SIGNS = {"asking": "wait", "kept": "call_back", "failed": "link_down"}


class ReadCallBackScreen(Screen):
    """See read_call_back.kv."""

    def sign(self, step: ReadCallBack) -> str:
        return _SIGNS[step.state]
